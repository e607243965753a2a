import type { CDPSession, Page } from '@playwright/test'

/** What to watch on a page, as selectors of its own markup. */
export interface Watched {
  /** There once the rows are drawn. */
  readonly row: string
  /** Pressed to begin a mark; where a sheet follows, `choose` is pressed in it. */
  readonly mark: string
  readonly choose?: string
  /** One more of these is there once the mark is stored and drawn … */
  readonly marked: string
  /** … and the first of these is gone, where the marked row moves away. */
  readonly moved?: string
}

/** The school's list. */
export const ours: Watched = { row: 'section li a[href^="/directives/"]', mark: 'li.card button', choose: 'dialog button.main', marked: '.snackbar', moved: 'li.card' }

/** Milliseconds of one cold start: from the navigation to the frame after the first row was drawn. */
export async function measureStart(page: Page, url: string, watched: Watched, cpuRate: number): Promise<number> {
  await slowDown(page, cpuRate)
  await page.addInitScript((row) => {
    const seen = new MutationObserver(() => {
      if (document.querySelector(row) === null) return
      seen.disconnect()
      requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset['rowsMs'] = String(performance.now()) }))
    })
    seen.observe(document, { childList: true, subtree: true })
  }, watched.row)
  await page.goto(url)
  await page.waitForFunction(() => document.documentElement.dataset['rowsMs'] !== undefined, null, { timeout: 60_000 })
  return page.evaluate(() => Number(document.documentElement.dataset['rowsMs']))
}

/** Milliseconds from the press that settles a mark to the frame after its stored result was drawn. */
export async function measureMark(page: Page, watched: Watched): Promise<number> {
  if (watched.choose !== undefined) {
    await page.locator(watched.mark).first().click()
    await page.locator(watched.choose).waitFor()
    // A person's thumb needs longer than this for the way from the card to the sheet.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 600)))
  }
  return page.evaluate(
    ({ pressed, marked, moved }) =>
      new Promise<number>((done) => {
        const countOf = (selector: string): number => document.querySelectorAll(selector).length
        const before = countOf(marked)
        const leaving = moved === undefined ? null : document.querySelector(moved)
        const isDrawn = (): boolean => countOf(marked) > before && leaving?.isConnected !== true
        const startMs = performance.now()
        const seen = new MutationObserver(() => {
          if (!isDrawn()) return
          seen.disconnect()
          requestAnimationFrame(() => setTimeout(() => { done(performance.now() - startMs) }))
        })
        seen.observe(document, { childList: true, subtree: true, attributes: true })
        document.querySelector<HTMLElement>(pressed)?.click()
      }),
    { pressed: watched.choose ?? watched.mark, marked: watched.marked, moved: watched.moved },
  )
}

async function slowDown(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  return session
}

/** The middle value; of an even count the upper middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
