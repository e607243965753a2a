import { createHash } from 'node:crypto'
import { type DateOnly, type PersonId, periodsOf, defaultRuleSet } from '#core/directive'
import { composeReport } from '#core/organizationReport'
import { type SubjectKey, subjectToKey } from '#core/sync'
import { recordChange } from '../../../src/device/changeLog.ts'
import { listPhonePeople } from '../../../src/device/phonePeople.ts'
import { freeReceived } from '../../../src/device/proofUpload.ts'
import { keepProof } from '../../../src/device/proofStore.ts'
import type { CardRow } from '../../../src/device/rows.ts'
import { undoChange } from '../../../src/device/undoChange.ts'
import { isCutOff } from '../../../src/school/views/syncLine.ts'
import { makeJpeg } from '../../support/files/makeJpeg.ts'
import type { MonthWorld } from './monthWorld.ts'
import { standingPoint } from './monthOffice.ts'
import { school } from './places.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'

/** One thing a person of the school does with a phone. */
type MonthDeed = (world: MonthWorld, phone: SimulatedPhone) => Promise<void>

const deeds: readonly (readonly [weight: number, deed: MonthDeed])[] = [
  [30, (_world, phone) => phone.actSomewhere()],
  [16, markPeriod],
  [16, photograph],
  [14, switchPerson],
  [8, undoPhoto],
  [7, sendReport],
  [3, freeRoom],
]

/** A person does something; a former head whose phone says that it is closed does nothing more with it. */
export async function workOn(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const enrolment = await phone.db.enrolments.get(school)
  if (enrolment !== undefined && world.former.has(phone) && isCutOff(enrolment)) return
  await pickDeed(world.random)(world, phone)
}

function pickDeed(random: SeededRandom): MonthDeed {
  let left = random.next() * deeds.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, deed] of deeds) {
    left -= weight
    if (left < 0) return deed
  }
  return switchPerson
}

async function pickCard({ random }: MonthWorld, { db }: SimulatedPhone): Promise<CardRow | undefined> {
  const cards = await db.cards.toArray()
  return cards.length === 0 ? undefined : random.pick(cards)
}

/** A standing point is marked for one of its periods. */
async function markPeriod({ random, clock, ledger, standing, month }: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const directiveId = random.pick(standing)
  const card = await phone.db.cards.get([school, directiveId])
  if (card === undefined) return
  const today = new Date(clock.nowMs).toISOString().slice(0, 10) as DateOnly
  const { key: period } = random.pick(periodsOf(standingPoint.periodUnit, standingPoint.firstPeriodFrom, today, defaultRuleSet))
  const subject = subjectToKey({ type: 'directive', directiveId, period, childId: null })
  const value = { state: random.pick(['inProgress', 'reported']), text: `за ${period}`, marker: ledger.newMarker() }
  month.periodMarks += 1
  await phone.act({ organizationId: school, subject }, (deps) => recordChange(deps, { organizationId: school, subject, kind: 'execution', value, subjectVersion: card.directive.version }))
}

/** A photo proves a point, or a period of it. */
async function photograph(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const { random, ledger, month } = world
  const card = await pickCard(world, phone)
  if (card === undefined) return
  const marker = ledger.newMarker()
  const comment = new TextEncoder().encode(marker)
  const bytes = Uint8Array.from(makeJpeg({ pictureBytes: random.chance(0.1) ? random.integer(130_000, 250_000) : random.integer(200, 9000), segments: [[0xfe, comment]] }))
  const hash = createHash('sha256').update(bytes).digest('hex')
  const subject = `d:${card.directiveId}` as SubjectKey
  const draft = { organizationId: school, subject, subjectVersion: card.directive.version, title: `Приказ ${marker}` }
  month.photos += 1
  await phone.act(draft, (deps) => keepProof(deps, draft, { hash, bytes, fileType: 'jpg' }))
}

/** Another person of the phone takes it; now and then somebody who never held it. */
async function switchPerson({ random, month }: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const people = await listPhonePeople(phone.db, school)
  const enrolment = await phone.db.enrolments.get(school)
  if (people.length === 0 || enrolment?.personId === null) return
  month.switches += 1
  await phone.switchTo(school, random.pick(people).personId satisfies PersonId)
}

/** A photo is taken back, sent or not. */
async function undoPhoto({ random }: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const photos = (await phone.db.changes.toArray()).filter(({ kind, value }) => kind === 'evidence' && 'hash' in value)
  if (photos.length === 0) return
  const photo = random.pick(photos)
  await phone.act(photo, (deps) => undoChange(deps, photo))
}

/** The report on a document, of what its points say now. */
async function sendReport(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const card = await pickCard(world, phone)
  if (card === undefined) return
  const { resolutionId } = card
  const known = await phone.db.resolutions.get([school, resolutionId])
  if (known === undefined) return
  const points = (await phone.db.summaries.where('[organizationId+subject]').between([school, ''], [school, '\uffff']).toArray())
    .filter(({ directiveId }) => directiveId === card.directiveId)
    .map(({ subject, execution }) => ({ subject, number: card.directive.number, state: execution, text: '' }))
  const subject = subjectToKey({ type: 'resolution', resolutionId })
  const value = composeReport(`Отчёт ${world.ledger.newMarker()}`, points)
  world.month.reports += 1
  await phone.act({ organizationId: school, subject }, (deps) => recordChange(deps, { organizationId: school, subject, kind: 'organizationReport', value, subjectVersion: known.resolution.version }))
}

/** «Освободить место». */
async function freeRoom(_world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  await phone.run(({ db, fetch }) => freeReceived({ db, fetch }, school))
}
