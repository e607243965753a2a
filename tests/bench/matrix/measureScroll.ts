import type { Page } from '@playwright/test'

/** What one pass over a whole table showed. */
export interface ScrollFigures {
  /** The most cells that stood in the page at any moment. */
  readonly mostCells: number
  /** Lengths (ms) of every task of the page over 50 ms. */
  readonly longTasksMs: readonly number[]
  readonly frames: number
  /** The longest time (ms) between two frames. */
  readonly longestFrameMs: number
  /** Wheel events sent. */
  readonly turns: number
}

/** How far (px) one wheel event turns: a quick turn, twice a notch of Windows. */
const turnPx = 240
/** A table that does not reach its end in so many events is broken. */
const mostTurns = 2000

interface Watch {
  mostCells: number
  longTasksMs: number[]
  frames: number
  longestFrameMs: number
  stop(): void
}
type WatchedWindow = typeof globalThis & { watch?: Watch }

/** Turns the wheel over the scrolled box: to its foot, to its right edge, and back again both ways. */
export async function scrollThrough(page: Page, box: string): Promise<ScrollFigures> {
  await page.locator(box).hover({ position: { x: 600, y: 300 } })
  await page.evaluate(startWatch)
  let turns = 0
  for (const [x, y] of [[0, 1], [1, 0], [0, -1], [-1, 0]] as const) {
    let isAtEnd = false
    while (!isAtEnd) {
      if ((turns += 1) > mostTurns) throw new Error(`${box} does not scroll to its end.`)
      await page.mouse.wheel(x * turnPx, y * turnPx)
      isAtEnd = await page.evaluate(isEndInSight, { box, x, y })
    }
  }
  const { mostCells, longTasksMs, frames, longestFrameMs } = await page.evaluate(stopWatch)
  return { mostCells, longTasksMs, frames, longestFrameMs, turns }
}

/** In the page: counts cells after every change and at every frame, and hears of long tasks. */
function startWatch(): void {
  const observers: { disconnect(): void }[] = []
  let [isOver, lastMs] = [false, performance.now()]
  const watch: Watch = {
    mostCells: 0, longTasksMs: [], frames: 0, longestFrameMs: 0,
    stop() {
      isOver = true
      for (const observer of observers) observer.disconnect()
    },
  }
  const count = (): void => { watch.mostCells = Math.max(watch.mostCells, document.querySelectorAll('[data-cell]').length) }
  const changes = new MutationObserver(count)
  changes.observe(document.body, { childList: true, subtree: true })
  const tasks = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) watch.longTasksMs.push(duration) })
  tasks.observe({ type: 'longtask' })
  observers.push(changes, tasks)
  const onFrame = (nowMs: number): void => {
    if (isOver) return
    watch.frames += 1
    watch.longestFrameMs = Math.max(watch.longestFrameMs, nowMs - lastMs)
    lastMs = nowMs
    requestAnimationFrame(onFrame)
  }
  count()
  requestAnimationFrame(onFrame);
  (globalThis as WatchedWindow).watch = watch
}

/** In the page: whether the box stands at the edge it is scrolled to, seen in the next frame. */
function isEndInSight({ box, x, y }: { readonly box: string; readonly x: number; readonly y: number }): Promise<boolean> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const element = document.querySelector(box)
      if (element === null) throw new Error(`There is no ${box}.`)
      const [at, most] = x === 0 ? [element.scrollTop, element.scrollHeight - element.clientHeight] : [element.scrollLeft, element.scrollWidth - element.clientWidth]
      done(x + y > 0 ? at >= most - 1 : at <= 1)
    })
  })
}

/** In the page: the figures, once the last task is told of. */
async function stopWatch(): Promise<Omit<Watch, 'stop'>> {
  await new Promise((done) => { setTimeout(done, 100) })
  const { watch } = globalThis as WatchedWindow
  if (watch === undefined) throw new Error('Nothing was watched.')
  watch.stop()
  const { mostCells, longTasksMs, frames, longestFrameMs } = watch
  return { mostCells, longTasksMs, frames, longestFrameMs }
}
