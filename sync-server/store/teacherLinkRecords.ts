import type { DateOnly, DistrictId, OrganizationId, PersonId } from '#core/directive'
import type { SubjectKey } from '#core/sync'

/** One link for one person without the program, to one point of one organization. */
export interface TeacherLinkRecord {
  readonly id: string
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  /** SHA-256 of the secret in the link. */
  readonly secretHash: string
  readonly subject: SubjectKey
  /** Whom it was made for; empty once it is over. */
  readonly name: string
  /** What the head asks beside the point's own words; may be empty. */
  readonly task: string
  readonly dueDate: DateOnly | null
  /** Who answers by it in the organization's history; null before the first answer. */
  readonly personId: PersonId | null
  readonly createdMs: number
  readonly expiresMs: number
  readonly cancelledMs: number | null
}

/** The links of one organization. */
export interface TeacherLinkStore {
  insert(link: TeacherLinkRecord): Promise<void>
  /** All that are known, the oldest first. */
  list(): Promise<TeacherLinkRecord[]>
  /** Names who answers by a link. */
  setPerson(linkId: string, personId: PersonId): Promise<void>
  /** False when there is no such link, or it was cancelled already. */
  cancel(linkId: string, nowMs: number): Promise<boolean>
  /** Takes names and tasks out of links that are over, and forgets those that ended before `forgottenMs`. */
  tidy(nowMs: number, forgottenMs: number): Promise<void>
  /** Puts another name for a person, by the id or, before the first answer, by the name. */
  eraseName(person: { readonly personId: PersonId; readonly name: string }, instead: string): Promise<void>
}
