import type { FieldAnswerView } from './materialViews.ts'
import type {
  Audience,
  ChildId,
  ControlState,
  DateOnly,
  DeliveryState,
  DeviceId,
  Directive,
  DirectiveId,
  ExecutionState,
  OfficerId,
  Organization,
  OrganizationId,
  OrganizationKind,
  PersonId,
  Resolution,
} from '#core/directive'
import type { Health, JsonObject, SubjectKey } from '#core/sync'
import type { DeviceTrouble } from './deviceTroubles.ts'
import type { OfficeRight } from './officeRights.ts'

/*
 * What the office's pages read from the server: JSON answers of `/api/office/*`. Plain data; every date is a calendar
 * date of the district, every `…Ms` an instant of the server's clock.
 */

/** `GET /api/office/me` and the answer to a sign-in. */
export interface OfficerView {
  readonly officer: { readonly id: OfficerId; readonly name: string; readonly post: string }
  /** What this person may do here; the pages show no button that would be refused. */
  readonly rights: readonly OfficeRight[]
  /** `phone` is the clerk's, printed in enrolment letters. */
  readonly district: { readonly name: string; readonly zone: string; readonly office: string; readonly phone: string }
  /** Today in the district's zone. */
  readonly today: DateOnly
}

/** One row of `GET /api/office/documents`. */
export interface DocumentRow {
  readonly resolution: Resolution
  readonly directives: number
  /** Directives that wait for the clerk to address them. */
  readonly unaddressed: number
  /** Assignments (directive × organization) by what the school and the office said. */
  readonly counts: AssignmentCounts
  readonly isWithdrawn: boolean
  /** Who looks after it; the name is empty where nobody does. */
  readonly curatorId: OfficerId | null
  readonly curator: string
}

export interface AssignmentCounts {
  readonly assignments: number
  readonly reported: number
  readonly released: number
  readonly awaitsDecision: number
  readonly returned: number
  readonly overdue: number
  /** Requests for a later date that no decision has seen. */
  readonly requests: number
  /** Points the office took back: none of the other numbers counts them. */
  readonly withdrawn: number
}

/** One row of `GET /api/office/unaddressed`: a directive nobody is named for, with the text's own proposal. */
export interface UnaddressedRow {
  readonly resolution: Resolution
  readonly directive: Directive
  /** How many organizations the proposal would reach. */
  readonly proposalReach: number
}

/** Body of `POST /api/office/directives/:directiveId/address`: the clerk's decision. */
export interface AddressDecision {
  readonly audience: readonly Audience[]
  readonly organizationIds: readonly OrganizationId[]
}

/** `GET /api/office/documents/:resolutionId/matrix`: organizations × directives. */
export interface MatrixView {
  readonly resolution: Resolution
  readonly directives: readonly Directive[]
  readonly rows: readonly MatrixRow[]
}
export interface MatrixRow {
  readonly organization: Pick<Organization, 'id' | 'name' | 'number' | 'kinds'>
  readonly lastContactMs: number | null
  /** The worst trouble of the organization's phones. */
  readonly trouble?: DeviceTrouble | null
  /** One per directive, in the order of `directives`; null where the directive is not addressed to the organization. */
  readonly cells: readonly (MatrixCell | null)[]
}

/** What one cell says in a mark and a word. */
export const cellStates = ['notStarted', 'inProgress', 'awaitsDecision', 'returned', 'overdue', 'released', 'cancelled', 'standing'] as const
export type CellState = (typeof cellStates)[number]

export interface MatrixCell {
  readonly subject: SubjectKey
  readonly state: CellState
  readonly execution: ExecutionState
  readonly control: ControlState
  readonly delivery: DeliveryState
  readonly dueDate: DateOnly | null
  /** The day is past and nothing was reported; a returned report is measured by the day set with the return. */
  readonly isOverdue: boolean
  readonly hasClash: boolean
  /** The school asked for a later date, and no decision has seen it. */
  readonly hasRequest: boolean
  /** The office took the point back: every record stays, nothing is owed. */
  readonly isWithdrawn?: boolean
}

/** One row of `GET /api/office/organizations`. */
export interface OrganizationRow {
  readonly id: OrganizationId
  readonly number: string
  readonly name: string
  readonly kinds: readonly OrganizationKind[]
  readonly settlement: string
  readonly phone: string
  readonly head: string
  readonly closedOn: DateOnly | null
  /** Who carries on the work of a closed one. */
  readonly successorId: OrganizationId | null
  readonly lastContactMs: number | null
  /** The worst trouble of the organization's phones. */
  readonly trouble?: DeviceTrouble | null
  readonly devices: number
  readonly counts: AssignmentCounts
}

/** `GET /api/office/organizations/:organizationId`. */
export interface OrganizationView extends OrganizationRow {
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly post: string }[]
  readonly deviceList: readonly DeviceView[]
  readonly assignments: readonly AssignmentRow[]
  /** The live typed code's last day; the digits themselves are shown once, when the code is made. */
  readonly codeExpiresMs: number | null
  readonly quarantined: number
}
export interface DeviceView {
  readonly id: DeviceId
  readonly label: string
  readonly enrolledMs: number
  readonly lastContactMs: number | null
  readonly revokedMs: number | null
  readonly appVersion: string | null
  /** Records the phone said it still holds at its last contact. */
  readonly waiting: number
  /** How it fares, as it last told; null before it did. */
  readonly health?: Health | null
  /** How far its clock stood ahead of the server's at the last contact (ms); null before the first. */
  readonly clockSkewMs?: number | null
  /** When another head took over; it closes by itself once it has handed in what it holds. */
  readonly handedOverMs?: number | null
  /** What the phone of the school calls itself that invited this one; null where a letter did. */
  readonly invitedBy?: string | null
}
export interface AssignmentRow {
  readonly resolution: Pick<Resolution, 'id' | 'kindText' | 'number' | 'date' | 'title'>
  readonly directiveId: DirectiveId
  readonly number: string | null
  readonly heading: string | null
  readonly headingKind: Directive['headingKind']
  readonly text: string
  readonly cell: MatrixCell
}

/** Another subject of the same directive in the same organization: a period of a standing one, or a child. */
export interface RelatedAssignment {
  readonly subject: SubjectKey
  /** `whole` where the directive is reported once. */
  readonly period: string
  readonly childId: ChildId | null
  readonly cell: MatrixCell
}

/** Answer to `POST /api/office/organizations/:organizationId/codes`: shown once, kept only as a hash. */
export interface NewCodeView {
  readonly organizationNumber: string
  /** Nine digits. */
  readonly code: string
  readonly link: string
  readonly expiresMs: number
}

/** `GET /api/office/organizations/:organizationId/assignments/:subject`: one assignment with its whole history. */
export interface AssignmentView {
  readonly resolution: Resolution
  readonly directive: Directive
  readonly organization: Pick<Organization, 'id' | 'name' | 'number'>
  readonly subject: SubjectKey
  readonly cell: MatrixCell
  /** What the school wrote with its report, or why it says the point is not its own. */
  readonly reportText: string | null
  readonly clashChangeIds: readonly string[]
  readonly openRequest: { readonly to: DateOnly; readonly reason: string } | null
  readonly extendedTo: DateOnly | null
  /** What the school answered to the directive's report fields; one row for each, absent from an earlier server. */
  readonly fieldAnswers?: readonly FieldAnswerView[]
  /** Photos and files the school gave and did not take back, oldest first; absent from an earlier server. */
  readonly proofs?: readonly ProofRecordView[]
  /** Every period and child of the directive, this subject among them; empty where there is only one. */
  readonly related: readonly RelatedAssignment[]
  /** Oldest receipt first. */
  readonly history: readonly HistoryEntry[]
}
/** A photo or file of a school: the record is here, the file itself may still be on the phone. */
export interface ProofRecordView {
  readonly changeId: string
  readonly hash: string
  readonly title: string
  readonly sizeBytes: number
  /** By its structure; null until it is whole. */
  readonly fileType: string | null
  /** Bytes that have come. */
  readonly received: number
  readonly isWhole: boolean
}
export interface HistoryEntry {
  readonly changeId: string
  readonly receipt: number
  readonly kind: string
  readonly value: JsonObject
  readonly author: string
  readonly post: string
  readonly byOffice: boolean
  readonly deviceLabel: string
  readonly atMs: number
  /** Came after the office had closed the assignment, without having seen it. */
  readonly notApplied: boolean
}

/** Body of `POST …/assignments/:subject/control`. */
export interface ControlDecision {
  readonly state: ControlState
  readonly reason?: string
  readonly fixBy?: DateOnly
}

/** Body of `POST …/assignments/:subject/extension`. */
export interface ExtensionDecision {
  readonly to: DateOnly
  readonly reason?: string
}
