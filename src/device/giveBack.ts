import type { Directive, OrganizationId, Resolution } from '#core/directive'
import { type ExchangeAnswer, type JsonObject, type StoredChange, maxGivenBackLength, textToCursor, toldForm } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow, EnrolmentRow } from './rows.ts'

/*
 * What this phone gives back to a server that was restored from a backup: the end of the history as it stood in the life
 * the server lost, others' changes too. It is kept apart until the server has answered for it, because the first answer
 * of the new life gives every change another place.
 */

/** The end of a life of the history, without a gap up to the cursor; kept as text under its organization's key. */
interface KeptEnd {
  /** The receipt after which to give back. */
  readonly after: number
  readonly cursor: string
  /** With their receipts and stamps of that life; they may reach below `after`. */
  readonly changes: readonly StoredChange[]
  /** The bodies this phone held. */
  readonly resolutions: readonly Resolution[]
  readonly directives: readonly Directive[]
}

/**
 * Keeps the end of the history that the server does not hold any more, as far as this phone has it whole, and gives it back
 * with the next request. Call inside the transaction that forgets the places, before it does. True if there is any.
 */
export async function keepEnd(db: PoruchenoDatabase, enrolment: EnrolmentRow, heldUpTo: number): Promise<boolean> {
  const kept = await readHistoryEnd(db, enrolment)
  if (kept === null || endOf(kept) <= heldUpTo || kept.after > heldUpTo) return false
  await writeEnd(db, enrolment.organizationId, { ...kept, after: heldUpTo })
  return true
}

/**
 * Keeps the end of the history for a phone that is enrolled anew: whether the server still holds it is told by the first
 * answer (`settleFormer`). Call inside the transaction that forgets the places, before it does.
 */
export async function keepFormerEnd(db: PoruchenoDatabase, enrolment: EnrolmentRow): Promise<void> {
  const kept = await readHistoryEnd(db, enrolment)
  if (kept !== null) await db.settings.put({ key: givenBackKey(enrolment.organizationId), value: JSON.stringify(kept) })
}

/** Takes in whether the server holds what a former enrolment knew; true if the next request gives something back. */
export async function settleFormer(db: PoruchenoDatabase, organizationId: OrganizationId, { historyChanged, heldUpTo }: Pick<ExchangeAnswer, 'historyChanged' | 'heldUpTo'>): Promise<boolean> {
  await db.enrolments.update(organizationId, { formerCursor: undefined })
  const kept = historyChanged && heldUpTo !== undefined ? await readEnd(db, organizationId) : null
  if (kept === null || endOf(kept) <= (heldUpTo ?? 0)) {
    await dropGivenBack(db, organizationId)
    return false
  }
  await writeEnd(db, organizationId, { ...kept, after: Math.max(kept.after, heldUpTo ?? 0) })
  return true
}

function endOf({ cursor }: KeptEnd): number {
  return textToCursor(cursor)?.sequence ?? 0
}

/** The end of the history as this phone has it without a gap; null when it has none. */
async function readHistoryEnd(db: PoruchenoDatabase, { organizationId, cursor }: EnrolmentRow): Promise<KeptEnd | null> {
  const end = textToCursor(cursor ?? '')?.sequence ?? 0
  const changes = takeEnd(await db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).toArray(), end)
  if (cursor === null || changes.length === 0) return null
  const cards = await db.cards.where('organizationId').equals(organizationId).toArray()
  const documents = await db.resolutions.where('organizationId').equals(organizationId).toArray()
  const bodies = { directives: cards.map(({ directive }) => directive), resolutions: documents.map(({ resolution }) => resolution) }
  return { after: end - changes.length, cursor, changes, ...bodies }
}

/** What the next request gives back, bodies only with their publications; undefined when there is nothing. */
export async function readGivenBack(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<JsonObject | undefined> {
  const kept = await readEnd(db, organizationId)
  if (kept === null) return undefined
  const changes = kept.changes.filter(({ sequence }) => sequence > kept.after)
  // A publication without a hash is older than the hashes: its body could not be proven.
  const hashed = changes.filter(({ kind, value }) => kind === 'publication' && 'body' in value)
  const published = new Set(hashed.map(({ subject, subjectVersion }) => `${subject} ${String(subjectVersion)}`))
  const isPublished = (kind: 'r' | 'd', { id, version }: Resolution | Directive): boolean => published.has(`${kind}:${id} ${String(version)}`)
  const bodies = {
    resolutions: kept.resolutions.filter((body) => isPublished('r', body)),
    directives: kept.directives.filter((body) => isPublished('d', body)),
  }
  return { after: kept.after, cursor: kept.cursor, changes: changes.map(toldForm), ...(bodies as unknown as JsonObject) }
}

/**
 * Takes in that the server answered for what was given back. If it could not be proven, the two lives may part earlier
 * than the server thought: the phone tries once more from the beginning if it holds all. Answers whether it does.
 */
export async function settleGivenBack(db: PoruchenoDatabase, organizationId: OrganizationId, isRefused: boolean): Promise<boolean> {
  const kept = isRefused ? await readEnd(db, organizationId) : null
  const triesAgain = kept !== null && kept.after > 0 && kept.changes[0]?.sequence === 1
  if (triesAgain) await writeEnd(db, organizationId, { ...kept, after: 0 })
  else await dropGivenBack(db, organizationId)
  return triesAgain
}

/** Forgets what was to be given back: the server has answered for it, or cannot read it. */
export async function dropGivenBack(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<void> {
  await db.settings.delete(givenBackKey(organizationId))
  await db.enrolments.update(organizationId, { givesBack: false })
}

/** The placed rows up to `end` without a gap, oldest first, as many of the last ones as a request can carry. */
function takeEnd(rows: readonly ChangeRow[], end: number): StoredChange[] {
  const bySequence = new Map(rows.map((row) => [row.sequence, row]))
  const taken: StoredChange[] = []
  let length = 0
  for (let row = bySequence.get(end); row !== undefined; row = bySequence.get(end - taken.length)) {
    const stored: StoredChange = { ...row, sequence: end - taken.length, effectiveStampMs: row.effectiveStampMs ?? row.stampMs }
    length += JSON.stringify(toldForm(stored)).length
    if (length > maxGivenBackLength) break
    taken.push(stored)
  }
  return taken.reverse()
}

async function readEnd(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<KeptEnd | null> {
  const text = (await db.settings.get(givenBackKey(organizationId)))?.value
  return typeof text === 'string' ? (JSON.parse(text) as KeptEnd) : null
}

async function writeEnd(db: PoruchenoDatabase, organizationId: OrganizationId, kept: KeptEnd): Promise<void> {
  await db.settings.put({ key: givenBackKey(organizationId), value: JSON.stringify(kept) })
  await db.enrolments.update(organizationId, { givesBack: true })
}

/** Under which key of `settings` the end of a life is kept. */
export function givenBackKey(organizationId: OrganizationId): string {
  return `givenBack ${organizationId}`
}
