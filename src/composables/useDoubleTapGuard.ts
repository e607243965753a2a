import { onBeforeUnmount, onMounted } from 'vue'

/** Taps closer than this in time (ms) and place (CSS px) are one tap of a trembling or gloved finger. */
export const doubleTapMs = 400
const samePlacePx = 24

/**
 * Lets only the first of two quick taps at one place through, wherever it lands: the second would press what the
 * first has just brought there. Typing fields keep their double tap, which selects a word; keys have no place.
 */
export function useDoubleTapGuard(): void {
  let last: MouseEvent | null = null

  function guard(event: MouseEvent): void {
    if (event.detail === 0 || (event.target instanceof Element && event.target.matches('input, textarea, select'))) return
    const isSecond =
      last !== null &&
      event.timeStamp - last.timeStamp < doubleTapMs &&
      Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY) < samePlacePx
    if (!isSecond) {
      last = event
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  onMounted(() => {
    document.addEventListener('click', guard, true)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('click', guard, true)
  })
}
