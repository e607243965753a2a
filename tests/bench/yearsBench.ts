/**
 * `npm run bench -- years`: a phone with 3,000 assignments of five years and 200 photos beside one with 150, in turn, in
 * one run, at 6× CPU: the cold start without a network, one mark, and how many frames a letter of the search takes.
 */
import { cpus } from 'node:os'
import type { Page } from '@playwright/test'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { enrolWholly } from '../e2e/support/schoolSteps.ts'
import { type Years, fillYears } from './fillYears.ts'
import { measureMark, measureStart, median, ours } from './measurePage.ts'

const cpuRate = 6
/** Longer than the phone reads its closed points, at this rate. */
const readingMs = 20_000
/** Typed letter by letter, as a person does. */
const searched = 'нагрузка'
const few: Years = { open: 150, closed: 0, photos: 0, photoBytes: 0, searched }
const many: Years = { open: 150, closed: 2850, photos: 200, photoBytes: 200_000, searched }

interface Figures {
  readonly startMs: number[]
  readonly markMs: number[]
  /** Once the points closed long ago were read too. */
  readonly laterMarkMs: number[]
  readonly searchFrames: number[]
}

/** For each letter, how many frames of 60 a second pass until the list that answers it is painted. */
async function measureSearch(page: Page): Promise<number[]> {
  const field = page.locator('input[type=search]')
  await field.focus()
  const frames: number[] = []
  for (const letter of searched) {
    await page.evaluate(watchAnswer)
    await page.keyboard.type(letter)
    await page.waitForFunction(() => document.documentElement.dataset['answeredMs'] !== undefined)
    frames.push(Math.ceil((await page.evaluate(() => Number(document.documentElement.dataset['answeredMs']))) / (1000 / 60)))
    // A person's thumb needs longer than this for the way to the next letter.
    await page.waitForTimeout(600)
    if (!(await page.evaluate(() => document.documentElement.dataset['said'] === document.querySelector('.said')?.textContent))) throw new Error('The frame after the letter held no answer.')
  }
  await field.fill('')
  return frames
}

/** Runs in the page: writes down how long (ms) after the next letter a frame is painted, and what was said in it. */
function watchAnswer(): void {
  const { dataset } = document.documentElement
  delete dataset['answeredMs']
  const write = (startMs: number): void => {
    dataset['said'] = document.querySelector('.said')?.textContent ?? ''
    dataset['answeredMs'] = String(performance.now() - startMs)
  }
  document.querySelector('input[type=search]')?.addEventListener('input', () => {
    const startMs = performance.now()
    requestAnimationFrame(() => setTimeout(write, 0, startMs))
  }, { once: true, capture: true })
}

async function measureOnce(phone: Phone, figures: Figures, isSearched: boolean): Promise<void> {
  const page = await phone.context.newPage()
  figures.startMs.push(await measureStart(page, `${phone.road.url}/`, ours, cpuRate))
  figures.markMs.push(await measureMark(page, ours))
  await page.waitForTimeout(readingMs)
  figures.laterMarkMs.push(await measureMark(page, ours))
  if (isSearched) figures.searchFrames.push(...(await measureSearch(page)))
  await page.close()
}

function print(name: string, unit: string, many: readonly number[], few: readonly number[]): number {
  const ratio = median(many) / median(few)
  console.log(`${name}: many ${median(many).toFixed(0)} ${unit}, few ${median(few).toFixed(0)} ${unit}, ratio ${ratio.toFixed(2)}`)
  console.log(`  many ${many.map((value) => value.toFixed(0)).join(' ')}\n  few  ${few.map((value) => value.toFixed(0)).join(' ')}`)
  return ratio
}

/** Measures so many cold starts, marks and searches of each phone. */
export async function runYears(runs: number): Promise<void> {
  const server = await startLiveServer()
  const phones: { readonly phone: Phone; readonly figures: Figures }[] = []
  try {
    for (const years of [many, few]) {
      const phone = await Phone.unpack({ road: await server.openRoad() })
      phones.push({ phone, figures: { startMs: [], markMs: [], laterMarkMs: [], searchFrames: [] } })
      await enrolWholly(phone, await server.createLink(await server.findSchool('lesosibirsk')))
      await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await phone.page.evaluate(fillYears, years)
      await phone.goOffline()
    }
    for (let run = 0; run < runs; run += 1) for (const [place, { phone, figures }] of phones.entries()) await measureOnce(phone, figures, place === 0)
    const [first, second] = phones
    if (first === undefined || second === undefined) return
    console.log(`${String(many.open + many.closed)} assignments and ${String(many.photos)} photos beside ${String(few.open)}, CPU ${String(cpuRate)}×, ${String(runs)} runs each in turn, ${String(cpus().length)} cores`)
    const start = print('cold start offline to the first rows', 'ms', first.figures.startMs, second.figures.startMs)
    const mark = print('a mark stored and painted, just after', 'ms', first.figures.markMs, second.figures.markMs)
    const laterMark = print('a mark once all points are read', 'ms', first.figures.laterMarkMs, second.figures.laterMarkMs)
    console.log(`a letter of the search to what it found, frames: ${first.figures.searchFrames.join(' ')}`)
    console.log(JSON.stringify({ startRatio: Number(start.toFixed(2)), markRatio: Number(mark.toFixed(2)), laterMarkRatio: Number(laterMark.toFixed(2)), searchFrames: median(first.figures.searchFrames), limits: [1.5, 1.5, 1.5, 2] }))
  } finally {
    for (const { phone } of phones) await phone.throwAway()
    await server.close()
  }
}
