import { onBeforeUnmount, onMounted } from 'vue'

/** Calls back every minute and whenever the page comes to the front, so that «сегодня» never stays yesterday. */
export function useMinuteTick(tick: () => void): void {
  let timer: ReturnType<typeof setInterval>
  onMounted(() => {
    timer = setInterval(tick, 60_000)
    document.addEventListener('visibilitychange', tick)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  })
}
