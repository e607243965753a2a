import type { ProofType } from '#core/proof'

/** A file given as proof by one organization, as far as it has come. */
export interface ProofRecord {
  /** SHA-256 of the whole, lower-case hex, as the record of the school names it. */
  readonly hash: string
  /** Of the whole, as the record says. */
  readonly sizeBytes: number
  readonly receivedBytes: number
  /** When bytes came last (ms). */
  readonly touchedMs: number
  /** By its structure; null until it is whole. */
  readonly fileType: ProofType | null
  /** When it was found whole and true to its hash (ms); null before. */
  readonly wholeMs: number | null
}

/** The proofs of one organization. */
export interface ProofStore {
  find(hash: string): Promise<ProofRecord | null>
  /** Those of the named files of which anything came. */
  list(hashes: readonly string[]): Promise<ProofRecord[]>
  /** Notes that a file begins to come. */
  begin(hash: string, sizeBytes: number, nowMs: number): Promise<void>
  /** Keeps the next bytes; false when `offset` is not where the kept ones end, or the file is whole. */
  append(hash: string, offset: number, bytes: Uint8Array, nowMs: number): Promise<boolean>
  /** All bytes of a file that is still coming, in order. */
  joinPieces(hash: string): Promise<Uint8Array>
  /** Makes it whole: `bytes` take the place of the pieces. */
  seal(hash: string, fileType: ProofType, bytes: Uint8Array, nowMs: number): Promise<void>
  /** Forgets a file that is still coming; a whole one stays. */
  discard(hash: string): Promise<void>
  /** Files that are still coming and of which nothing came since an instant (ms). */
  listUnfinished(beforeMs: number): Promise<string[]>
  /** Bytes of a whole file from an offset, at most `length`; fewer at the end. */
  readBytes(hash: string, offset: number, length: number): Promise<Uint8Array>
}
