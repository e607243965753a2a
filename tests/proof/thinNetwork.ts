/** A cold first visit and 50 edits over 2G, and over a worse cell that loses 30 % of the segments (`-- SEED NAME`). */
import { expect } from '@playwright/test'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { readMemory } from '../e2e/support/memory.ts'
import { Phone } from '../e2e/support/phone.ts'
import { type Point, addNote, cards, expectAllSent, listPlainPoints, openPoint, petrova, report } from '../e2e/support/schoolSteps.ts'
import { type ThinNetwork, openThinRoad } from '../e2e/support/thinRoad.ts'
import { say } from '../e2e/support/words.ts'
import { createRandom } from '../support/random.ts'

const networks: Readonly<Record<string, ThinNetwork>> = {
  '2G': { kbitPerSecond: 50, rttMs: 600, loss: 0 },
  'worse': { kbitPerSecond: 64, rttMs: 2000, loss: 0.3 },
}
const edits = 50
const limits = { usableSeconds: 60, sentSeconds: 60, bytes: 15_000 }
/** No step takes longer than this, however thin the road (ms). */
const patienceMs = 300_000

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000)
/** One network by name; both without it. */
const only = process.argv[3]

interface ThinFigures {
  /** From typing the address to the first rows of the list. */
  readonly usableSeconds: number
  /** Until the phone may go without the network. */
  readonly readySeconds: number
  readonly firstVisitBytes: number
  /** From the return of the network to «Всё отправлено». */
  readonly sentSeconds: number
  readonly bytesUp: number
  readonly bytesDown: number
}

async function measure(network: ThinNetwork): Promise<ThinFigures> {
  const server = await startLiveServer()
  const road = await openThinRoad(() => Number(new URL(server.url).port), network, createRandom(seed))
  const phone = await Phone.unpack({ road })
  try {
    phone.context.setDefaultTimeout(patienceMs)
    const secret = await server.createLink(await server.findSchool('lesosibirsk'))
    const startedMs = performance.now()
    const secondsSince = (fromMs: number): number => Math.round((performance.now() - fromMs) / 100) / 10
    await visit(phone, secret)
    const usableSeconds = secondsSince(startedMs)
    const readySeconds = await untilInstalled(phone).then(() => secondsSince(startedMs))
    const firstVisit = road.carried()
    await editOffline(phone)
    const before = road.carried()
    const backMs = performance.now()
    await phone.goOnline()
    await untilAllSent(phone)
    const sentSeconds = secondsSince(backMs)
    const after = road.carried()
    return { usableSeconds, readySeconds, firstVisitBytes: firstVisit.up + firstVisit.down, sentSeconds, bytesUp: after.up - before.up, bytesDown: after.down - before.down }
  } finally {
    await phone.throwAway()
    await road.close()
    await server.close()
  }
}

/** The letter's link on a phone that was never here, up to the first rows. */
async function visit(phone: Phone, secret: string): Promise<void> {
  const { page } = phone
  await page.goto(`${phone.road.url}/e#${secret}`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: say('enrol.submit') }).first().tap()
  await page.getByLabel(say('enrol.name')).fill(petrova.name)
  await page.getByLabel(say('enrol.post')).fill(petrova.post)
  await page.getByRole('button', { name: say('action.save') }).tap()
  await page.getByRole('button', { name: say('enrol.toList') }).tap()
  await expect(cards(phone).first()).toBeVisible({ timeout: patienceMs })
}

async function untilInstalled({ page }: Phone): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
}

async function untilAllSent(phone: Phone): Promise<void> {
  await expect.poll(() => countUnsent(phone), { timeout: patienceMs }).toBe(0)
  await expectAllSent(phone)
}

/** Marks and notes without a network, until there are so many. */
async function editOffline(phone: Phone): Promise<void> {
  await phone.goOffline()
  const points = await listPlainPoints(phone)
  const marked = points.slice(0, edits / 2)
  for (const [i, point] of marked.entries()) await report(phone, point, textOf(i))
  await writeNotes(phone, points.at(-1), edits - marked.length)
  const unsent = await countUnsent(phone)
  if (unsent < edits) throw new Error(`Only ${String(unsent)} edits wait.`)
}

async function writeNotes(phone: Phone, point: Point | undefined, count: number): Promise<void> {
  if (point === undefined) throw new Error('The list is empty.')
  await openPoint(phone, point)
  const before = await countUnsent(phone)
  for (let i = 1; i <= count; i += 1) {
    await addNote(phone, textOf(100 + i))
    // The sentence of the note before may still stand.
    await expect.poll(() => countUnsent(phone)).toBe(before + i)
  }
}

async function countUnsent({ page }: Phone): Promise<number> {
  return (await readMemory(page)).changes.filter(({ pending }) => pending === 1).length
}

function textOf(n: number): string {
  return `Издан приказ № ${String(17 + n)} от ${String(1 + (n % 28))}.10, ознакомлены ${String(11 + n)} педагогов`
}

let isWithin = true
const figures: Record<string, ThinFigures> = {}
for (const [name, network] of Object.entries(networks).filter(([name]) => only === undefined || name === only)) {
  const measured = await measure(network)
  figures[name] = measured
  console.log(name, JSON.stringify(network), JSON.stringify(measured))
  isWithin &&= measured.usableSeconds <= limits.usableSeconds && measured.sentSeconds <= limits.sentSeconds && measured.bytesUp + measured.bytesDown <= limits.bytes
}
console.log(JSON.stringify({ proof: 'thinNetwork', seed, edits, figures }))
process.exitCode = isWithin ? 0 : 1
