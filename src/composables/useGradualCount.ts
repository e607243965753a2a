import { type Ref, onUnmounted, watch } from 'vue'

/** How many more are drawn per frame. */
const step = 16

/** Drawn without being asked: some screens, the whole list of many schools. What lies beyond waits until the reader comes near. */
const unasked = 16

/** How long (ms) the rest waits once the list became another one: who typed a letter types the next one, and is not to wait for it. */
const quietMs = 150

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
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting === true
      next(0)
    },
    { rootMargin: nearness },
  )
  watch(end, look, { immediate: true, flush: 'post' })
  watch(
    [total, count],
    ([, drawn], [, before = -1]) => {
      next(drawn > before ? 0 : quietMs)
    },
    { immediate: true, flush: 'post' },
  )
  onUnmounted(() => { observer.disconnect() })

  /** Forgets whether the end is near; the browser tells it again with its next frame. */
  function look(): void {
    isNear = false
    observer.disconnect()
    if (end.value !== null) observer.observe(end.value)
  }

  function next(waitMs: number): void {
    if (waitMs === 0 && timer !== undefined) return
    requestAnimationFrame(() => {
      clearTimeout(timer)
      timer = setTimeout(draw, waitMs)
    })
  }

  function draw(): void {
    timer = undefined
    // An end that has left the page has nothing before it.
    if (end.value === null || total() <= count() || (!isNear && count() >= unasked)) return
    raise(count() + step)
    look()
  }
}
