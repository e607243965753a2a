import type { ChangeId, DeviceId, Directive, DirectiveId, DistrictId, OfficerId, OrganizationId, PersonId, Resolution, ResolutionId } from '#core/directive'
import type { DigestPlace, StoredChange, SubjectKey } from '#core/sync'
import type { FileStore } from './fileRecords.ts'
import type { ProofStore } from './proofRecords.ts'
import type { TeacherLinkRecord, TeacherLinkStore } from './teacherLinkRecords.ts'
import type { InvitationRecord, JournalStore, PeopleStore } from './peopleStore.ts'
import type {
  AttemptCount,
  BackupMark,
  BackupRecord,
  ChangeFilter,
  Closing,
  CodeRecord,
  DeviceContact,
  DeviceRecord,
  DistrictChangeFilter,
  DistrictRecord,
  DraftChange,
  DraftRecord,
  HistoryHead,
  OfficerRecord,
  OrganizationChange,
  OrganizationRecord,
  QuarantineRecord,
  RestoreRecord,
  SessionRecord,
  VersionKey,
} from './records.ts'
import type { LifeStore } from './lifeRecords.ts'

/*
 * The one door to the database. Everything of a tenant is reached through `forDistrict` or `forOrganization`, whose
 * every query is scoped by their ids: a foreign id finds nothing. Look-ups across tenants are only those by a secret
 * or a public number, which is how a request says whose it is.
 */

/** What one transaction, or the store itself, can read and write. */
export interface StoreAccess {
  forDistrict(districtId: DistrictId): DistrictStore
  forOrganization(districtId: DistrictId, organizationId: OrganizationId): OrganizationStore

  /** All districts by key; for the start of the server alone. */
  listDistricts(): Promise<DistrictRecord[]>
  /** Lets the office write under another device id in every organization; for the start alone. */
  renewOfficeWriter(deviceId: DeviceId): Promise<void>
  findDeviceByToken(tokenHash: string): Promise<DeviceRecord | null>
  findCodeBySecret(secretHash: string): Promise<CodeRecord | null>
  findTeacherLink(secretHash: string): Promise<TeacherLinkRecord | null>
  findOrganizationByNumber(number: string): Promise<OrganizationRecord | null>
  /** The greatest public number of an organization on this server; 0 without any. */
  readGreatestNumber(): Promise<number>
  findOfficerByLogin(login: string): Promise<OfficerRecord | null>
  findSession(sessionHash: string): Promise<SessionRecord | null>
  findInvitation(secretHash: string): Promise<InvitationRecord | null>
  /** Failed and running tries of typed codes on the whole server after an instant (ms). */
  countEnrolmentAttempts(sinceMs: number): Promise<AttemptCount>

  /** Rows that this connection has written so far: whether a transaction changed anything. */
  countWrites(): Promise<number>

  /** What is known of this server's backups. */
  readonly backups: BackupStore

  readMeta(key: string): Promise<string | null>
  writeMeta(key: string, value: string): Promise<void>
  deleteMeta(key: string): Promise<void>
}

export interface Store extends StoreAccess {
  /**
   * Runs `work` in one writing transaction; transactions of concurrent requests wait for one another. Inside it only
   * the given `access` may be used: the store itself would wait for the transaction to end, for ever.
   */
  transaction<T>(work: (access: StoreAccess) => Promise<T>): Promise<T>
  /** Reads back what the writing connection really runs with. */
  readHealth(): Promise<DatabaseHealth>
  /** Reads the whole database; "ok", else what is wrong. */
  checkIntegrity(): Promise<string>
  close(): Promise<void>
}

export interface DatabaseHealth {
  readonly journalMode: string
  readonly synchronous: string
  /** How many migrations stand in the database. */
  readonly migrations: number
}

export interface DistrictStore {
  read(): Promise<DistrictRecord | null>
  /** Adds the district; `chainKey` is the secret of its chains, 256 bits nobody knows unless a test names it. */
  insert(district: DistrictRecord, chainKey?: string): Promise<void>
  readonly organizations: OrganizationDirectory
  readonly officers: OfficerStore
  readonly documents: DocumentStore
  readonly drafts: DraftStore
  readonly files: FileStore
  readonly journal: JournalStore
  /** Replaces what the office may set of its district; false when there is no such district. */
  change(district: DistrictRecord): Promise<boolean>
  readonly lives: LifeStore
  /** Devices of all organizations of the district. */
  listDevices(): Promise<DeviceRecord[]>
  /** The last restore of each organization that was ever restored. */
  listRestores(): Promise<RestoreRecord[]>
  /** Changes of all organizations of the district, in the order of each organization's history. */
  listChanges(filter: DistrictChangeFilter): Promise<StoredChange[]>
}

export interface OrganizationDirectory {
  /** Starts an organization with an empty history; `head.sequence` must be 0. */
  insert(organization: OrganizationRecord, head: Pick<HistoryHead, 'epoch' | 'officeDeviceId'>): Promise<void>
  /** All organizations by number, closed ones among them. */
  list(): Promise<OrganizationRecord[]>
  find(organizationId: OrganizationId): Promise<OrganizationRecord | null>
  /** Where every organization's history stands, as a text that changes whenever the history does. */
  listPlaces(): Promise<{ readonly organizationId: OrganizationId; readonly place: string }[]>
  /** Closes an organization; its history stays as it is. False when there is no such organization. */
  close(organizationId: OrganizationId, closing: Closing): Promise<boolean>
  /** Opens a closed one again. False when there is no such organization. */
  reopen(organizationId: OrganizationId): Promise<boolean>
  /** Changes what it is called and how it is reached. False when there is no such organization. */
  change(organizationId: OrganizationId, change: OrganizationChange): Promise<boolean>
}

export interface OfficerStore {
  insert(officer: OfficerRecord): Promise<void>
  list(): Promise<OfficerRecord[]>
  find(officerId: OfficerId): Promise<OfficerRecord | null>
  /** Sets a new password hash and ends every session of the officer. False when there is no such officer. */
  changePassword(officerId: OfficerId, passwordHash: string): Promise<boolean>
  /** The way in and the standing of each: invitations, closing, names. */
  readonly people: PeopleStore
  insertSession(session: SessionRecord): Promise<void>
  touchSession(sessionHash: string, nowMs: number): Promise<void>
  deleteSession(sessionHash: string): Promise<void>
  /** Forgets sessions not used since an instant (ms). */
  deleteSessionsBefore(sinceMs: number): Promise<void>
}

/** Documents being checked before they are published. */
export interface DraftStore {
  insert(draft: DraftRecord): Promise<void>
  /** Those that are no documents yet, the last changed first. */
  list(): Promise<DraftRecord[]>
  find(draftId: string): Promise<DraftRecord | null>
  /** The documents that drafts of the same text became. */
  findPublished(sourceHash: string): Promise<ResolutionId[]>
  /** Saves the next revision; false when `revision` is not the newest, or the draft is a document already. */
  change(draftId: string, revision: number, change: DraftChange): Promise<boolean>
  /** The draft a document was last published from. */
  findSource(resolutionId: ResolutionId): Promise<DraftRecord | null>
  /** Makes a document a draft again. */
  reopen(draftId: string, change: Pick<DraftRecord, 'body' | 'changedMs' | 'officerId' | 'correctsId' | 'base'>): Promise<void>
  /** False when there is no such draft, or it is a document already. */
  setCurator(draftId: string, curatorId: OfficerId | null): Promise<boolean>
  /** Throws it away; false as for `change`. */
  remove(draftId: string, revision: number): Promise<boolean>
}

/** Versions of documents and directives; each body stands once per district. */
export interface DocumentStore {
  /** Adds a version; it becomes the current one unless a newer one stands. */
  saveResolution(resolution: Resolution): Promise<void>
  saveDirective(directive: Directive): Promise<void>
  /** How many versions there are: grows with every one that comes. */
  readRevision(): Promise<number>
  /** Current versions, in the order they were first saved; a document whose publishing was undone is none. */
  listResolutions(): Promise<Resolution[]>
  findResolution(resolutionId: ResolutionId): Promise<Resolution | null>
  /** Current versions in the order of the document; of all documents when none is named. */
  listDirectives(resolutionId?: ResolutionId): Promise<Directive[]>
  findDirective(directiveId: DirectiveId): Promise<Directive | null>
  /** Bodies of the named versions, in the order named; unknown ones are left out. */
  loadResolutions(keys: readonly VersionKey<ResolutionId>[]): Promise<Resolution[]>
  loadDirectives(keys: readonly VersionKey<DirectiveId>[]): Promise<Directive[]>
}

export interface OrganizationStore {
  read(): Promise<OrganizationRecord | null>
  readonly history: HistoryStore
  readonly devices: DeviceStore
  readonly codes: CodeStore
  readonly quarantine: QuarantineStore
  readonly proofs: ProofStore
  readonly teacherLinks: TeacherLinkStore
}

/** One organization's only history. */
export interface HistoryStore {
  readHead(): Promise<HistoryHead | null>
  /** Takes `count` numbers; answers the head after them, with the chain hash still that of the history before. */
  takeSequences(count: number): Promise<HistoryHead>
  /** Takes `count` numbers of the office's own writer; answers the last. */
  takeOfficeSequences(count: number): Promise<number>
  insert(changes: readonly SealedChange[]): Promise<void>
  setChainHash(chainHash: string): Promise<void>
  /** Takes a person's name out of every change that brought it; answers how many there were. */
  erasePerson(personId: PersonId, name: string): Promise<number>
  /** Begins a new life of the history. */
  setEpoch(epoch: string): Promise<void>
  /** Notes that the history was restored as it stands now. */
  recordRestore(restore: Pick<RestoreRecord, 'restoredMs' | 'takenMs'>): Promise<void>
  /** The secret of the district's chains; not to be answered or logged. */
  readChainKey(): Promise<string>
  /** The chain hash at a receipt; empty at 0, null where there is none. */
  chainHashAt(sequence: number): Promise<string | null>
  /** Changes after a receipt in order, without those of one device; at most `limit`. */
  listAfter(sequence: number, exceptDeviceId: DeviceId, limit: number): Promise<StoredChange[]>
  list(filter: ChangeFilter): Promise<StoredChange[]>
  /** Changes after a receipt with their links of the chain, in order; at most `limit`. */
  listSealed(sequence: number, limit: number): Promise<SealedChange[]>
  /** All changes of one subject, oldest receipt first. */
  listOfSubject(subject: SubjectKey): Promise<StoredChange[]>
  /** A device's changes with the given device sequences. */
  listOfDevice(deviceId: DeviceId, deviceSequences: readonly number[]): Promise<StoredChange[]>
  /** Where every change up to a receipt stands. */
  listPlaces(upTo: number): Promise<DigestPlace[]>
  /** The greatest device sequence of a device that stands in the history; 0 when none does. */
  lastOfDevice(deviceId: DeviceId): Promise<number>
  /** Those of the changes that stand in the history. */
  findStanding(ids: readonly ChangeId[]): Promise<ChangeId[]>
  /** Those of the topics (`r:…`, `d:…`) that the office published to this organization. */
  findPublished(topics: readonly string[]): Promise<string[]>
  /** How many publications of directives stand after a receipt. */
  countPublicationsAfter(sequence: number): Promise<number>
}

/** The verified backups of the whole server that lie on the disk, and the horizon they give each history. */
export interface BackupStore {
  /** Records a verified backup with a mark of every organization. */
  record(backup: BackupRecord, marks: readonly BackupMark[]): Promise<void>
  /** The newest first. */
  list(): Promise<BackupRecord[]>
  forget(ids: readonly string[]): Promise<void>
  /** Draws the horizon of every history anew: the common part of the two newest backups whose marks stand in it. */
  refreshHorizons(): Promise<void>
}

/** A change with the hash of the history up to it. */
export interface SealedChange {
  readonly change: StoredChange
  readonly chainHash: string
  /** A name was taken out of it after its link was made. */
  readonly isErased?: boolean
}

export interface DeviceStore {
  insert(device: DeviceRecord): Promise<void>
  find(deviceId: DeviceId): Promise<DeviceRecord | null>
  list(): Promise<DeviceRecord[]>
  recordContact(deviceId: DeviceId, contact: DeviceContact): Promise<void>
  /** Closes a phone's access; false when there is no such phone or its access is closed already. */
  revoke(deviceId: DeviceId, nowMs: number): Promise<boolean>
  /** Marks every phone at work as handed over; each is closed when it has handed in what it holds. Answers how many. */
  handOver(nowMs: number): Promise<number>
  /** Notes the first contact of a phone after it was handed over. */
  beginHandingIn(deviceId: DeviceId, nowMs: number): Promise<void>
}

export interface CodeStore {
  insert(code: CodeRecord): Promise<void>
  /** The newest code with digits, whatever became of it. */
  findNewestTyped(): Promise<CodeRecord | null>
  /** The code a device enrolled with. */
  findUsedBy(deviceId: DeviceId): Promise<CodeRecord | null>
  /** Marks a code as used if it still is neither used, nor cancelled, nor expired: true for one caller only. */
  use(codeId: string, deviceId: DeviceId, nowMs: number): Promise<boolean>
  /** Cancels every letter that was not used. */
  cancelLetters(nowMs: number): Promise<void>
  /** The links that phones of the school asked for, whatever became of them, the oldest first. */
  listInvitations(): Promise<CodeRecord[]>
  /** Cancels the unused links that a phone asked for. */
  cancelInvitationsOf(deviceId: DeviceId, nowMs: number): Promise<void>
  /** Cancels every letter and link that was not used. */
  cancelAll(nowMs: number): Promise<void>
  /** Failed and running tries after an instant (ms). */
  countAttempts(sinceMs: number): Promise<AttemptCount>
  insertAttempt(attemptId: string, nowMs: number): Promise<void>
  deleteAttempt(attemptId: string): Promise<void>
  /** Forgets tries older than an instant (ms). */
  deleteAttemptsBefore(sinceMs: number): Promise<void>
}

export interface QuarantineStore {
  /** Keeps a record; the same record with the same code keeps the number it had. Answers the number. */
  keep(record: Omit<QuarantineRecord, 'number'>): Promise<number>
  count(): Promise<number>
  list(): Promise<QuarantineRecord[]>
}
