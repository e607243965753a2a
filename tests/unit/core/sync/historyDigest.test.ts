import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ChangeId } from '#core/directive'
import { type DigestPlace, digestHistory } from '#core/sync'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)
const place = (sequence: number, changes: Partial<DigestPlace> = {}): DigestPlace => ({ id: `p-${String(sequence)}` as ChangeId, sequence, effectiveStampMs: 1000 + sequence, ...changes })
const history = [place(1), place(2), place(3)]

describe('the digest of a history', () => {
  it('is the same whatever the order, and speaks of what stands up to the cursor', async () => {
    const digest = await digestHistory(history, 3, sha256)
    expect(digest[0]).toBe(3)
    expect(await digestHistory([place(4), ...[...history].reverse()], 3, sha256)).toEqual(digest)
  })

  it.each([
    ['a change is missing', [place(1), place(3)]],
    ['a stamp differs', [place(1), place(2, { effectiveStampMs: 1 }), place(3)]],
    ['two receipts are swapped', [place(1), place(2, { id: 'p-3' as ChangeId }), place(3, { id: 'p-2' as ChangeId })]],
    ['there is one too many', [...history, place(3, { id: 'q-1' as ChangeId })]],
  ])('differs when %s', async (_what, places) => {
    expect(await digestHistory(places, 3, sha256)).not.toEqual(await digestHistory(history, 3, sha256))
  })
})
