import type { Generated } from 'kysely'
import type {
  DateOnly,
  DeviceId,
  DistrictId,
  OfficerId,
  OrganizationId,
  PeriodUnit,
  PersonId,
} from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type {
  DirectiveTable,
  DirectiveVersionTable,
  DocumentEventTable,
  DraftTable,
  MaterialFileTable,
  MaterialUseTable,
  ResolutionTable,
  ResolutionVersionTable,
} from './documentTables.ts'

/*
 * The tables as the database holds them: booleans as 0 and 1, JSON as text, instants as milliseconds, dates as ISO
 * text. The same on every database.
 */

export interface MetaTable {
  key: string
  value: string
}

export interface DistrictTable {
  id: DistrictId
  key: string
  name: string
  region: string
  zone: string
  office_name: string
  office_phone: string
  clerk_name: string
  clerk_post: string
  clerk_phone: string
  rule_set: string
  standing_period_unit: PeriodUnit
  /** JSON of `DistrictSettings`. */
  settings: string
  /** The secret of the district's chains, 43 characters of base64url; never leaves the server. */
  chain_key: string
}

export interface OfficerTable {
  district_id: DistrictId
  id: OfficerId
  login: string
  name: string
  post: string
  /** JSON of `OfficerRole[]`. */
  roles: string
  password_hash: string
  deactivated_ms: number | null
}

export interface OfficeSessionTable {
  district_id: DistrictId
  officer_id: OfficerId
  hash: string
  created_ms: number
  last_used_ms: number
  browser: string
}

export interface OfficeInvitationTable {
  hash: string
  district_id: DistrictId
  officer_id: OfficerId
  expires_ms: number
}

export interface JournalTable {
  district_id: DistrictId
  number: number
  at_ms: number
  officer_id: OfficerId
  /** The right it was done by; null for what needs none, such as signing in. */
  access: string | null
  action: string
  /** JSON of the address's named parts. */
  ids: string
}

export interface OrganizationTable {
  district_id: DistrictId
  id: OrganizationId
  number: string
  name: string
  kinds: string
  settlement: string
  phone: string
  head: string
  is_demonstration: number
  closed_on: DateOnly | null
  successor_id: OrganizationId | null
  epoch: string
  sequence: number
  chain_hash: string
  office_device_id: DeviceId
  office_device_sequence: number
  quarantine_sequence: number
  /** Receipts up to here lie in the last two verified backups. */
  secured_sequence: number
}

interface OfOrganization {
  district_id: DistrictId
  organization_id: OrganizationId
}

export interface DeviceTable extends OfOrganization {
  id: DeviceId
  token_hash: string
  label: string
  enrolled_ms: number
  last_contact_ms: number | null
  revoked_ms: number | null
  app_version: string | null
  waiting: number
  acked_sequence: number
  /** JSON of `Health`. */
  health: string | null
  clock_skew_ms: number | null
  /** When another head took over (ms); the phone is closed once it has handed in what it holds. */
  handed_over_ms: number | null
  /** Its first contact after that (ms). */
  handing_in_ms: number | null
}

export interface EnrolmentCodeTable extends OfOrganization {
  id: string
  secret_hash: string
  digits_hash: string | null
  created_ms: number
  expires_ms: number
  used_ms: number | null
  used_by_device_id: DeviceId | null
  cancelled_ms: number | null
  invited_by_device_id: DeviceId | null
}

export interface TeacherLinkTable extends OfOrganization {
  id: string
  secret_hash: string
  subject: SubjectKey
  name: string
  task: string
  due_date: DateOnly | null
  person_id: PersonId | null
  created_ms: number
  expires_ms: number
  cancelled_ms: number | null
}

export interface EnrolmentAttemptTable extends OfOrganization {
  id: string
  at_ms: number
}

export interface ChangeTable extends OfOrganization {
  sequence: number
  kind: string
  subject: SubjectKey
  /** The document, directive or organization the subject belongs to. */
  topic: string
  device_id: DeviceId
  device_sequence: number
  author_id: PersonId | OfficerId
  raw_stamp: number
  effective_stamp: number
  /** JSON of the rest: value, supersedes, versions and further fields. */
  body: string
  chain_hash: string
  /** 1 where a name was taken out of the body after its link was made. */
  erased: Generated<number>
}

export interface QuarantineTable extends OfOrganization {
  number: number
  device_id: DeviceId
  device_sequence: number
  code: string
  body: string
  content_hash: string
  received_ms: number
}

export interface BackupTable {
  /** Name of the file in the folder of backups. */
  id: string
  taken_ms: number
  size_bytes: number
}

export interface BackupMarkTable extends OfOrganization {
  backup_id: string
  taken_ms: number
  sequence: number
  chain_hash: string
}

export interface RestoreMarkTable extends OfOrganization {
  restored_ms: number
  /** When the restored backup was taken; null when its file does not say. */
  taken_ms: number | null
  sequence: number
}

export interface ProofFileTable extends OfOrganization {
  hash: string
  size_bytes: number
  received_bytes: number
  touched_ms: number
  file_type: string | null
  /** Null until all of it is here and true to its hash; its pieces stand in `proof_piece` till then. */
  whole_ms: number | null
  bytes: Uint8Array | null
}

export interface ProofPieceTable extends OfOrganization {
  hash: string
  offset_bytes: number
  bytes: Uint8Array
}

export interface Tables {
  meta: MetaTable
  district: DistrictTable
  officer: OfficerTable
  office_session: OfficeSessionTable
  office_invitation: OfficeInvitationTable
  journal: JournalTable
  organization: OrganizationTable
  resolution: ResolutionTable
  resolution_version: ResolutionVersionTable
  directive: DirectiveTable
  directive_version: DirectiveVersionTable
  draft: DraftTable
  material_file: MaterialFileTable
  material_use: MaterialUseTable
  proof_file: ProofFileTable
  proof_piece: ProofPieceTable
  document_event: DocumentEventTable
  device: DeviceTable
  enrolment_code: EnrolmentCodeTable
  enrolment_attempt: EnrolmentAttemptTable
  teacher_link: TeacherLinkTable
  change: ChangeTable
  quarantine: QuarantineTable
  backup: BackupTable
  backup_mark: BackupMarkTable
  restore_mark: RestoreMarkTable
}
