import { onUnmounted, watch } from 'vue'

/** How many more are drawn per frame. */
const step = 16

/**
 * Raises a count frame by frame until it covers `total`: the first screen is painted before what lies below it is
 * made, and a tap in between is answered.
 */
export function useGradualCount(total: () => number, count: () => number, raise: (count: number) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isMounted = true
  watch(
    () => total() > count(),
    (isShort) => {
      if (isShort) next()
    },
    { immediate: true, flush: 'post' },
  )
  onUnmounted(() => {
    isMounted = false
    clearTimeout(timer)
  })

  function next(): void {
    requestAnimationFrame(() => {
      timer = setTimeout(() => {
        if (!isMounted) return
        raise(count() + step)
        if (total() > count()) next()
      })
    })
  }
}
