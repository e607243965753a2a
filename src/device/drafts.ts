import type { DateOnly, OrganizationId, PersonId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'

/** Words that were typed into a form and are no record yet. */
export interface Draft {
  readonly text: string
  readonly to: DateOnly | null
}

/** Who typed them, as `draftOwner` writes it, and into which form of which point; `form` in the screen's own word, e.g. "report". */
export interface DraftPlace {
  readonly owner: string
  readonly subject: SubjectKey
  readonly form: string
}

/** One person in one organization: nobody is shown what another began. */
export function draftOwner(organizationId: OrganizationId, personId: PersonId): string {
  return `${organizationId} ${personId}`
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

/** Where somebody began something and did not keep it, in the order of its keys. */
export async function listDrafts(db: PoruchenoDatabase, owner: string): Promise<DraftPlace[]> {
  const keys = await db.settings.where('key').startsWith(keyStart(owner)).primaryKeys()
  return keys.flatMap((key) => {
    const [subject, form] = key.slice(keyStart(owner).length).split(' ')
    return subject === undefined || form === undefined ? [] : [{ owner, subject: subject as SubjectKey, form }]
  })
}

function keyOf({ owner, subject, form }: DraftPlace): string {
  return `${keyStart(owner)}${subject} ${form}`
}

/** No id and no key of a subject holds a space, so the parts can be read back. */
export function keyStart(owner: string): string {
  return `draft ${owner} `
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' && 'to' in value
}
