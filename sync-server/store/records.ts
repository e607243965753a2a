import type {
  DateOnly,
  DeviceId,
  DirectiveId,
  DistrictId,
  OfficerId,
  Organization,
  OrganizationId,
  PeriodUnit,
  ResolutionId,
} from '#core/directive'
import type { DraftBody } from '#core/draft'
import type { DistrictSettings, OfficerRole } from '#core/report'
import type { Health, JsonObject } from '#core/sync'
import type { DocumentBase } from './lifeRecords.ts'

/*
 * What the store takes and gives: plain data, the same for every database. Every `…Ms` is an instant of the server's
 * clock in milliseconds since the epoch, every `DateOnly` a calendar date of the district.
 */

/** Names one organization of one district; leads every key. */
export interface OrganizationScope {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
}

/** One municipality: a tenant of this server. */
export interface DistrictRecord {
  readonly id: DistrictId
  /** Short Latin name, unique on one server, e.g. "suntar". */
  readonly key: string
  readonly name: string
  readonly region: string
  /** IANA name, e.g. "Asia/Yakutsk". */
  readonly zone: string
  readonly office: { readonly name: string; readonly phone: string }
  readonly clerk: { readonly name: string; readonly post: string; readonly phone: string }
  /** What the district changed in the default rules of dates. */
  readonly ruleSet: JsonObject
  readonly standingPeriodUnit: PeriodUnit
  /** What the office set besides; absent where it set nothing. */
  readonly settings?: DistrictSettings
}

/** A specialist of the office; the password is kept as a slow hash (`hashPassword`). */
export interface OfficerRecord {
  readonly id: OfficerId
  readonly districtId: DistrictId
  /** Unique on one server. */
  readonly login: string
  readonly name: string
  readonly post: string
  readonly roles: readonly OfficerRole[]
  /** Empty until the invitation was accepted. */
  readonly passwordHash: string
  /** When the access was closed (ms); absent or null while it is open. */
  readonly deactivatedMs?: number | null
}

/** A document being checked, with the text it was read from. */
export interface DraftRecord {
  readonly id: string
  /** How often it was saved, from 1: who saves must have seen the newest. */
  readonly revision: number
  /** Of the file it was read from. */
  readonly name: string
  readonly sourceText: string
  /** SHA-256 of the text's words, hex: the same document is noticed by it. */
  readonly sourceHash: string
  readonly body: DraftBody
  readonly createdMs: number
  readonly changedMs: number
  /** Who saved it last. */
  readonly officerId: OfficerId
  /** The document it became; null while it is a draft. */
  readonly resolutionId: ResolutionId | null
  /** Who looks after the document. */
  readonly curatorId: OfficerId | null
  /** The published document it corrects, and the versions of it that it was made from. */
  readonly correctsId: ResolutionId | null
  readonly base: DocumentBase | null
}

/** What a saving changes of a draft. */
export type DraftChange = Pick<DraftRecord, 'body' | 'changedMs' | 'officerId' | 'resolutionId'> & Partial<Pick<DraftRecord, 'correctsId' | 'base'>>

/** One signed-in browser of an officer; the cookie's value is kept as its SHA-256. */
export interface SessionRecord {
  readonly hash: string
  readonly districtId: DistrictId
  readonly officerId: OfficerId
  readonly createdMs: number
  readonly lastUsedMs: number
  /** What the browser calls itself, in short: "Chrome, Windows". */
  readonly browser?: string
}

export interface OrganizationRecord extends Organization {
  readonly phone: string
  readonly head: string
  /** Invented for the demonstration, not named by a document. */
  readonly isDemonstration: boolean
}

/** Where an organization's history stands, and who writes in it for the office. */
export interface HistoryHead {
  readonly epoch: string
  /** The last receipt given; 0 before the first. */
  readonly sequence: number
  /** Hash of the history up to `sequence`; empty before the first change. */
  readonly chainHash: string
  readonly officeDeviceId: DeviceId
  readonly officeDeviceSequence: number
  /** The last receipt that lies in the last two verified backups; 0 when there are not two. */
  readonly securedSequence: number
}

/** One enrolled phone; its token is kept as its SHA-256. */
export interface DeviceRecord {
  readonly id: DeviceId
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly tokenHash: string
  readonly label: string
  readonly enrolledMs: number
  readonly lastContactMs: number | null
  readonly revokedMs: number | null
  readonly appVersion: string | null
  /** Records the phone said it still holds. */
  readonly waiting: number
  /** The last receipt of others this phone is known to hold: the sequence of the cursor it presented. */
  readonly ackedSequence: number
  /** How the phone fares, as it last told; absent or null before it did. */
  readonly health?: Health | null
  /** How far its clock stood ahead of the server's at the last contact (ms). */
  readonly clockSkewMs?: number | null
  /** When the office gave the organization to another head; the phone closes once it has handed in what it holds. */
  readonly handedOverMs?: number | null
  /** Its first contact after that. */
  readonly handingInMs?: number | null
}

/** What one exchange tells of a phone. */
export interface DeviceContact {
  readonly nowMs: number
  readonly appVersion: string
  readonly waiting: number
  readonly ackedSequence: number
  /** Absent when it is what it was. */
  readonly health?: Health | undefined
  readonly clockSkewMs: number
}

/**
 * One code of an organization. A letter has a link and nine digits to type, a link alone has none. The secret is kept
 * as its SHA-256, the digits as a slow hash.
 */
export interface CodeRecord {
  readonly id: string
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly secretHash: string
  readonly digitsHash: string | null
  readonly createdMs: number
  readonly expiresMs: number
  readonly usedMs: number | null
  readonly usedByDeviceId: DeviceId | null
  /** A newer letter took its place. */
  readonly cancelledMs: number | null
  /** The phone of the school that asked for it; absent or null where an officer made it. */
  readonly invitedById?: DeviceId | null
}

/** Tries of typed codes within some time. */
export interface AttemptCount {
  readonly count: number
  /** When the oldest of them was (ms); null when there is none. */
  readonly oldestMs: number | null
}

/** A record kept for the office to look at and not applied. `number` counts within its organization, from 1. */
export interface QuarantineRecord {
  readonly number: number
  readonly deviceId: DeviceId
  readonly deviceSequence: number
  /** Why: a code of `docs/errors.md`. */
  readonly code: string
  /** As the phone sent it. */
  readonly body: JsonObject
  /** SHA-256 of the body's canonical JSON: the same record sent again keeps its number. */
  readonly contentHash: string
  readonly receivedMs: number
}

/** Names one version of a document or a directive. */
export interface VersionKey<Id extends ResolutionId | DirectiveId> {
  readonly id: Id
  readonly version: number
}

/** What the office's views read: which changes of a district or an organization. All parts given must hold. */
export interface ChangeFilter {
  /** Topics as `subjectToTopic` writes them: `o`, `r:<resolutionId>`, `d:<directiveId>`. */
  readonly topics?: readonly string[]
  readonly kinds?: readonly string[]
}

/** Which changes of a district to read: of all organizations unless some are named. */
export interface DistrictChangeFilter extends ChangeFilter {
  readonly organizationIds?: readonly OrganizationId[]
}

/** One verified backup that lies in the folder of backups. */
export interface BackupRecord {
  /** Its file's name, e.g. "porucheno-20261122T030000Z-k3v9q0x2mz.db". */
  readonly id: string
  readonly takenMs: number
  readonly sizeBytes: number
}

/** Where an organization's history stood when a backup was taken. */
export interface BackupMark extends OrganizationScope {
  readonly sequence: number
  readonly chainHash: string
}

/** The last restore of an organization's history. */
export interface RestoreRecord {
  readonly organizationId: OrganizationId
  readonly restoredMs: number
  /** When the restored backup was taken; null when its file does not say. */
  readonly takenMs: number | null
  /** The last receipt the restored history held. */
  readonly sequence: number
  /** How many changes made before the restore came after it. */
  readonly returned: number
}

/** When an organization closed and who carries on its work. */
export interface Closing {
  readonly closedOn: DateOnly
  readonly successorId: OrganizationId | null
}

/** What the office may change of an organization while it works. */
export type OrganizationChange = Pick<OrganizationRecord, 'name' | 'kinds' | 'settlement' | 'phone' | 'head'>
