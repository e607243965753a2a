import { onBeforeUnmount, onMounted } from 'vue'

/** Reports whether the browser sees a network: at once, and at every turn. */
export function useOnlineStatus(report: (isOnline: boolean) => void): void {
  const tell = (): void => {
    report(navigator.onLine)
  }
  onMounted(() => {
    tell()
    addEventListener('online', tell)
    addEventListener('offline', tell)
  })
  onBeforeUnmount(() => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  })
}
