import type { ControlState, DirectiveId, OrganizationId, ResolutionId } from '#core/directive'
import { type AssignmentState, type SubjectKey, foldAssignment, headsOf, keyToSubject, registerOf, valueOf } from '#core/sync'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { AcknowledgementEntry, AssignmentSummary, CardRow, ChangeRow, PersonRow } from './rows.ts'

/**
 * Makes the views of the given subjects anew from their changes: cards, acknowledgements, people, profile. Runs
 * inside the caller's transaction over `historyTables`; a subject whose card or document has not come yet waits.
 */
export async function refoldSubjects(db: PoruchenoDatabase, organizationId: OrganizationId, subjects: Iterable<SubjectKey>): Promise<void> {
  const keysByDirective = new Map<DirectiveId, SubjectKey[]>()
  for (const key of new Set(subjects)) {
    const subject = keyToSubject(key)
    if (subject?.type === 'organization') await refoldOrganization(db, organizationId, key)
    if (subject?.type === 'resolution') await refoldAcknowledgements(db, organizationId, subject.resolutionId, key)
    if (subject?.type === 'directive') keysByDirective.set(subject.directiveId, [...(keysByDirective.get(subject.directiveId) ?? []), key])
  }
  for (const [directiveId, keys] of keysByDirective) await refoldCard(db, organizationId, directiveId, keys)
}

/** What the list shows of one subject; null while only its publication is known. */
export function changesToSummary(changes: readonly ChangeRow[], published: ControlState): AssignmentSummary | null {
  if (changes.every((change) => change.kind === 'publication')) return null
  const state = foldAssignment(changes, published)
  const decided = state.controlBy === null ? null : valueOf('control', state.controlBy)
  const request = state.openRequest === null ? null : valueOf('extensionRequest', state.openRequest)
  return {
    execution: state.execution,
    control: state.control,
    isReturned: state.isReturned,
    awaitsDecision: state.awaitsDecision,
    hasClash: state.clash.length > 0,
    notAppliedCount: state.notApplied.length,
    returnReason: state.isReturned ? (decided?.reason ?? null) : null,
    fixBy: state.isReturned ? (decided?.fixBy ?? null) : null,
    extendedTo: state.extendedTo,
    requestedTo: request?.to ?? null,
    releasedMs: state.control === 'released' ? instantOf(state.controlBy) : null,
    reportText: reportTextOf(state),
    noteCount: state.notes.length,
    onDeviceCount: changes.filter((change) => change.pending === 1).length,
  }
}

/** The control the office published a directive with, from the changes of its whole-directive subject. */
export function publishedControlOf(changes: readonly ChangeRow[]): ControlState {
  const publication = headsOf(changes, 'publication').at(-1)
  return (publication === undefined ? undefined : valueOf('publication', publication)?.control) ?? 'noControl'
}

function instantOf(change: ChangeRow | null): number | null {
  return change === null ? null : (change.effectiveStampMs ?? change.stampMs)
}

function reportTextOf(state: AssignmentState<ChangeRow>): string | null {
  const value = state.executionBy === null ? null : valueOf('execution', state.executionBy)
  return value?.state === 'reported' ? (value.text ?? null) : null
}

async function refoldCard(db: PoruchenoDatabase, organizationId: OrganizationId, directiveId: DirectiveId, keys: readonly SubjectKey[]): Promise<void> {
  const [card, changes] = await Promise.all([
    db.cards.get([organizationId, directiveId]),
    Promise.all(keys.map(async (key) => ({ key, applied: await appliedChangesOf(db, organizationId, key) }))),
  ])
  if (card === undefined) return
  await db.cards.put(changes.reduce((next, { key, applied }) => cardWithSubject(next, key, applied), card))
}

/** The card with the summary of one subject made anew from all its applied changes. */
export function cardWithSubject(card: CardRow, key: SubjectKey, applied: readonly ChangeRow[]): CardRow {
  const summaries: Record<SubjectKey, AssignmentSummary> = { ...card.summaries }
  const summary = changesToSummary(applied, card.publishedControl)
  if (summary !== null) summaries[key] = summary
  else Reflect.deleteProperty(summaries, key)
  return { ...card, summaries }
}

async function refoldAcknowledgements(db: PoruchenoDatabase, organizationId: OrganizationId, resolutionId: ResolutionId, key: SubjectKey): Promise<void> {
  const row = await db.resolutions.get([organizationId, resolutionId])
  if (row === undefined) return
  const { history } = foldAssignment(await appliedChangesOf(db, organizationId, key))
  const acknowledgements = history
    .filter((change) => change.kind === 'acknowledgement')
    .map((change): AcknowledgementEntry => ({
      personId: change.authorId as AcknowledgementEntry['personId'],
      resolutionVersion: change.subjectVersion,
      atMs: change.effectiveStampMs ?? change.stampMs,
      changeId: change.id,
    }))
  await db.resolutions.put({ ...row, acknowledgements })
}

async function refoldOrganization(db: PoruchenoDatabase, organizationId: OrganizationId, key: SubjectKey): Promise<void> {
  const changes = await appliedChangesOf(db, organizationId, key)
  const profile = headsOf(changes, 'profile').at(-1)
  const value = profile === undefined ? null : valueOf('profile', profile)
  if (value !== null) await db.enrolments.update(organizationId, { profile: value })
  const registers = new Set(changes.filter((change) => change.kind === 'person').map((change) => registerOf(change)))
  const people = [...registers].flatMap((register): PersonRow[] => {
    const head = register === null ? undefined : headsOf(changes, register).at(-1)
    const person = head === undefined ? null : valueOf('person', head)
    return person === null ? [] : [{ organizationId, personId: person.personId, name: person.name, post: person.post }]
  })
  await db.people.bulkPut(people)
}
