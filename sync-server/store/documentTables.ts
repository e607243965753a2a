import type { Generated } from 'kysely'
import type { DirectiveId, DistrictId, OfficerId, ResolutionId } from '#core/directive'
import type { FileType } from '#core/material'
import type { DocumentEventKind, DocumentState } from '#core/report'
import type { SubjectKey } from '#core/sync'

/*
 * The tables of documents: as received, as published in versions, and the files that go with them.
 */

export interface ResolutionTable {
  district_id: DistrictId
  id: ResolutionId
  /** Order of intake within the district, from 1. */
  place: number
  version: number
  state: Generated<DocumentState>
  /** The officer who looks after it. */
  curator_id: Generated<OfficerId | null>
}

export interface ResolutionVersionTable {
  district_id: DistrictId
  id: ResolutionId
  version: number
  body: string
}

export interface DirectiveTable {
  district_id: DistrictId
  resolution_id: ResolutionId
  id: DirectiveId
  position: number
  version: number
  /** Since when nobody has it any more. */
  withdrawn_ms: Generated<number | null>
}

export interface DirectiveVersionTable {
  district_id: DistrictId
  id: DirectiveId
  version: number
  body: string
}

export interface DraftTable {
  district_id: DistrictId
  id: string
  /** How often it was saved, from 1. */
  revision: number
  /** Of the file it was read from. */
  name: string
  source_text: string
  /** SHA-256 of the text's words, hex. */
  source_hash: string
  /** JSON of `DraftBody`. */
  body: string
  created_ms: number
  changed_ms: number
  /** Who saved it last. */
  officer_id: OfficerId
  /** The document it became; null while it is a draft. */
  resolution_id: ResolutionId | null
  curator_id: OfficerId | null
  /** The published document it is a correction of. */
  corrects_id: ResolutionId | null
  /** JSON of `DocumentBase`: the versions it was made from. */
  base: string | null
}

/** What the office did to a document, oldest number first. */
export interface DocumentEventTable {
  district_id: DistrictId
  resolution_id: ResolutionId
  number: number
  kind: DocumentEventKind
  at_ms: number
  officer_id: OfficerId
  /** Of the document after it. */
  version: number
  /** JSON of `DocumentEventBody`. */
  body: string
}

export interface MaterialFileTable {
  district_id: DistrictId
  hash: string
  name: string
  file_type: FileType
  size_bytes: number
  kept_ms: number
  officer_id: OfficerId
  bytes: Uint8Array
}

export interface MaterialUseTable {
  district_id: DistrictId
  hash: string
  /** `r:…` or `d:…`: the whole document or directive. */
  topic: SubjectKey
  version: number
}
