import { type ControlState, type DirectiveId, type OrganizationId, type ResolutionId, isClosed } from '#core/directive'
import { type AssignmentState, type SubjectKey, foldAssignment, foldPublications, headsOf, keyToSubject, registerOf, valueOf } from '#core/sync'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { AcknowledgementEntry, AssignmentSummary, CardRow, ChangeRow, OfficeNews, PersonRow, SummaryRow } from './rows.ts'

/**
 * Makes the views of the given subjects anew from their changes: summaries, acknowledgements, people, profile. Runs
 * inside the caller's transaction over `historyTables`; a subject whose card or document has not come yet waits.
 */
export async function refoldSubjects(db: PoruchenoDatabase, organizationId: OrganizationId, subjects: Iterable<SubjectKey>): Promise<void> {
  const points: PointKey[] = []
  for (const key of new Set(subjects)) {
    const subject = keyToSubject(key)
    if (subject?.type === 'organization') await refoldOrganization(db, organizationId, key)
    if (subject?.type === 'resolution') await refoldAcknowledgements(db, organizationId, subject.resolutionId, key)
    if (subject?.type === 'directive') points.push({ key, directiveId: subject.directiveId })
  }
  await refoldSummaries(db, organizationId, points)
}

/** What the list shows of one subject; null while only its publication is known. */
export function changesToSummary(changes: readonly ChangeRow[], published: ControlState): AssignmentSummary | null {
  if (changes.every((change) => change.kind === 'publication')) return null
  const state = foldAssignment(changes, published)
  const decided = state.controlBy === null ? null : valueOf('control', state.controlBy)
  const news = newsOf(state)
  const proofCount = state.evidence.filter(({ value }) => value['hash']).length
  const notes = state.notes.map(({ value }) => value['text']).join(' ')
  const request = state.openRequest === null ? null : valueOf('extensionRequest', state.openRequest)
  return {
    execution: state.execution,
    control: state.control,
    isReturned: state.isReturned,
    awaitsDecision: state.awaitsDecision,
    hasClash: state.clash.length + state.fieldClashes.length > 0,
    notAppliedCount: state.notApplied.length,
    returnReason: state.isReturned ? (decided?.reason ?? null) : null,
    fixBy: state.isReturned ? (decided?.fixBy ?? null) : null,
    extendedTo: state.extendedTo,
    requestedTo: request?.to ?? null,
    releasedMs: state.control === 'released' ? instantOf(state.controlBy) : null,
    reportText: reportTextOf(state),
    noteCount: state.notes.length,
    onDeviceCount: changes.filter((change) => change.pending === 1).length,
    ...(notes && { notes }),
    ...(proofCount && { proofCount }),
    ...(state.history.some(({ kind }) => kind === 'teacherAnswer') && { hasAnswers: true }),
    ...(news === null ? {} : { news }),
  }
}

/** The control the office published a directive with, from the changes of its whole-directive subject. */
export function publishedControlOf(changes: readonly ChangeRow[]): ControlState {
  return foldPublications(changes).control
}

/** The office's last word that the school has not answered by a mark or a new request. */
function newsOf(state: AssignmentState<ChangeRow>): OfficeNews | null {
  const { controlBy, refusedBy, reopenedBy, executionBy, openCorrection, isReturned } = state
  const decided = controlBy === null ? null : valueOf('control', controlBy)
  const reasonOf = (change: ChangeRow): string => (typeof change.value['reason'] === 'string' ? change.value['reason'] : '')
  if (openCorrection !== null) return { type: 'correctionAsked', reason: '' }
  if (decided?.answers === 'correction') return { type: 'correctionRefused', reason: decided.reason ?? '' }
  if (decided?.state === 'cancelled') return { type: 'cancelled', reason: decided.reason ?? '' }
  if (isReturned) return decided?.answers === 'notApplicableClaim' ? { type: 'claimRefused', reason: decided.reason ?? '' } : null
  const isAnswered = reopenedBy !== null && executionBy?.supersedes.includes(reopenedBy.id) === true
  if (reopenedBy !== null && !isAnswered) return { type: decided?.undoes === undefined ? 'reopened' : 'undone', reason: reasonOf(reopenedBy) }
  return refusedBy !== null && state.execution !== 'reported' && state.control !== 'released' ? { type: 'extensionRefused', reason: reasonOf(refusedBy) } : null
}

function instantOf(change: ChangeRow | null): number | null {
  return change === null ? null : (change.effectiveStampMs ?? change.stampMs)
}

function reportTextOf(state: AssignmentState<ChangeRow>): string | null {
  const value = state.executionBy === null ? null : valueOf('execution', state.executionBy)
  return value?.state === 'reported' ? (value.text ?? null) : null
}

/** A directive, a period or a part of it. */
interface PointKey {
  readonly key: SubjectKey
  readonly directiveId: DirectiveId
}

async function refoldSummaries(db: PoruchenoDatabase, organizationId: OrganizationId, points: readonly PointKey[]): Promise<void> {
  const cards = await db.cards.bulkGet(points.map(({ directiveId }): [OrganizationId, DirectiveId] => [organizationId, directiveId]))
  const rows = await Promise.all(
    points.map(async ({ key }, index) => {
      const card = cards[index]
      return card === undefined ? null : toSummaryRow(card, key, await appliedChangesOf(db, organizationId, key))
    }),
  )
  const empty = points.filter((_point, index) => rows[index] === null)
  await db.summaries.bulkDelete(empty.map(({ key }): [OrganizationId, SubjectKey] => [organizationId, key]))
  await db.summaries.bulkPut(rows.filter((row) => row !== null))
  for (const [index, { key }] of points.entries()) await keepClosed(db, cards[index], key, rows[index] ?? null)
}

/** Moves a point that was closed whole, or opened again, to the others that are: its card and all that is known of it. */
async function keepClosed(db: PoruchenoDatabase, card: CardRow | undefined, key: SubjectKey, whole: SummaryRow | null): Promise<void> {
  if (card === undefined || key !== `d:${card.directiveId}`) return
  const closed = whole !== null && isClosed(whole.control) ? 1 : 0
  if (closed === card.closed) return
  await db.cards.update([card.organizationId, card.directiveId], { closed })
  await db.summaries.where('[organizationId+directiveId]').equals([card.organizationId, card.directiveId]).modify({ closed })
}

/** The summary of one subject of a card, from all its applied changes; null while only its publication is known. */
export function toSummaryRow({ organizationId, directiveId, publishedControl, closed }: CardRow, subject: SubjectKey, applied: readonly ChangeRow[]): SummaryRow | null {
  const summary = changesToSummary(applied, publishedControl)
  return summary === null ? null : { ...summary, organizationId, directiveId, subject, closed }
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
  await db.resolutions.put({ ...row, acknowledgements, returned: returnOf(history) })
}

/** Why the newest report is returned; a newer sending answers a return. */
function returnOf(history: readonly ChangeRow[]): string | undefined {
  const [sent, decided] = ['organizationReport', 'reportDecision'].map((wanted) => history.findLast(({ kind }) => kind === wanted))
  return decided?.value['state'] === 'returned' && decided.value['report'] === sent?.id ? String(decided.value['reason']) : undefined
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
