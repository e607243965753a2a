import { type Ref, onUnmounted, watch } from 'vue'

/** How many more are drawn per frame. */
const step = 16

/** Drawn without being asked: some screens, the whole list of many schools. What lies beyond waits until the reader comes near. */
const unasked = 16

/** How near (CSS pixels): a few screens, so that a quick thumb does not meet an end. */
const nearness = '1500px'

/**
 * Raises a count frame by frame: the first screen is painted before what lies below it is made, and a list of
 * hundreds stays light, because every sheet that opens or closes styles anew all that is drawn. `end` is an element
 * below the last that was drawn.
 */
export function useGradualCount(end: Readonly<Ref<HTMLElement | null>>, total: () => number, count: () => number, raise: (count: number) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isNear = false
  let isMounted = true
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting === true
      if (isNear) next()
    },
    { rootMargin: nearness },
  )
  watch(
    end,
    (element) => {
      observer.disconnect()
      if (element !== null) observer.observe(element)
    },
    { immediate: true, flush: 'post' },
  )
  watch([total, count], next, { immediate: true, flush: 'post' })
  onUnmounted(() => {
    isMounted = false
    observer.disconnect()
    clearTimeout(timer)
  })

  function isShort(): boolean {
    return total() > count() && (isNear || count() < unasked)
  }

  function next(): void {
    if (timer !== undefined || !isShort()) return
    requestAnimationFrame(() => {
      timer = setTimeout(() => {
        timer = undefined
        if (!isMounted || !isShort()) return
        raise(count() + step)
        next()
      })
    })
  }
}
