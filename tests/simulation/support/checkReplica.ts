import { isDeepStrictEqual } from 'node:util'
import { type OrganizationId, isClosed } from '#core/directive'
import { type AssignmentState, type PlacedChange, type StoredChange, type SubjectKey, foldAssignment, foldPublications, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { appliedChangesOf, placedToRow } from '../../../src/device/changeRows.ts'
import { changesToSummary, publishedControlOf } from '../../../src/device/foldViews.ts'
import { demand } from './brokenLaw.ts'
import { groupBySubject } from './checkHistory.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'
import type { SimulatedServer } from './simulatedServer.ts'

/** After healing: the phone holds and shows what the server's history amounts to, and nothing else. */
export async function checkReplica(phone: SimulatedPhone, organizationId: OrganizationId, server: SimulatedServer, history: readonly StoredChange[]): Promise<void> {
  const enrolment = await phone.db.enrolments.get(organizationId)
  demand(enrolment?.firstLoadDone === true && enrolment.remaining === 0, 'diverged: a healed phone has not loaded everything', [phone.name, enrolment?.remaining])
  const groups = groupBySubject(history)
  for (const [subject, changes] of groups) {
    const mine = await appliedChangesOf(phone.db, organizationId, subject)
    demand(tell(mine) === tell(changes), 'diverged: the replicas differ', [phone.name, subject, tell(mine), tell(changes)])
    await checkView(phone, organizationId, subject, history)
  }
  await checkNothingElse(phone, organizationId, groups)
  await checkDocuments(phone, organizationId, server, groups)
}

async function checkNothingElse(phone: SimulatedPhone, organizationId: OrganizationId, groups: ReadonlyMap<SubjectKey, unknown>): Promise<void> {
  const summaries = await phone.db.summaries.where('[organizationId+subject]').between([organizationId, ''], [organizationId, '\uffff']).toArray()
  for (const { subject, onDeviceCount } of summaries) {
    const applied = groups.has(subject) ? [] : await appliedChangesOf(phone.db, organizationId, subject)
    demand(applied.length === 0, 'diverged: a phone shows what no history holds', [phone.name, subject, applied])
    demand(onDeviceCount === 0, 'lies: a card counts unsent work where there is none', [phone.name, subject])
  }
}

/** The stored view is the fold of the server's own changes. */
async function checkView(phone: SimulatedPhone, organizationId: OrganizationId, subject: SubjectKey, history: readonly StoredChange[]): Promise<void> {
  const parsed = keyToSubject(subject)
  if (parsed?.type !== 'directive') return
  const whole = subjectToKey({ ...parsed, period: wholePeriod, childId: null })
  const rowsOf = (key: SubjectKey) => history.filter((change) => change.subject === key).map(placedToRow)
  const published = publishedControlOf(rowsOf(whole))
  const summary = changesToSummary(rowsOf(subject), published)
  const closed = isClosed(changesToSummary(rowsOf(whole), published)?.control ?? 'noControl') ? 1 : 0
  const expected = summary === null ? null : { ...summary, organizationId, directiveId: parsed.directiveId, subject, closed }
  const shown = (await phone.db.summaries.get([organizationId, subject])) ?? null
  demand(isDeepStrictEqual(toPlain(shown), toPlain(expected)), 'diverged: a card shows something else', [phone.name, subject, shown, expected])
  const card = await phone.db.cards.get([organizationId, parsed.directiveId])
  demand(card === undefined || card.closed === closed, 'diverged: a card lies among the closed ones and is open, or the reverse', [phone.name, subject, card?.closed])
}

/** As JSON has it: an absent field and one of no value are the same. */
function toPlain(value: object | null): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** Every published point and document is on the phone in the greatest published version whose body outlived the restores. */
async function checkDocuments(phone: SimulatedPhone, organizationId: OrganizationId, server: SimulatedServer, groups: ReadonlyMap<SubjectKey, readonly StoredChange[]>): Promise<void> {
  for (const [subject, changes] of groups) {
    const versions = changes.filter(({ kind }) => kind === 'publication').map(({ subjectVersion }) => subjectVersion)
    const parsed = keyToSubject(subject)
    if (versions.length === 0 || parsed === null || parsed.type === 'organization') continue
    const shown = parsed.type === 'directive' ? (await phone.db.cards.get([organizationId, parsed.directiveId]))?.directive : (await phone.db.resolutions.get([organizationId, parsed.resolutionId]))?.resolution
    const load = (version: number) => (parsed.type === 'directive' ? server.directive(parsed.directiveId, version) : server.resolution(parsed.resolutionId, version))
    const bodies = await Promise.all(versions.sort((a, b) => b - a).map(load))
    const isTakenBack = parsed.type === 'directive' && (await phone.db.cards.get([organizationId, parsed.directiveId]))?.withdrawnMs !== undefined
    demand(isTakenBack === (parsed.type === 'directive' && foldPublications(changes).isWithdrawn), 'diverged: a phone shows as in force what was withdrawn, or the reverse', [phone.name, subject, isTakenBack])
    demand(isDeepStrictEqual(shown, bodies.find((body) => body !== undefined)), 'diverged: a phone shows another version than was published last', [phone.name, subject, versions, shown?.version])
  }
}

/** A state in words that must be the same on every replica. */
function tell(changes: readonly PlacedChange[]): string {
  const state: AssignmentState = foldAssignment(changes)
  const ids = (list: readonly PlacedChange[]): string => list.map((change) => `${change.id}@${String(change.sequence)}~${String(change.effectiveStampMs)}`).join(' ')
  const lists = [state.history, state.clash, state.notApplied, state.notes, state.evidence].map(ids)
  return JSON.stringify([state.execution, state.control, state.isReturned, state.extendedTo, state.openRequest?.id, state.executionBy?.id, ...lists])
}
