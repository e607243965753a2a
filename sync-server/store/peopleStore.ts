import type { DistrictId, OfficerId } from '#core/directive'
import type { OfficeRight } from '#core/report'
import type { OfficerRecord, SessionRecord } from './records.ts'

/** A way in for one officer, by a link: the first one sets a password, a later one replaces it. */
export interface InvitationRecord {
  /** SHA-256 of the link's secret. */
  readonly hash: string
  readonly districtId: DistrictId
  readonly officerId: OfficerId
  readonly expiresMs: number
}

/** Who may come in, and who has. */
export interface PeopleStore {
  change(officerId: OfficerId, change: Pick<OfficerRecord, 'name' | 'post' | 'roles'>): Promise<boolean>
  /** Closes the access and ends every session (an instant), or opens it again (null). */
  setDeactivated(officerId: OfficerId, deactivatedMs: number | null): Promise<boolean>
  /** The officer's one invitation; a newer one takes its place. */
  invite(invitation: InvitationRecord): Promise<void>
  listInvitations(): Promise<InvitationRecord[]>
  /** Takes the invitation back: true for one caller only. */
  withdraw(secretHash: string): Promise<boolean>
  listSessions(officerId?: OfficerId): Promise<SessionRecord[]>
  /** Sets a new password hash and ends every session but one. */
  replacePassword(officerId: OfficerId, passwordHash: string, exceptSession: string): Promise<void>
  endSessions(officerId: OfficerId): Promise<void>
}

/** Something that was done, by whom and when. */
export interface JournalRecord {
  /** Within its district, from 1 and without gaps. */
  readonly number: number
  readonly atMs: number
  readonly officerId: OfficerId
  readonly access: OfficeRight | null
  /** A route such as `POST /people/:officerId`, or a word of its own such as `signIn`. */
  readonly action: string
  readonly ids: Readonly<Record<string, string>>
}

/** Which rows to read; every part given must hold. */
export interface JournalFilter {
  readonly officerId?: OfficerId | undefined
  readonly actions?: readonly string[] | undefined
  readonly fromMs?: number | undefined
  readonly beforeMs?: number | undefined
  /** In an action or an id. */
  readonly text?: string | undefined
}

/** What everybody of the office did. It is added to and read; nothing takes a row out or changes it. */
export interface JournalStore {
  append(entry: Omit<JournalRecord, 'number'>): Promise<void>
  /** The newest first, those with a number below `before`. */
  list(filter: JournalFilter, page: { readonly before?: number | undefined; readonly limit: number }): Promise<JournalRecord[]>
  count(filter: JournalFilter): Promise<number>
  /** The last of an officer's rows. */
  lastOf(officerId: OfficerId): Promise<JournalRecord | null>
}
