import { onMounted, onUnmounted } from 'vue'

/** How often (ms) an open, visible page refreshes by itself. */
export const refreshEveryMs = 60_000

/** Calls `refresh` every minute and whenever the page comes back to the eye, never while it is hidden. */
export function useAutoRefresh(refresh: () => void): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const refreshIfSeen = (): void => {
    if (document.visibilityState === 'visible') refresh()
  }
  onMounted(() => {
    timer = setInterval(refreshIfSeen, refreshEveryMs)
    document.addEventListener('visibilitychange', refreshIfSeen)
    window.addEventListener('focus', refreshIfSeen)
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', refreshIfSeen)
    window.removeEventListener('focus', refreshIfSeen)
  })
}
