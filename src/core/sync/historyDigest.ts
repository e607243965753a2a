import * as v from 'valibot'
import type { ChangeId } from '#core/directive'

/** `[count, hash]` of a history up to a receipt; the hash is 16 characters of base64url (96 bits of SHA-256). */
export type HistoryDigest = readonly [count: number, hash: string]

export const digestSchema = v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0)), v.pipe(v.string(), v.regex(/^[\w-]{16}$/))])

/** Where one change stands: all that two replicas of a history can disagree about. */
export interface DigestPlace {
  readonly id: ChangeId
  readonly sequence: number
  readonly effectiveStampMs: number
}

/**
 * Digests a history up to a receipt: ids, receipts and effective stamps in the order of the receipts. `sha256` gives the
 * first 16 characters of base64url of a text's hash.
 */
export async function digestHistory(places: readonly DigestPlace[], upTo: number, sha256: (text: string) => Promise<string> | string): Promise<HistoryDigest> {
  const held = places.filter(({ sequence }) => sequence <= upTo).sort((a, b) => a.sequence - b.sequence)
  const text = held.map(({ id, sequence, effectiveStampMs }) => `${String(sequence)} ${id} ${String(effectiveStampMs)}\n`).join('')
  return [held.length, await sha256(text)]
}
