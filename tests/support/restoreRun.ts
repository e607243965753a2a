import type { ControlState, OfficerId } from '#core/directive'
import { type JsonObject, type StoredChange, subjectToKey, toldForm, wholePeriod } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { decideControl } from '../../sync-server/history/decide.ts'
import type { InjectedPhone } from './injectedPhone.ts'
import { createRandom, pickFrom } from './random.ts'
import { RestorableServer, type RestoreWay } from './restorableServer.ts'
import { appendDeps, publishTestDocument } from './serverFactory.ts'

/** What restores came to; all runs together. */
export interface RestoreReport {
  readonly runs: number
  /** Changes the backup did not hold and a living phone did, and how many of them stand in the history again. */
  readonly retained: number
  readonly returned: number
  /** Changes of phones that never called again, and of the office, among them. */
  readonly ofOthers: number
  readonly documents: number
  readonly wrong: readonly string[]
  /** Exchanges after which all a phone held was back, at most. */
  readonly exchanges: number
}

const school = 'northschool'
const ways: readonly RestoreWay[] = ['copied', 'command']

/** Runs whole stories of a backup, of work after it, of its restore and of phones that call then. */
export async function runRestores({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<RestoreReport> {
  const reports: Omit<RestoreReport, 'runs'>[] = []
  for (let run = 0; run < runs; run += 1) reports.push(await runOnce(createRandom(seed + run), ways[run % ways.length] ?? 'copied'))
  const sum = (count: (report: Omit<RestoreReport, 'runs'>) => number): number => reports.reduce((total, report) => total + count(report), 0)
  return {
    runs,
    retained: sum(({ retained }) => retained),
    returned: sum(({ returned }) => returned),
    ofOthers: sum(({ ofOthers }) => ofOthers),
    documents: sum(({ documents }) => documents),
    wrong: reports.flatMap(({ wrong }, run) => wrong.map((text) => `run ${String(run)}: ${text}`)),
    exchanges: Math.max(...reports.map(({ exchanges }) => exchanges)),
  }
}

async function runOnce(random: () => number, way: RestoreWay): Promise<Omit<RestoreReport, 'runs'>> {
  const server = await RestorableServer.open()
  const phones = [await server.enrol(school), await server.enrol(school), await server.enrol(school)]
  try {
    await work(server, phones, 20, random)
    await server.backUp()
    const backedUp = new Set((await historyOf(server)).map(({ id }) => id))
    await publish(server, 'later', 1 + Math.floor(random() * 3))
    await work(server, phones, 40, random)
    // One phone is late: it was last in touch before the others finished.
    for (const phone of phones.slice(0, 2)) await phone.sync()
    const living = random() < 0.5 ? phones : phones.slice(1)
    const lost = (await heldBy(living)).filter(({ id }) => !backedUp.has(id))
    await server.restore(way)
    await publish(server, 'anew', 1)
    await decide(server, random)
    for (const phone of living) if (random() < 0.5) await mark(phone, random)
    const exchanges = await callAll(server, living)
    return { ...(await judge(server, living, lost)), exchanges }
  } finally {
    for (const phone of phones) await phone.deps.db.delete()
    await server.close()
  }
}

/** Marks, notes, exchanges and decisions in any order. */
async function work(server: RestorableServer, phones: readonly InjectedPhone[], acts: number, random: () => number): Promise<void> {
  for (let act = 0; act < acts; act += 1) {
    server.nowMs += 60_000
    const phone = pickFrom(phones, random)
    const roll = random()
    if (roll < 0.45) await mark(phone, random)
    else if (roll < 0.9) await phone.sync()
    else await decide(server, random)
  }
}

/** Marks or notes something about a point the phone shows. */
export async function mark({ deps, enrolment }: InjectedPhone, random: () => number): Promise<void> {
  const cards = await deps.db.cards.toArray()
  if (cards.length === 0) return
  const { directiveId, directive } = pickFrom(cards, random)
  const subject = subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null })
  const [kind, value]: readonly [string, JsonObject] = random() < 0.5 ? ['execution', { state: 'inProgress' }] : ['progressNote', { text: `запись ${String(random())}` }]
  await recordChange(deps, { organizationId: enrolment.organizationId, subject, kind, value, subjectVersion: directive.version })
}

/** The office decides something about a point, as far as its state allows. */
export async function decide(server: RestorableServer, random: () => number): Promise<void> {
  const published = (await historyOf(server)).filter(({ kind, subject }) => kind === 'publication' && subject.startsWith('d:'))
  const { subject } = pickFrom(published, random)
  const state = pickFrom<ControlState>(['returned', 'onControl', 'released'], random)
  const wish = { subject, officerId: 'northofficer' as OfficerId, state, reason: 'по итогам проверки' }
  await server.store.transaction((access) => decideControl(server.organization(school, access), wish, appendDeps(server.nowMs)))
}

/** Publishes a document to the schools of the district. */
export function publish(server: RestorableServer, name: string, points: number): Promise<void> {
  return server.store.transaction((access) => publishTestDocument(access, 'north', points, server.nowMs, name))
}

function historyOf(server: RestorableServer): Promise<StoredChange[]> {
  return server.organization(school).history.list({})
}

/** Every placed change of the phones, each once, as it was told. */
async function heldBy(phones: readonly InjectedPhone[]): Promise<StoredChange[]> {
  const held = new Map<string, StoredChange>()
  for (const { deps } of phones) {
    for (const { sequence, effectiveStampMs, ...row } of await deps.db.changes.toArray()) {
      if (sequence !== null && effectiveStampMs !== null) held.set(row.id, { ...row, sequence, effectiveStampMs })
    }
  }
  return [...held.values()]
}

/** Lets every phone call; the most exchanges one of them needed until all it had held was back. */
async function callAll(server: RestorableServer, phones: readonly InjectedPhone[]): Promise<number> {
  let most = 0
  for (const phone of phones) {
    const held = (await heldBy([phone])).map(({ id }) => id)
    let needed = 0
    for (let isBack = false; !isBack && needed < 10; needed += 1) {
      server.answersLeft = 1
      await phone.sync()
      const standing = await server.organization(school).history.findStanding(held)
      isBack = standing.length === held.length
    }
    most = Math.max(most, needed)
  }
  server.answersLeft = Infinity
  for (const phone of [...phones, ...phones]) {
    server.nowMs += 60_000
    await phone.sync()
  }
  return most
}

async function judge(server: RestorableServer, living: readonly InjectedPhone[], lost: readonly StoredChange[]): Promise<Omit<RestoreReport, 'runs' | 'exchanges'>> {
  const history = await historyOf(server)
  const byId = new Map(history.map((change) => [change.id, change]))
  const returned = lost.filter((change) => contentOf(byId.get(change.id)) === contentOf(change))
  const wrong = lost.filter((change) => !returned.includes(change)).map(({ id, kind }) => `${kind} ${id} did not come back as it was`)
  if (byId.size !== history.length) wrong.push('a change stands twice')
  const livingIds = new Set(await Promise.all(living.map(async ({ deps, enrolment }) => (await deps.db.enrolments.get(enrolment.organizationId))?.deviceId)))
  const replica = JSON.stringify(history.map(placeOf))
  for (const phone of living) {
    const rows = (await heldBy([phone])).sort((a, b) => a.sequence - b.sequence)
    if (JSON.stringify(rows.map(placeOf)) !== replica) wrong.push('a phone holds another history')
    if ((await phone.deps.db.changes.count()) !== history.length) wrong.push('a phone holds a change without a place')
    const published = new Set(history.filter(({ kind, subject }) => kind === 'publication' && subject.startsWith('d:')).map(({ subject }) => subject))
    if ((await phone.deps.db.cards.count()) !== published.size) wrong.push('a phone misses a card')
  }
  const documents = await server.store.forDistrict(lost[0]?.districtId ?? ('north' as StoredChange['districtId'])).documents.listDirectives()
  if (!documents.some(({ id }) => id.startsWith('northplater'))) wrong.push('the published bodies did not come back')
  return { retained: lost.length, returned: returned.length, ofOthers: lost.filter(({ deviceId }) => !livingIds.has(deviceId)).length, documents: documents.length, wrong }
}

function placeOf({ id, sequence, effectiveStampMs }: StoredChange): readonly unknown[] {
  return [id, sequence, effectiveStampMs]
}

function contentOf(change: StoredChange | undefined): string {
  if (change === undefined) return ''
  const { sequence: _place, ...told } = toldForm(change)
  return JSON.stringify(Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1)))
}
