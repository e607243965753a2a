import type { OfficerId } from '#core/directive'
import type { FileType } from '#core/material'
import type { SubjectKey } from '#core/sync'

/** A file of the office, known by its content. */
export interface FileRecord {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string
  /** As it is saved under, e.g. "Форма отчёта.xlsx"; safe for any disk. */
  readonly name: string
  readonly fileType: FileType
  readonly sizeBytes: number
  /** When it was last sent to be kept (ms). */
  readonly keptMs: number
  readonly officerId: OfficerId
}

/** A version of a document or a directive that names a file. */
export interface FileUse {
  readonly topic: SubjectKey
  readonly version: number
}

/** The files of one district, each stored once. */
export interface FileStore {
  /** Keeps a file; one that is there already only stays longer. True when it was not there. */
  keep(file: FileRecord, bytes: Uint8Array): Promise<boolean>
  find(hash: string): Promise<FileRecord | null>
  /** Bytes from an offset, at most `length`; fewer at the end. */
  readBytes(hash: string, offset: number, length: number): Promise<Uint8Array>
  /** The versions that name a file. */
  listUses(hash: string): Promise<FileUse[]>
  /** Forgets files that no version and no draft names and that were last kept before an instant (ms); answers how many. */
  forgetUnused(beforeMs: number): Promise<number>
}
