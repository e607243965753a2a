/**
 * `npm run bench`: the school's program beside a bare Vue and Dexie page with the same 150 rows, in turn, in one run:
 * the cold start without a network and one mark, at 6× CPU. Prints medians and their ratio; nothing here turns red.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { enrolWholly } from '../e2e/support/schoolSteps.ts'
import { buildBarePage } from './barePage/buildBarePage.ts'
import { cloneCards, readBareRows } from './benchRows.ts'
import { type Watched, measureMark, measureStart, median, ours } from './measurePage.ts'

const rowCount = 150
const cpuRate = 6

const bare: Watched = { row: 'ul li', mark: 'li:not([data-state=reported]) button', marked: 'li[data-state=reported]' }

interface Figures {
  readonly startMs: number[]
  readonly markMs: number[]
}

/** One cold start and one mark in a page of its own on a profile that is offline. */
async function measureOnce(context: BrowserContext, url: string, watched: Watched, figures: Figures): Promise<void> {
  const page = await context.newPage()
  figures.startMs.push(await measureStart(page, url, watched, cpuRate))
  figures.markMs.push(await measureMark(page, watched))
  await page.close()
}

async function openBare(folder: string, rows: readonly object[]): Promise<{ readonly context: BrowserContext; readonly url: string }> {
  await buildBarePage(join(folder, 'dist'))
  const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8' }
  const server = createServer((request, response) => {
    const path = request.url === '/' || request.url === undefined ? '/index.html' : request.url
    readFile(join(folder, 'dist', path)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = `http://localhost:${String(typeof address === 'object' ? address?.port : 0)}/`
  const executablePath = findChromium()
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumArguments],
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
  })
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.evaluate((all) => (window as unknown as { fillBareRows(rows: readonly object[]): Promise<void> }).fillBareRows(all), rows)
  await page.close()
  // The worker is installed: from here on the page has no server at all.
  server.closeAllConnections()
  server.close()
  return { context, url }
}

function print(name: string, oursMs: readonly number[], bareMs: readonly number[]): number {
  const ratio = median(oursMs) / median(bareMs)
  const list = (values: readonly number[]): string => values.map((ms) => ms.toFixed(0)).join(' ')
  console.log(`${name}: ours ${median(oursMs).toFixed(0)} ms, bare ${median(bareMs).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`)
  console.log(`  ours ${list(oursMs)}\n  bare ${list(bareMs)}`)
  return ratio
}

/** Measures so many cold starts and marks of each page. */
export async function runPages(runs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'porucheno-bench-'))
  const server = await startLiveServer()
  const phone = await Phone.unpack({ road: await server.openRoad() })
  try {
    await enrolWholly(phone, await server.createLink(await server.findSchool('lesosibirsk')))
    await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await phone.page.evaluate(cloneCards, rowCount)
    const reference = await openBare(folder, await phone.page.evaluate(readBareRows))
    await phone.goOffline()
    const figures = { ours: { startMs: [], markMs: [] } as Figures, bare: { startMs: [], markMs: [] } as Figures }
    for (let run = 0; run < runs; run += 1) {
      await measureOnce(phone.context, `${phone.road.url}/`, ours, figures.ours)
      await measureOnce(reference.context, reference.url, bare, figures.bare)
    }
    await reference.context.close()
    console.log(`${String(rowCount)} rows, CPU ${String(cpuRate)}×, ${String(runs)} runs each in turn, ${String(cpus().length)} cores`)
    const start = print('cold start offline to the first rows', figures.ours.startMs, figures.bare.startMs)
    const mark = print('a mark stored and painted', figures.ours.markMs, figures.bare.markMs)
    console.log(JSON.stringify({ startRatio: Number(start.toFixed(2)), markRatio: Number(mark.toFixed(2)), limit: 2 }))
  } finally {
    await phone.throwAway()
    await server.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
