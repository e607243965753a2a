import type {
  ChangeId,
  ControlState,
  DateOnly,
  DeviceId,
  DistrictId,
  ExecutionState,
  Organization,
  OrganizationId,
  OfficerId,
  PeriodUnit,
  PersonId,
} from '#core/directive'
import type { SubjectKey } from './subject.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/**
 * Kinds a school's phone writes. `ownStep` and `innerAssignment` are relayed between its phones and never shown to the
 * office; this version keeps both on the phone alone (`device/ownLayer.ts`) and writes neither.
 */
export const schoolKinds = [
  'acknowledgement',
  'execution',
  'progressNote',
  'extensionRequest',
  'evidence',
  'fieldValue',
  'organizationReport',
  'ownStep',
  'innerAssignment',
  'person',
  'retraction',
] as const
export type SchoolKind = (typeof schoolKinds)[number]

/** Kinds only the office's server writes. `teacherAnswer` is what came by a school's link: never shown to the office. */
export const officeKinds = ['profile', 'publication', 'control', 'extension', 'reportDecision', 'teacherAnswer'] as const
export type OfficeKind = (typeof officeKinds)[number]

export type KnownKind = SchoolKind | OfficeKind

/** Kinds of which the newest value counts; all others are append-only and every one of them stays visible. */
const registerKinds: readonly string[] = ['execution', 'control', 'extension', 'publication', 'profile', 'fieldValue', 'person']

/** Kinds that stay inside the school. */
export const schoolOnlyKinds: readonly string[] = ['ownStep', 'innerAssignment', 'teacherAnswer']

/**
 * One immutable fact in an organization's history. A kind or a field this version does not know is kept and relayed:
 * `kind` is therefore any short word and `value` any JSON object.
 */
export interface Change {
  readonly id: ChangeId
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
  /** 1, 2, 3 … without gaps within one device and organization. */
  readonly deviceSequence: number
  readonly authorId: PersonId | OfficerId
  readonly subject: SubjectKey
  readonly kind: string
  readonly value: JsonObject
  /**
   * The ids this change knew as the newest of its subject. Within its own register they are replaced by it; across
   * registers they tell which decision the author had seen (a report after a return).
   */
  readonly supersedes: readonly ChangeId[]
  /** The author's clock (ms since the epoch), corrected by what the device knows of the server's. */
  readonly stampMs: number
  /** The version of the directive or resolution the author saw; 0 for the organization's own facts. */
  readonly subjectVersion: number
  /** Version of the shape of `value`. */
  readonly schemaVersion: number
  readonly appVersion: string
  /** Fields a newer version put beside these; kept and relayed as they are. */
  readonly extra?: JsonObject
}

/** A change with what the server alone can give it; both are null until the server answered. */
export interface PlacedChange extends Change {
  /** The receipt: its number in the organization's history, from 1. */
  readonly sequence: number | null
  /** The stamp all replicas order by (ms): the author's, clamped to the server's clock. */
  readonly effectiveStampMs: number | null
}

/** A change that stands in the organization's history. */
export interface StoredChange extends Change {
  readonly sequence: number
  readonly effectiveStampMs: number
}

/** The version of the shapes below; a phone's change carries the one it was written in. */
export const schemaVersion = 1

/** How the school said what the office entered for it: by telephone, in a letter or in person. */
export const toldWays = ['phone', 'letter', 'visit'] as const
export type ToldWay = (typeof toldWays)[number]

/** Stands beside a school's fact that the office entered («внёс специалист … со слов …»); the author is the officer. */
export interface ToldValue {
  readonly toldBy?: string
  /** The day it was said or the letter is of: what counts for «в срок». */
  readonly toldOn?: DateOnly
  readonly toldWay?: ToldWay
}
export interface ExecutionValue extends ToldValue {
  readonly state: ExecutionState
  /** The report's own words; may be empty («без текста»). */
  readonly text?: string
  /** Why the point is not ours. */
  readonly reason?: string
}
export interface ControlValue {
  readonly state: ControlState
  readonly reason?: string
  /** When a returned report is expected again. */
  readonly fixBy?: DateOnly
  /** The claim or plea this decides: «не относится» (returned = refused, released = agreed), «Прошу исправить» (released = refused). */
  readonly answers?: ControlAnswer
  /** The decision this takes back, by restoring what stood before it. */
  readonly undoes?: ChangeId
}
/** What of the school a decision on control may answer by name. */
export const controlAnswers = ['notApplicableClaim', 'correction'] as const
export type ControlAnswer = (typeof controlAnswers)[number]
export interface PublicationValue {
  /** Whether the office put the point on control when it published it. */
  readonly control?: ControlState
  /** Hash of the published version by the district's key: a body that a phone gives back is known by it. */
  readonly body?: string
  /** The office took the point back: every record stays, and no report is owed. Its `control` is then `cancelled`. */
  readonly withdrawn?: boolean
  /** The withdrawal only takes back a publishing that no phone is known to have received. */
  readonly undone?: boolean
}
/**
 * The office's date. With `refused` the request was not granted, with `undoes` a decision is taken back: then `to` is the
 * date the office had moved the deadline to before, and absent where it had moved none.
 */
export interface ExtensionValue {
  readonly to?: DateOnly
  readonly reason?: string
  readonly refused?: true
  readonly undoes?: ChangeId
}
export interface ExtensionRequestValue {
  readonly to: DateOnly
  readonly reason: string
}
export interface ProgressNoteValue extends ToldValue {
  readonly text: string
  /** «Прошу исправить»: after a release the school asks the office to reopen. */
  readonly asks?: 'correction'
}
/** Names a content hash (SHA-256, lower-case hex) or a link; the bytes travel apart and later. */
export interface EvidenceValue {
  readonly title: string
  readonly hash?: string
  readonly link?: string
  readonly sizeBytes?: number
  /** The usual ending of such a file, as the phone recognised it; the server judges anew. */
  readonly fileType?: string
}
/** What a report on a document said of one point, frozen as it was sent. */
export interface ReportedPoint {
  readonly subject: SubjectKey
  /** As printed, e.g. "4.2"; null for a point without a number. */
  readonly number: string | null
  /** The word the phone showed as the point's state; one of a newer program stays as it came. */
  readonly state: string
  /** The school's own words; empty where it wrote none. */
  readonly text: string
  /** The day of the mark; absent without one. */
  readonly on?: DateOnly | undefined
  /** The words were too many for one change: the rest stands in the point's own history. */
  readonly isCut?: true | undefined
}
/** What the office decided on one sent report. */
export const reportDecisions = ['accepted', 'returned'] as const
export interface ReportDecisionValue {
  readonly state: (typeof reportDecisions)[number]
  /** The change that is decided on. */
  readonly report: ChangeId
  /** Never empty with a return. */
  readonly reason?: string | undefined
}
/** Hides an append-only change of the same school («Отменить»); the history still shows both. */
export interface RetractionValue {
  readonly changeId: ChangeId
}
export interface PersonValue {
  readonly personId: PersonId
  readonly name: string
  readonly post: string
  /** Version of the notice on personal data that the person saw; absent where there was none. */
  readonly notice?: number
}
/** What a phone must know of its organization and office, in one fact of the same history. */
export interface ProfileValue {
  readonly organization: Pick<Organization, 'number' | 'name' | 'kinds' | 'settlement'> & {
    /** Absent while it works. */
    readonly closedOn?: DateOnly
    /** The name of who carries on the work of a closed one. */
    readonly successor?: string
    /** When the office last named another head (ms); absent where no phone changed hands. */
    readonly handedOverMs?: number
  }
  readonly district: { readonly name: string; readonly zone: string; readonly standingPeriodUnit: PeriodUnit; readonly keepClosedDays?: number; readonly phrases?: readonly string[] }
  readonly office: { readonly name: string; readonly phone: string }
  readonly clerk: { readonly name: string; readonly post: string; readonly phone: string }
  readonly officers: readonly { readonly id: OfficerId; readonly name: string; readonly post: string }[]
}

/** Writes the id of a device's change: "p7k2m9qx-14". */
export function changeIdOf(deviceId: DeviceId, deviceSequence: number): ChangeId {
  return `${deviceId}-${String(deviceSequence)}` as ChangeId
}

/** Reads what `changeIdOf` writes; null for any other text. */
export function changeIdToPlace(id: ChangeId): { readonly deviceId: DeviceId; readonly deviceSequence: number } | null {
  const end = id.lastIndexOf('-')
  const deviceSequence = Number(id.slice(end + 1))
  return end > 0 && Number.isSafeInteger(deviceSequence) ? { deviceId: id.slice(0, end) as DeviceId, deviceSequence } : null
}

/** The register a change writes to, or null for an append-only kind. People and report fields have a register each. */
export function registerOf(change: Pick<Change, 'kind' | 'value'>): string | null {
  if (!registerKinds.includes(change.kind)) return null
  if (change.kind === 'person') return `person ${String(change.value['personId'])}`
  if (change.kind === 'fieldValue') return `fieldValue ${String(change.value['fieldId'])}`
  return change.kind
}

/**
 * The names a change bore before its phone was enrolled anew, oldest first: `carriesOn` among its extra fields. A change
 * that stands under such a name too (another phone gave it back to a restored server) is the same one.
 */
export function formerNamesOf({ extra }: Pick<Change, 'extra'>): ChangeId[] {
  const names = extra?.['carriesOn']
  return Array.isArray(names) ? names.filter((name): name is ChangeId => typeof name === 'string') : []
}
