import type { BrowserContext } from '@playwright/test'
import { measureStart, median } from '../measurePage.ts'
import { type ScrollFigures, scrollThrough } from './measureScroll.ts'

/** One page with a large table, in a browser that may open it. */
export interface TablePage {
  readonly name: string
  readonly context: BrowserContext
  /** The present address. */
  readonly url: () => string
  /** What is scrolled, as a selector. */
  readonly box: string
}

/** Every run of one page at one speed of the processor. */
export interface PageRuns {
  readonly name: string
  readonly cpuRate: number
  readonly firstCellsMs: number[]
  readonly scrolls: ScrollFigures[]
}

/** Opens and scrolls each page in turn, so many times at each speed: how many times slower than the machine is. */
export async function measureTables(pages: readonly TablePage[], cpuRates: readonly number[], runs: number): Promise<PageRuns[]> {
  const all = cpuRates.flatMap((cpuRate) => pages.map((page) => ({ page, figures: { name: page.name, cpuRate, firstCellsMs: [], scrolls: [] } as PageRuns })))
  for (let run = 0; run < runs; run += 1) {
    for (const { page: { name, context, url, box }, figures } of all) {
      process.stderr.write(`run ${String(run + 1)}: ${name} at ${String(figures.cpuRate)}×\n`)
      const page = await context.newPage()
      await page.setViewportSize({ width: 1920, height: 1080 })
      figures.firstCellsMs.push(await measureStart(page, url(), { row: '[data-cell]', mark: '', marked: '' }, figures.cpuRate))
      // What still loads after the first cells is no part of the scrolling.
      await page.waitForLoadState('networkidle')
      figures.scrolls.push(await scrollThrough(page, box))
      await page.close()
    }
  }
  return all.map(({ figures }) => figures)
}

const over = (ms: number) => ({ longTasksMs }: ScrollFigures): number => longTasksMs.filter((length) => length > ms).length

const rows: readonly (readonly [string, (runs: PageRuns) => number])[] = [
  ['first cells, ms', ({ firstCellsMs }) => median(firstCellsMs)],
  ['cells in the page at most, of all runs', ({ scrolls }) => Math.max(...scrolls.map(({ mostCells }) => mostCells))],
  ['wheel events', ({ scrolls }) => median(scrolls.map(({ turns }) => turns))],
  ['tasks over 50 ms while scrolling', ({ scrolls }) => median(scrolls.map(over(50)))],
  ['tasks over 100 ms while scrolling', ({ scrolls }) => median(scrolls.map(over(100)))],
  ['tasks over 100 ms, of all runs', ({ scrolls }) => scrolls.map(over(100)).reduce((sum, count) => sum + count, 0)],
  ['longest task, ms (0: none over 50)', ({ scrolls }) => median(scrolls.map(({ longTasksMs }) => Math.max(0, ...longTasksMs)))],
  ['longest time between two frames, ms', ({ scrolls }) => median(scrolls.map(({ longestFrameMs }) => longestFrameMs))],
]

/** The medians of the pages as a Markdown table, a column a page and speed. */
export function tablesToMarkdown(all: readonly PageRuns[]): string {
  const head = [`| | ${all.map(({ name, cpuRate }) => `${name}, ${String(cpuRate)}× CPU`).join(' | ')} |`, `|---|${all.map(() => '--:|').join('')}`]
  return [...head, ...rows.map(([name, read]) => `| ${name} | ${all.map((one) => String(Math.round(read(one)))).join(' | ')} |`)].join('\n')
}

/** The same figures for a program to read. */
export function tablesToJson(all: readonly PageRuns[]): object[] {
  return all.map((one) => ({ name: one.name, cpuRate: one.cpuRate, ...Object.fromEntries(rows.map(([name, read]) => [name, Math.round(read(one))])) }))
}
