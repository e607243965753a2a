import type { DateOnly, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'

/** Words that were typed into a form and are no record yet. */
export interface Draft {
  readonly text: string
  readonly to: DateOnly | null
}

/** Which form of which point they were typed into; `form` in the screen's own word, e.g. "report". */
export interface DraftPlace {
  readonly organizationId: OrganizationId
  readonly subject: SubjectKey
  readonly form: string
}

/** The words left in a form; null when there are none. */
export async function readDraft(db: PoruchenoDatabase, place: DraftPlace): Promise<Draft | null> {
  const value = (await db.settings.get(keyOf(place)))?.value
  return isDraft(value) ? value : null
}

/** Keeps what stands in a form now; an empty form leaves nothing behind. */
export async function keepDraft(db: PoruchenoDatabase, place: DraftPlace, { text, to }: Draft): Promise<void> {
  if (text.trim() === '' && to === null) await db.settings.delete(keyOf(place))
  else await db.settings.put({ key: keyOf(place), value: { text, to } })
}

/** Where something was begun and not kept, in the order of its keys. */
export async function listDrafts(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<DraftPlace[]> {
  const keys = await db.settings.where('key').startsWith(keyStart(organizationId)).primaryKeys()
  return keys.flatMap((key) => {
    const [subject, form] = key.slice(keyStart(organizationId).length).split(' ')
    return subject === undefined || form === undefined ? [] : [{ organizationId, subject: subject as SubjectKey, form }]
  })
}

/** Throws away everything begun for one organization. Call inside a transaction of `settings`. */
export async function forgetDrafts(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<void> {
  await db.settings.where('key').startsWith(keyStart(organizationId)).delete()
}

function keyOf({ organizationId, subject, form }: DraftPlace): string {
  return `${keyStart(organizationId)}${subject} ${form}`
}

/** No key of a subject holds a space, so the three parts can be read back. */
function keyStart(organizationId: OrganizationId): string {
  return `draft ${organizationId} `
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' && 'to' in value
}
