import type { DirectiveId, OrganizationId } from '#core/directive'
import { type AssignmentState, type SubjectKey, compareConcurrent, foldAssignment, keyToSubject } from '#core/sync'
import { isApplied } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { AssignmentSummary, CardRow, ChangeRow, EnrolmentRow, PersonRow, ResolutionRow, SummaryRow } from './rows.ts'

/*
 * What the pages show, as plain queries for `liveQuery`: each reads the database only, so it is run again by every
 * write that touches it, also by one of the worker.
 */

/** The organizations this phone serves, by name. */
export async function listEnrolments(db: PoruchenoDatabase): Promise<EnrolmentRow[]> {
  return (await db.enrolments.toArray()).sort((a, b) => a.organizationName.localeCompare(b.organizationName, 'ru'))
}

/** One organization's enrolment, with its profile and the state of its exchange. */
export async function loadEnrolment(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<EnrolmentRow | null> {
  return (await db.enrolments.get(organizationId)) ?? null
}

/**
 * Reads rows, and makes the live query that asks run again after every attempt to exchange. Tabs tell one another of
 * their writes, but one that ends right after its write was committed tells nothing: its rows would stay unseen until
 * the next write beside them.
 */
export async function followExchanges<Rows>(db: PoruchenoDatabase, organizationId: OrganizationId, rows: PromiseLike<Rows>): Promise<Rows> {
  return (await Promise.all([rows, db.enrolments.get(organizationId)]))[0]
}

/** The organization's cards in the order of their documents. */
export async function listCards(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<CardRow[]> {
  return sortCards(await followExchanges(db, organizationId, db.cards.where('organizationId').equals(organizationId).toArray()))
}

/** In the order of their documents. */
export function sortCards(cards: CardRow[]): CardRow[] {
  return cards.sort((a, b) => compareText(a.resolutionId, b.resolutionId) || a.directive.position - b.directive.position)
}

/** What the organization's list shows of every subject somebody touched. */
export async function listSummaries(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<SummaryRow[]> {
  return followExchanges(db, organizationId, db.summaries.where('organizationId').equals(organizationId).toArray())
}

/** A card with what is known of its subjects; a subject nobody touched is absent. */
export interface Card extends CardRow {
  readonly summaries: Readonly<Record<SubjectKey, AssignmentSummary>>
}

/** The cards, in the order given, each with its summaries. */
export function joinSummaries(cards: readonly CardRow[], summaries: readonly SummaryRow[]): Card[] {
  const byDirective = new Map<DirectiveId, Record<SubjectKey, AssignmentSummary>>()
  for (const summary of summaries) {
    const known = byDirective.get(summary.directiveId) ?? {}
    known[summary.subject] = summary
    byDirective.set(summary.directiveId, known)
  }
  return cards.map((card) => ({ ...card, summaries: byDirective.get(card.directiveId) ?? {} }))
}

/** One card; null when the directive is not the organization's. */
export async function loadCard(db: PoruchenoDatabase, organizationId: OrganizationId, directiveId: DirectiveId): Promise<Card | null> {
  const [card, summaries] = await Promise.all([
    db.cards.get([organizationId, directiveId]),
    db.summaries.where('[organizationId+directiveId]').equals([organizationId, directiveId]).toArray(),
  ])
  return card === undefined ? null : (joinSummaries([card], summaries)[0] ?? null)
}

/** One subject in full: its card, its state, and what of it the office refused or put aside. */
export interface AssignmentDetails {
  readonly card: Card
  readonly state: AssignmentState<ChangeRow>
  /** Oldest first. */
  readonly refused: readonly ChangeRow[]
}

/** One assignment (a directive, one of its periods, or a child) in full; null when there is no such card. */
export async function loadAssignment(db: PoruchenoDatabase, organizationId: OrganizationId, subject: SubjectKey): Promise<AssignmentDetails | null> {
  const parsed = keyToSubject(subject)
  const card = parsed?.type === 'directive' ? await loadCard(db, organizationId, parsed.directiveId) : null
  if (card === null) return null
  const changes = await changesOfSubject(db, organizationId, subject)
  return {
    card,
    state: foldAssignment(changes.filter(isApplied), card.publishedControl),
    refused: changes.filter((change) => !isApplied(change)),
  }
}

/** Every change of a subject this phone knows, the refused ones too, oldest first. */
export async function changesOfSubject(db: PoruchenoDatabase, organizationId: OrganizationId, subject: SubjectKey): Promise<ChangeRow[]> {
  const rows = await db.changes.where('[organizationId+subject]').equals([organizationId, subject]).toArray()
  return rows.filter((row) => row.replacedBy === undefined).sort(compareConcurrent)
}

/** How many own changes an exchange must still carry; of the whole phone without an organization. */
export async function unsentCount(db: PoruchenoDatabase, organizationId?: OrganizationId): Promise<number> {
  const organizationIds = organizationId === undefined ? await db.enrolments.toCollection().primaryKeys() : [organizationId]
  const counts = await Promise.all(organizationIds.map((id) => db.changes.where('[organizationId+pending]').equals([id, 1]).count()))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** When the oldest own change that an exchange must still carry was made (ms, corrected clock); null when all is sent. */
export async function oldestUnsentMs(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<number | null> {
  const rows = await db.changes.where('[organizationId+pending]').equals([organizationId, 1]).toArray()
  return rows.length === 0 ? null : Math.min(...rows.map(({ stampMs }) => stampMs))
}

/** The organization's documents, the newest date first. */
export async function listResolutions(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<ResolutionRow[]> {
  const rows = await db.resolutions.where('organizationId').equals(organizationId).toArray()
  return rows.sort((a, b) => compareText(b.resolution.date ?? '', a.resolution.date ?? '') || compareText(a.resolutionId, b.resolutionId))
}

/** The people known from the organization's history, by name. */
export async function listPeople(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<PersonRow[]> {
  const people = await db.people.where('organizationId').equals(organizationId).toArray()
  return people.sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

/** What the server refused or put aside, with its code, oldest first: kept here and shown, never dropped. */
export async function refusedChanges(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<ChangeRow[]> {
  const rows = await db.changes
    .where('[organizationId+transfer]')
    .anyOf([
      [organizationId, 'rejected'],
      [organizationId, 'quarantined'],
    ])
    .toArray()
  return rows.sort(compareConcurrent)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
