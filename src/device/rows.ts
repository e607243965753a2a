import type {
  ChangeId,
  ControlState,
  DateOnly,
  DeviceId,
  Directive,
  DirectiveId,
  DistrictId,
  ExecutionState,
  OrganizationId,
  PersonId,
  PointStanding,
  Resolution,
  ResolutionId,
  TransferState,
} from '#core/directive'
import type { PlacedChange, ProfileValue, SubjectKey } from '#core/sync'

/*
 * Rows of the phone's database. Every row carries `organizationId`: one phone may serve two organizations (a school
 * and a kindergarten with one head). `changes` is the truth; `cards`, `summaries` and `resolutions` are views made from
 * it in the same transaction as the change they show.
 */

/** One organization this phone serves. Key: `organizationId`. */
export interface EnrolmentRow {
  readonly organizationId: OrganizationId
  readonly districtId: DistrictId
  readonly deviceId: DeviceId
  /** 256 bits, base64url; sent only in the Authorization header. */
  readonly token: string
  readonly organizationName: string
  /** Who works on this phone now; null until the name and post were entered. */
  readonly personId: PersonId | null
  readonly cursor: string | null
  readonly nextDeviceSequence: number
  readonly lastStampMs: number
  /** What to add to this phone's clock (ms) to read the server's. */
  readonly clockOffsetMs: number
  /** A stored fact: every page of the first load came. Never set by anything but an answer with nothing more to come. */
  readonly firstLoadDone: boolean
  /** Published directives still to come, as the last answer said. */
  readonly remaining: number
  /** This phone's clock (ms) at the last exchange that was answered, and at the last attempt. */
  readonly lastExchangeMs: number | null
  readonly lastAttemptMs: number | null
  /** How the last attempt ended: a code from `docs/errors.md`, `NetworkUnavailable`, `AnswerUnreadable`, or null when well. */
  readonly lastFailure: string | null
  /** The day (ISO) the office closed this phone's access, as it said. */
  readonly revokedOn: DateOnly | null
  /** Set with `revokedOn` where another head took over; everything was handed in before. */
  readonly handedOver?: boolean
  readonly profile: ProfileValue | null
  /** The device ids this phone had here before it was enrolled anew; absent when it never was. */
  readonly formerDeviceIds?: readonly DeviceId[]
  /** The cursor of the enrolment before, until the server has said whether it stands. */
  readonly formerCursor?: string | undefined
  /** Set from a new enrolment until the whole history was read once; own work is held back until then. */
  readonly isCatchingUp?: boolean
  /** Set from a history that was begun anew until it was read whole. */
  readonly isReadingAnew?: boolean
  /** Something is kept that the next request gives back to a restored server. */
  readonly givesBack?: boolean
  /** Closed points have left this phone. */
  readonly hasLeft?: boolean
  /** Points and documents published in a version whose body has not come: asked for with every exchange. */
  readonly bodiless?: readonly SubjectKey[]
  /** Points to ask back of the server. */
  readonly wanted?: readonly DirectiveId[]
  /** Changes up to this receipt lie in the server's backups, as it said; absent before it said so. */
  readonly secured?: number
  /** What the server was last told of this phone's health, as `healthKey` writes it; absent before the first time. */
  readonly healthTold?: string
}

/** One change this phone knows, its own or another's. Key: `[organizationId+id]`. */
export interface ChangeRow extends PlacedChange {
  readonly transfer: TransferState
  /** 1 while an exchange must still carry it, else 0 (IndexedDB cannot index booleans). */
  readonly pending: 0 | 1
  /** The code of a refusal or quarantine. */
  readonly code: string | null
  /** The change of this phone's new enrolment that carries this one on; such a row is kept, but no longer counts. */
  readonly replacedBy?: ChangeId
  /** The server had confirmed it, in a life of the history that it lost. */
  readonly wasSent?: boolean
  /** Another's change that the history, begun anew and read whole, does not hold: kept and shown, but no longer counted. */
  readonly missing?: true
}

/** What the list shows of one subject (the whole directive, a period, or a child). */
export interface AssignmentSummary {
  readonly execution: ExecutionState
  readonly control: ControlState
  readonly isReturned: boolean
  readonly awaitsDecision: boolean
  readonly hasClash: boolean
  readonly notAppliedCount: number
  readonly returnReason: string | null
  readonly fixBy: DateOnly | null
  readonly extendedTo: DateOnly | null
  readonly requestedTo: DateOnly | null
  readonly releasedMs: number | null
  readonly reportText: string | null
  readonly noteCount: number
  /** The words of the notes, for the search; absent where there are none. */
  readonly notes?: string
  /** Photos and files given as proof and not taken back; absent where there are none. */
  readonly proofCount?: number
  /** Somebody answered by a link, whatever the head said to it; absent where nobody did. */
  readonly hasAnswers?: boolean
  /** Own changes of this subject that are not yet in the organization's history. */
  readonly onDeviceCount: number
  /** What the office decided that nothing of the school has answered yet; absent where there is nothing to tell. */
  readonly news?: OfficeNews
}

/** A decision the head must see on the card itself; `reason` in the office's words. */
export interface OfficeNews {
  readonly type: 'extensionRefused' | 'claimRefused' | 'reopened' | 'undone' | 'correctionRefused' | 'correctionAsked' | 'cancelled'
  readonly reason: string
}

/**
 * The summary of a subject somebody touched; one nobody touched has none. It stands apart from its card, so that a mark
 * writes and reads again one small row and not the directive's text. Key: `[organizationId+subject]`.
 */
export interface SummaryRow extends AssignmentSummary {
  readonly organizationId: OrganizationId
  readonly directiveId: DirectiveId
  readonly subject: SubjectKey
  /** That of its card. */
  readonly closed: 0 | 1
}

/** One directive addressed to the organization, as published. Key: `[organizationId+directiveId]`. */
export interface CardRow {
  readonly organizationId: OrganizationId
  readonly directiveId: DirectiveId
  readonly resolutionId: ResolutionId
  readonly directive: Directive
  /** Control the office published the point with. */
  readonly publishedControl: ControlState
  /** 1 once the office closed the point whole, else 0 (IndexedDB cannot index booleans): what is closed is read after the rest. */
  readonly closed: 0 | 1
  /** Since when (ms) the office has taken the point back; absent while it stands. */
  readonly withdrawnMs?: number
  /** It was taken back by undoing its publishing: where nobody wrote anything, it is not shown. */
  readonly isUndone?: true
  /** How it stood when somebody read it last on this phone; absent while it stands so still. What changed since is told first. */
  readonly read?: PointStanding
}

export interface AcknowledgementEntry {
  readonly personId: PersonId
  readonly resolutionVersion: number
  readonly atMs: number
  readonly changeId: ChangeId
}

/** One document with at least one point for the organization. Key: `[organizationId+resolutionId]`. */
export interface ResolutionRow {
  readonly organizationId: OrganizationId
  readonly resolutionId: ResolutionId
  readonly resolution: Resolution
  /** Oldest first. */
  readonly acknowledgements: readonly AcknowledgementEntry[]
  /** Why the office returned the newest report on it; absent while none is returned. */
  readonly returned?: string | undefined
}

/** A person known from the organization's history. Key: `[organizationId+personId]`. */
export interface PersonRow {
  readonly organizationId: OrganizationId
  readonly personId: PersonId
  readonly name: string
  readonly post: string
}

/** How much of a file of the office is on this phone. Key: `[organizationId+hash]`. */
export interface FileRow {
  readonly organizationId: OrganizationId
  /** SHA-256 of the whole, lower-case hex. */
  readonly hash: string
  /** Bytes that are kept, from the beginning without a gap. */
  readonly received: number
  /** All of it is here, and it is what its hash says. */
  readonly isWhole: boolean
}

/** Some bytes of a file. Key: `[organizationId+hash+offset]`. */
export interface FilePieceRow {
  readonly organizationId: OrganizationId
  readonly hash: string
  readonly offset: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A photo or file of the school that this phone gave as proof. Key: `[organizationId+hash]`. */
export interface ProofRow {
  readonly organizationId: OrganizationId
  /** SHA-256 of the bytes, lower-case hex, as its records name it. */
  readonly hash: string
  readonly sizeBytes: number
  /** What the records are about that name it. */
  readonly subjects: readonly SubjectKey[]
  /** 1 until the server said that it has the whole, else 0 (IndexedDB cannot index booleans). */
  readonly waiting: 0 | 1
  /** Bytes the server is known to hold. */
  readonly sentBytes: number
  /** Why it did not go the last time: a code of `docs/errors.md`; null while nothing stands in its way. */
  readonly failure: string | null
  /** The life of the server's history in which it was received; another one has to be asked again. */
  readonly epoch?: string
  /** Its bytes have left this phone: the office has them. */
  readonly isFreed?: true
}

/** The bytes of a proof. Key: `[organizationId+hash]`. */
export interface ProofBytesRow {
  readonly organizationId: OrganizationId
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** One small step under a point, one of its periods or one of its parts. Key: `[organizationId+id]`. */
export interface OwnStepRow {
  readonly organizationId: OrganizationId
  readonly id: string
  readonly subject: SubjectKey
  readonly text: string
  readonly isDone: boolean
  /** This phone's clock (ms) when it was added: steps stand in this order. */
  readonly createdMs: number
}

/** Who in the school does a point or a part of it. Key: `[organizationId+subject]`. */
export interface OwnAssignmentRow {
  readonly organizationId: OrganizationId
  /** A point or a part as a whole: who does a standing point does it in every period. */
  readonly subject: SubjectKey
  /** Null for somebody this phone knows by the name alone. */
  readonly personId: PersonId | null
  readonly name: string
  /** The school's own day; it counts in `period` alone. */
  readonly dueDate: DateOnly | null
  readonly period: string
  /** What to do, in the school's words; may be empty. */
  readonly task: string
}
