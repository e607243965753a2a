import type { DirectiveId, OfficerId, OrganizationId, ResolutionId } from '#core/directive'
import type { DocumentEventKind, DocumentState, EventPoint } from '#core/report'

/** How a document stands in its district. */
export interface DocumentLifeRecord {
  readonly id: ResolutionId
  readonly state: DocumentState
  readonly curatorId: OfficerId | null
}

/** The versions of a document and its points at one moment. */
export interface DocumentBase {
  readonly version: number
  readonly points: readonly BasePoint[]
}
export interface BasePoint {
  readonly id: DirectiveId
  readonly version: number
  readonly isWithdrawn: boolean
  readonly isOnControl: boolean
}

/** What the office did, and what is needed to take it back. */
export interface DocumentEventRecord {
  readonly resolutionId: ResolutionId
  readonly kind: DocumentEventKind
  readonly atMs: number
  readonly officerId: OfficerId
  /** Of the document after it. */
  readonly version: number
  readonly body: DocumentEventBody
}
export interface DocumentEventBody {
  readonly points: readonly EventPoint[]
  /** The document's own words changed. */
  readonly isHeadChanged: boolean
  /** In whose histories it stands. */
  readonly organizationIds: readonly OrganizationId[]
  /** How the document stood before; null where it did not stand at all. */
  readonly before: DocumentBase | null
  /** The draft that was published. */
  readonly draftId: string | null
  /** Why, where the office said so. */
  readonly reason: string | null
}

/** What becomes of the documents of one district after they were published. */
export interface LifeStore {
  list(): Promise<DocumentLifeRecord[]>
  find(resolutionId: ResolutionId): Promise<DocumentLifeRecord | null>
  setState(resolutionId: ResolutionId, state: DocumentState): Promise<void>
  /** False when there is no such document. */
  setCurator(resolutionId: ResolutionId, curatorId: OfficerId | null): Promise<boolean>
  /** Directives nobody has any more, with the instant (ms) they were taken back; of all documents when none is named. */
  listWithdrawn(resolutionId?: ResolutionId): Promise<ReadonlyMap<DirectiveId, number>>
  setWithdrawn(directiveIds: readonly DirectiveId[], withdrawnMs: number | null): Promise<void>
  record(event: DocumentEventRecord): Promise<void>
  /** The oldest first. */
  listEvents(resolutionId: ResolutionId): Promise<DocumentEventRecord[]>
  /** The draft in which the document is being corrected now. */
  findCorrection(resolutionId: ResolutionId): Promise<string | null>
}
