import type { DirectiveId, OrganizationId, ResolutionId } from '#core/directive'
import { type DigestPlace, type ExchangeAnswer, type SubjectKey, keyToSubject, maxFetched } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { EnrolmentRow } from './rows.ts'

/*
 * The points that left this phone (`closedCards.ts` says why), as far as every exchange has to do with them; apart, so
 * that a first load goes without the rest.
 */

/** A point that left, and where its changes stood: they still count when phone and office are compared. */
export interface LeftCard {
  readonly directiveId: DirectiveId
  readonly resolutionId: ResolutionId
  readonly places: readonly DigestPlace[]
}

/** What is kept of them under one key of `settings`. */
export interface Left {
  readonly cards: readonly LeftCard[]
  /** When a point was fetched back (the server's clock, ms). */
  readonly fetchedMs: Readonly<Record<DirectiveId, number>>
}

/** The points that left this phone. */
export async function listLeft(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<readonly LeftCard[]> {
  return (await readLeft(db, organizationId)).cards
}

/** Which points the next request asks for: none while the history is read anew, for their places would be passed over. */
export function wantedNow({ wanted = [], isReadingAnew }: EnrolmentRow): readonly DirectiveId[] {
  return isReadingAnew === true ? [] : wanted.slice(0, maxFetched)
}

/**
 * Takes in that the server answered for the points asked for, and wants those back that something new was written about:
 * a point never comes back by halves. Call inside the transaction of the answer; true if more are wanted.
 */
export async function settleWanted(db: PoruchenoDatabase, enrolment: EnrolmentRow, { changes, nowMs, historyChanged, more }: ExchangeAnswer): Promise<boolean> {
  const { organizationId } = enrolment
  const left = await readLeft(db, organizationId)
  // A page that is not the last may have left out what stands behind it.
  const asked = historyChanged || more ? [] : wantedNow(enrolment)
  const cards = left.cards.filter(({ directiveId }) => !asked.includes(directiveId))
  const touched = new Set(changes.map(({ subject }) => directiveOf(subject)))
  const wanted = new Set([...(enrolment.wanted ?? []).slice(asked.length), ...cards.map(({ directiveId }) => directiveId).filter((id) => touched.has(id))])
  const fetchedMs = { ...left.fetchedMs, ...Object.fromEntries(asked.map((id) => [id, nowMs])) }
  await writeLeft(db, organizationId, { cards, fetchedMs })
  await db.enrolments.update(organizationId, { wanted: [...wanted] })
  return wanted.size > 0
}

/** Reads what is kept of the points that left. */
export async function readLeft(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<Left> {
  const text = (await db.settings.get(leftKey(organizationId)))?.value
  return typeof text === 'string' ? (JSON.parse(text) as Left) : { cards: [], fetchedMs: {} }
}

/** Keeps it, and whether there are any. Call inside the transaction that changed it. */
export async function writeLeft(db: PoruchenoDatabase, organizationId: OrganizationId, left: Left): Promise<void> {
  await db.settings.put({ key: leftKey(organizationId), value: JSON.stringify(left) })
  await db.enrolments.update(organizationId, { hasLeft: left.cards.length > 0 })
}

function directiveOf(key: SubjectKey): DirectiveId | null {
  const subject = keyToSubject(key)
  return subject?.type === 'directive' ? subject.directiveId : null
}

/** Under which key of `settings` the points that left are kept. */
export function leftKey(organizationId: OrganizationId): string {
  return `left ${organizationId}`
}
