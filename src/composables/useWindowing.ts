import { type Ref, type ShallowRef, computed, onMounted, onUnmounted, shallowRef } from 'vue'

/** Sizes of one grid, in rem, so that the browser's and the page's text size move it. */
export interface GridSizes {
  readonly row: number
  readonly column: number
  /** The sticky head's height and the sticky first column's width. */
  readonly head: number
  readonly side: number
}

/** The first place to draw and the one after the last. */
export interface Span {
  readonly first: number
  readonly end: number
}

/** Places drawn beyond each edge of the frame, so that a step or a turn of the wheel finds them there. */
const beyond = 3
/** Most rows and columns drawn at once, whatever the screen: 2,800 cells. */
const most = { rows: 56, columns: 50 }
/** What is drawn where nothing has been measured yet. */
const unmeasured = { rows: 24, columns: 14 }

function spanOf(from: number, length: number, size: number, total: number, limit: number, blind: number): Span {
  if (length <= 0) return { first: 0, end: Math.min(total, blind) }
  const first = Math.max(0, Math.min(Math.floor(from / size) - beyond, total - 1))
  return { first, end: Math.min(total, first + Math.min(limit, Math.ceil(length / size) + 2 * beyond + 1)) }
}

/** A scroll within what is drawn already draws nothing anew. */
function keptIfSame(before: Span | undefined, next: Span): Span {
  return before?.first === next.first && before.end === next.end ? before : next
}

/** Which rows and columns of a large grid its frame shows, and a way to bring a cell into it. */
export function useWindowing(frame: Readonly<ShallowRef<HTMLElement | null>>, sizes: GridSizes, count: () => { readonly rows: number; readonly columns: number }): {
  readonly rows: Readonly<Ref<Span>>
  readonly columns: Readonly<Ref<Span>>
  measure(): void
  bring(row: number, column: number): void
} {
  const seen = shallowRef({ top: 0, left: 0, height: 0, width: 0, rem: 16 })
  let observer: ResizeObserver | undefined

  function measure(): void {
    const element = frame.value
    if (element === null) return
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    const { scrollTop: top, scrollLeft: left, clientHeight: height, clientWidth: width } = element
    const { value } = seen
    if (value.top === top && value.left === left && value.height === height && value.width === width && value.rem === rem) return
    seen.value = { top, left, height, width, rem }
  }

  const rows = computed((before?: Span) => keptIfSame(before, spanOf(seen.value.top, seen.value.height - sizes.head * seen.value.rem, sizes.row * seen.value.rem, count().rows, most.rows, unmeasured.rows)))
  const columns = computed((before?: Span) => keptIfSame(before, spanOf(seen.value.left, seen.value.width - sizes.side * seen.value.rem, sizes.column * seen.value.rem, count().columns, most.columns, unmeasured.columns)))

  /** Scrolls just so far that the sticky heads do not cover the cell. */
  function bring(row: number, column: number): void {
    const element = frame.value
    if (element === null) return
    const { rem } = seen.value
    const near = (at: number, length: number, start: number, size: number): number => (start < at ? start : start + size > at + length ? start + size - length : at)
    element.scrollTop = near(element.scrollTop, element.clientHeight - sizes.head * rem, row * sizes.row * rem, sizes.row * rem)
    element.scrollLeft = near(element.scrollLeft, element.clientWidth - sizes.side * rem, column * sizes.column * rem, sizes.column * rem)
    measure()
  }

  onMounted(() => {
    measure()
    if (frame.value === null) return
    observer = new ResizeObserver(measure)
    observer.observe(frame.value)
  })
  onUnmounted(() => { observer?.disconnect() })

  return { rows, columns, measure, bring }
}
