import type { OrganizationId, PersonId } from '#core/directive'
import { t } from '../../i18n/upkeep.ts'
import type { PersonRow } from './rows.ts'

/** One organization of this phone: who works there on this phone, and how much of it only this phone has. */
export interface PhoneOrganization {
  readonly organizationId: OrganizationId
  readonly organizationName: string
  /** Who signs there; null until somebody was named. */
  readonly personId: PersonId | null
  /** Who came first stands on top. */
  readonly people: readonly PersonRow[]
  readonly unsent: number
}

/** Who of the people of a phone may reset the PIN of others: the first of them with a head's post, else the first; null of nobody. */
export function headOf(people: readonly PersonRow[]): PersonId | null {
  const posts = t('people.headPosts').split('|')
  return (people.find(({ post }) => posts.includes(post.trim().toLowerCase())) ?? people[0])?.personId ?? null
}

/** Whether two rows are of one human: a phone that served two organizations before knew him by two ids. */
export function isSamePerson(one: PersonRow, other: PersonRow): boolean {
  return one.personId === other.personId || one.name === other.name
}

/** «Сидорова Н.П., завуч». */
export function personText({ name, post }: PersonRow): string {
  return [name, post].filter(Boolean).join(', ')
}

/** «5 минут» for what is left of a pause (ms), never less than one. */
export function waitText(waitMs: number): string {
  return t('pin.paused', { n: Math.max(1, Math.ceil(waitMs / 60_000)) })
}
