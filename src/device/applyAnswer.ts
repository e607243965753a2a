import { learnClockOffset, settleStamp } from '#core/clock'
import type { DeviceId, DirectiveId, OrganizationId } from '#core/directive'
import { type ExchangeAnswer, type Settlement, type StoredChange, type SubjectKey, keyToSubject, readSettlements, textToCursor } from '#core/sync'
import { applyBodies, findBodiless } from './applyBodies.ts'
import { placedToRow } from './changeRows.ts'
import { settleWanted } from './leftCards.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { refoldSubjects } from './foldViews.ts'
import { keepEnd, settleFormer, settleGivenBack } from './giveBack.ts'
import { markMissing } from './missing.ts'
import { forgetPlaces, offerPublished, reissueFormer } from './reissue.ts'
import type { ChangeRow, EnrolmentRow } from './rows.ts'

/** Which of the phone's enrolments asked. */
export interface Asker {
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
}

export interface AppliedAnswer {
  /** Own changes that now stand in the history; other own changes the answer spoke of. */
  readonly sent: number
  readonly refused: number
  /** Changes of others that came. */
  readonly received: number
  /** The next request has something to give back to a restored server, or points to ask for. */
  readonly asksAgain: boolean
}

/**
 * Takes one answer in, in one transaction: what became of the own changes, the others' changes, the bodies, every
 * view they touch, the cursor and the clock. If the database fails half-way nothing has changed, and the same
 * question brings the same answer. An answer to an enrolment that was replaced meanwhile is dropped.
 */
export async function applyAnswer(deps: DeviceDeps, asker: Asker, answer: ExchangeAnswer): Promise<AppliedAnswer> {
  const { db } = deps
  return db.transaction('rw', [...db.historyTables, db.settings], async () => {
    const enrolment = await db.enrolments.get(asker.organizationId)
    if (enrolment?.deviceId !== asker.deviceId) return { sent: 0, refused: 0, received: 0, asksAgain: false }
    const touched = new Set<SubjectKey>()
    const givesBack = await settleLives(db, enrolment, answer)
    if (answer.historyChanged) addAll(touched, await forgetPlaces(db, enrolment))
    const settled = await settleOwn(db, enrolment, coveredSettlements(answer, enrolment.deviceId))
    addAll(touched, settled.map((row) => row.subject))
    await keepPulled(db, enrolment.organizationId, answer.changes)
    addAll(touched, answer.changes.map((change) => change.subject))
    addAll(touched, await offerPublished(db, enrolment.organizationId, publishedSubjects(answer.changes)))
    addAll(touched, await applyBodies(db, enrolment.organizationId, answer, publishedIn(answer.changes)))
    const bodiless = await findBodiless(db, enrolment.organizationId, new Set([...(enrolment.bodiless ?? []), ...bodilessSubjects(answer)]))
    if (bodiless.length > 0 || enrolment.bodiless !== undefined) await db.enrolments.update(enrolment.organizationId, { bodiless })
    const wantsMore = enrolment.hasLeft === true && (await settleWanted(db, enrolment, answer))
    await keepProgress(deps, enrolment, answer, settled)
    // Only the whole history can tell which of a former enrolment's changes never arrived; what is given back belongs to it.
    if (!answer.more && !givesBack) {
      addAll(touched, await reissueFormer(db, enrolment.organizationId))
      if (answer.historyChanged || enrolment.isReadingAnew === true) addAll(touched, await markMissing(db, enrolment.organizationId))
    }
    await refoldSubjects(db, enrolment.organizationId, touched)
    const sent = settled.filter((row) => row.transfer === 'sent').length
    return { sent, refused: settled.length - sent, received: answer.changes.length, asksAgain: givesBack || wantsMore }
  })
}

/** Ends what was given back with the last request, and keeps what a life that ended now leaves to give back; true if there is any. */
async function settleLives(db: PoruchenoDatabase, enrolment: EnrolmentRow, answer: ExchangeAnswer): Promise<boolean> {
  const { historyChanged, heldUpTo, givenBack } = answer
  if (enrolment.formerCursor !== undefined) return settleFormer(db, enrolment.organizationId, answer)
  const triesAgain = enrolment.givesBack === true && (await settleGivenBack(db, enrolment.organizationId, givenBack !== undefined))
  return triesAgain || (historyChanged && heldUpTo !== undefined && (await keepEnd(db, enrolment, heldUpTo)))
}

/**
 * What an answer says of own changes, without receipts above its cursor: while more pages wait, the cursor stands below
 * them, and a server put back to a place between the two would pass it as its own and never say that they are gone.
 * Such a change is offered again with the next page, and its receipt counts once a cursor covers it.
 */
function coveredSettlements(answer: ExchangeAnswer, deviceId: DeviceId): Settlement[] {
  const covered = textToCursor(answer.cursor)?.sequence ?? Infinity
  return readSettlements(answer, deviceId).filter((settlement) => settlement.state !== 'sent' || settlement.sequence <= covered)
}

/** Marks the own rows an answer speaks of; a receipt for what this phone does not hold is passed over. */
async function settleOwn(db: PoruchenoDatabase, enrolment: EnrolmentRow, settlements: readonly Settlement[]): Promise<ChangeRow[]> {
  const rows = await db.changes.bulkGet(settlements.map(({ id }): [OrganizationId, Settlement['id']] => [enrolment.organizationId, id]))
  const settled = settlements.flatMap((settlement, index) => {
    const row = rows[index]
    return row === undefined ? [] : [settleRow(row, settlement)]
  })
  await db.changes.bulkPut(settled)
  return settled
}

function settleRow(row: ChangeRow, settlement: Settlement): ChangeRow {
  if (settlement.state !== 'sent') return { ...row, transfer: settlement.state, pending: 0, code: settlement.code }
  const { sequence, effectiveStampMs } = settlement
  return { ...row, sequence, effectiveStampMs: effectiveStampMs ?? row.stampMs, transfer: 'sent', pending: 0, code: null }
}

/** Puts the others' changes by id: a history that was begun anew gives them new places, and the newest answer is right. */
async function keepPulled(db: PoruchenoDatabase, organizationId: OrganizationId, changes: readonly StoredChange[]): Promise<void> {
  await db.changes.bulkPut(changes.map((change) => placedToRow({ ...change, organizationId })))
}

function publishedSubjects(changes: readonly StoredChange[]): SubjectKey[] {
  return changes.filter(({ kind }) => kind === 'publication').map(({ subject }) => subject)
}

/** What the answer publishes in a version it does not bring. */
function bodilessSubjects({ changes, directives, resolutions }: ExchangeAnswer): SubjectKey[] {
  const brought = new Set([...directives.map(({ id, version }) => `d:${id} ${String(version)}`), ...resolutions.map(({ id, version }) => `r:${id} ${String(version)}`)])
  return changes.filter(({ kind, subject, subjectVersion }) => kind === 'publication' && !brought.has(`${subject} ${String(subjectVersion)}`)).map(({ subject }) => subject)
}

function publishedIn(changes: readonly StoredChange[]): DirectiveId[] {
  return publishedSubjects(changes).flatMap((key) => {
    const subject = keyToSubject(key)
    return subject?.type === 'directive' ? [subject.directiveId] : []
  })
}

async function keepProgress(deps: DeviceDeps, enrolment: EnrolmentRow, answer: ExchangeAnswer, settled: readonly ChangeRow[]): Promise<void> {
  const { db } = deps
  const nowMs = deps.nowMs()
  const unsent = await db.changes.where('[organizationId+pending]').equals([enrolment.organizationId, 1]).toArray()
  const confirmedMs = settled.filter((row) => row.transfer === 'sent').map((row) => row.effectiveStampMs ?? row.stampMs)
  const unsentMs = unsent.map((row) => row.stampMs)
  await db.enrolments.update(enrolment.organizationId, {
    cursor: answer.cursor,
    remaining: answer.remaining,
    firstLoadDone: enrolment.firstLoadDone || (!answer.more && answer.remaining === 0),
    clockOffsetMs: learnClockOffset(answer.nowMs, nowMs),
    // Nothing confirmed and nothing waiting says nothing of the clock: the last stamp stands.
    ...(confirmedMs.length + unsentMs.length > 0 ? { lastStampMs: settleStamp(confirmedMs, unsentMs) } : {}),
    lastExchangeMs: nowMs,
    lastAttemptMs: nowMs,
    lastFailure: null,
    ...(answer.historyChanged ? { isReadingAnew: true } : {}),
    secured: answer.secured ?? (answer.historyChanged ? 0 : (enrolment.secured ?? 0)),
  })
}

function addAll<T>(set: Set<T>, items: Iterable<T>): void {
  for (const item of items) set.add(item)
}
