import { Inflate } from 'fflate'
import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'

/** What an archive may weigh; counted on the bytes that really come out, whatever its directory says. */
export interface ZipLimits {
  readonly maxEntries: number
  /** Of one entry, inflated (bytes). */
  readonly maxEntryBytes: number
  /** How many times larger than itself an entry may become, once it is larger than `freeBytes`. */
  readonly maxRatio: number
  readonly freeBytes: number
}

/** A Word file has some dozens of entries; a large one's text is a few megabytes, twenty times what it weighs packed. */
export const zipLimits: ZipLimits = { maxEntries: 5_000, maxEntryBytes: 48 * 1024 * 1024, maxRatio: 200, freeBytes: 2 * 1024 * 1024 }

interface Entry {
  readonly flags: number
  readonly method: number
  readonly packedBytes: number
  readonly offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const maxComment = 0xffff
const stored = 0
const deflated = 8
const encryptedFlag = 1
const fedAtOnce = 2_048

/** The entries of an archive by name. Nothing is inflated until it is asked for. */
export class ZipArchive {
  readonly #bytes: Uint8Array
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #limits: ZipLimits

  constructor(bytes: Uint8Array, entries: ReadonlyMap<string, Entry>, limits: ZipLimits) {
    this.#bytes = bytes
    this.#entries = entries
    this.#limits = limits
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /**
   * One entry in pieces. Errors: `DocumentBroken` (missing or damaged), `DocumentEncrypted`, `DocumentUnpacksTooLarge`. Pieces that came
   * before an error are not to be trusted.
   */
  read(name: string, take: (piece: Uint8Array) => void): Result<null, DocumentError> {
    const entry = this.#entries.get(name)
    if (entry === undefined) return err({ type: 'DocumentBroken' })
    if ((entry.flags & encryptedFlag) !== 0) return err({ type: 'DocumentEncrypted' })
    const packed = this.#packed(entry)
    if (packed === null) return err({ type: 'DocumentBroken' })
    let bytes = 0
    const count = (piece: Uint8Array): boolean => {
      bytes += piece.length
      const { maxEntryBytes, maxRatio, freeBytes } = this.#limits
      if (bytes > maxEntryBytes || (bytes > freeBytes && bytes > maxRatio * packed.length)) return false
      take(piece)
      return true
    }
    if (entry.method === stored) return count(packed) ? ok(null) : err({ type: 'DocumentUnpacksTooLarge' })
    return entry.method === deflated ? inflate(packed, count) : err({ type: 'DocumentBroken' })
  }

  /** As {@link read}, whole. */
  readWhole(name: string): Result<Uint8Array, DocumentError> {
    const pieces: Uint8Array[] = []
    const read = this.read(name, (piece) => { pieces.push(piece.slice()) })
    if (!read.ok) return read
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
    return ok(whole)
  }

  #packed({ offset, packedBytes }: Entry): Uint8Array | null {
    const view = viewOf(this.#bytes)
    if (offset + 30 > this.#bytes.length || view.getUint32(offset, true) !== localSignature) return null
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    return start + packedBytes > this.#bytes.length ? null : this.#bytes.subarray(start, start + packedBytes)
  }
}

/** Reads an archive's directory. Errors: `DocumentBroken`, `DocumentUnpacksTooLarge` (too many entries, or 64-bit sizes). */
export function openZip(bytes: Uint8Array, limits = zipLimits): Result<ZipArchive, DocumentError> {
  const view = viewOf(bytes)
  const end = findEnd(view)
  if (end < 0) return err({ type: 'DocumentBroken' })
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > limits.maxEntries || at === 0xffffffff) return err({ type: 'DocumentUnpacksTooLarge' })
  const entries = new Map<string, Entry>()
  for (let read = 0; read < count; read += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return err({ type: 'DocumentBroken' })
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd))
    // Two entries of one name are read differently by different programs.
    if (entries.has(name)) return err({ type: 'DocumentBroken' })
    entries.set(name, { flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true), packedBytes: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return ok(new ZipArchive(bytes, entries, limits))
}

function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - maxComment); at -= 1) if (view.getUint32(at, true) === endSignature) return at
  return -1
}

function inflate(packed: Uint8Array, take: (piece: Uint8Array) => boolean): Result<null, DocumentError> {
  let fits = true
  const stream = new Inflate((piece) => { fits &&= take(piece) })
  try {
    for (let at = 0; at < packed.length && fits; at += fedAtOnce) stream.push(packed.subarray(at, at + fedAtOnce), at + fedAtOnce >= packed.length)
  } catch {
    return err({ type: 'DocumentBroken' })
  }
  return fits ? ok(null) : err({ type: 'DocumentUnpacksTooLarge' })
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
