import type { OrganizationId } from '#core/directive'
import { type AssignmentState, type PlacedChange, type StoredChange, type SubjectKey, foldAssignment, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { appliedChangesOf, placedToRow } from '../../../src/device/changeRows.ts'
import { changesToSummary, publishedControlOf } from '../../../src/device/foldViews.ts'
import type { RecordedChange } from './recordedChange.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'

/** A law of the exchange that a history broke. */
export class BrokenLaw extends Error {}

function demand(isKept: boolean, law: string, details: unknown): void {
  if (!isKept) throw new BrokenLaw(`${law}: ${JSON.stringify(details)}`)
}

/** At any step: what a phone shows as sent stands in the history, under the receipt it shows. */
export async function checkSent(phone: SimulatedPhone, organizationId: OrganizationId, history: readonly StoredChange[]): Promise<void> {
  const onServer = new Map(history.map((change) => [change.id, change]))
  for (const row of await phone.db.changes.where('[organizationId+transfer]').equals([organizationId, 'sent']).toArray()) {
    demand(onServer.get(row.id)?.sequence === row.sequence, 'a change shown as sent is not on the server', [phone.name, row.id, row.sequence])
  }
}

/** After healing: every recorded change stands in the history exactly once, and nothing else of the school does. */
export function checkExactlyOnce(recorded: readonly RecordedChange[], history: readonly StoredChange[]): void {
  const ids = history.map((change) => change.id)
  demand(new Set(ids).size === ids.length, 'a change stands twice', ids)
  demand(history.every((change, index) => change.sequence === index + 1), 'receipts have gaps', ids)
  const known = new Set(ids)
  for (const { row } of recorded) demand(known.has(row.id), 'a recorded change was lost', [row.id, row.kind, row.value])
  const promised = new Set(recorded.map(({ row }) => row.id))
  const strangers = history.filter((change) => !change.deviceId.endsWith('office') && !promised.has(change.id))
  demand(strangers.length === 0, 'a change nobody recorded', strangers)
}

/** After healing: the phone holds and shows what the server's history amounts to. */
export async function checkReplica(phone: SimulatedPhone, organizationId: OrganizationId, history: readonly StoredChange[]): Promise<void> {
  const enrolment = await phone.db.enrolments.get(organizationId)
  demand(enrolment?.firstLoadDone === true && enrolment.remaining === 0, 'a healed phone has not loaded everything', [phone.name, enrolment?.remaining])
  const pending = await phone.db.changes.where('[organizationId+pending]').equals([organizationId, 1]).count()
  demand(pending === 0, 'a healed phone holds unsent work', [phone.name, pending])
  for (const [subject, changes] of groupBySubject(history)) {
    const mine = await appliedChangesOf(phone.db, organizationId, subject)
    demand(tell(mine) === tell(changes), 'the replicas differ', [phone.name, subject, tell(mine), tell(changes)])
    await checkView(phone, organizationId, subject, history)
  }
}

/** The stored view is the fold of the server's own changes. */
async function checkView(phone: SimulatedPhone, organizationId: OrganizationId, subject: SubjectKey, history: readonly StoredChange[]): Promise<void> {
  const parsed = keyToSubject(subject)
  if (parsed?.type !== 'directive') return
  const whole = subjectToKey({ ...parsed, period: wholePeriod, childId: null })
  const rowsOf = (key: SubjectKey) => history.filter((change) => change.subject === key).map(placedToRow)
  const summary = changesToSummary(rowsOf(subject), publishedControlOf(rowsOf(whole)))
  const expected = summary === null ? null : { ...summary, organizationId, directiveId: parsed.directiveId, subject }
  const shown = (await phone.db.summaries.get([organizationId, subject])) ?? null
  demand(JSON.stringify(shown) === JSON.stringify(expected), 'a card shows something else', [phone.name, subject, shown, expected])
}

/** After healing: a mark made by somebody who saw another one is never beaten by that other one. */
export function checkCausality(recorded: readonly RecordedChange[], history: readonly StoredChange[]): void {
  for (const [subject, changes] of groupBySubject(history)) {
    const state = foldAssignment(changes)
    const winner = state.executionBy?.id
    const notApplied = new Set(state.notApplied.map((change) => change.id))
    for (const { row, seen } of recorded.filter((one) => one.row.subject === subject && one.row.kind === 'execution' && !notApplied.has(one.row.id))) {
      demand(winner === undefined || !seen.has(winner), 'a mark lost to one its author had seen', [subject, row.id, winner])
    }
  }
}

function groupBySubject(history: readonly StoredChange[]): ReadonlyMap<SubjectKey, StoredChange[]> {
  const groups = new Map<SubjectKey, StoredChange[]>()
  for (const change of history) groups.set(change.subject, [...(groups.get(change.subject) ?? []), change])
  return groups
}

/** A state in words that must be the same on every replica. */
function tell(changes: readonly PlacedChange[]): string {
  const state: AssignmentState = foldAssignment(changes)
  const ids = (list: readonly PlacedChange[]): string => list.map((change) => `${change.id}@${String(change.sequence)}~${String(change.effectiveStampMs)}`).join(' ')
  const lists = [state.history, state.clash, state.notApplied, state.notes].map(ids)
  return JSON.stringify([state.execution, state.control, state.isReturned, state.extendedTo, state.openRequest?.id, state.executionBy?.id, ...lists])
}
