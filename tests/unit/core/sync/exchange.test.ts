import { describe, expect, it } from 'vitest'
import type { DeviceId } from '#core/directive'
import { joinReceipts, maxChangesPerExchange, planExchange, readSettlements } from '#core/sync'
import { makeChange } from '../../../support/changeFactory.ts'

const unsent = (count: number, text = '') =>
  Array.from({ length: count }, (_, i) => makeChange({ deviceSequence: count - i, kind: 'progressNote', value: { text: `Запись ${text}` } }))

describe('an exchange', () => {
  it('carries the oldest unsent changes and says how many wait', () => {
    const request = planExchange({ unsent: unsent(maxChangesPerExchange + 3), cursor: null, deviceTimeMs: 1, appVersion: '0.1.0' })
    expect(request.changes).toHaveLength(maxChangesPerExchange)
    expect(request.changes[0]).toMatchObject({ deviceSequence: 1 })
    expect(request.waiting).toBe(3)
  })

  it('stops at the size limit, and never holds back a change that is too large alone', () => {
    const many = planExchange({ unsent: unsent(10, 'о'.repeat(15_000)), cursor: null, deviceTimeMs: 1, appVersion: '0.1.0' })
    expect(many.changes).toHaveLength(4)
    const large = planExchange({ unsent: unsent(2, 'о'.repeat(70_000)), cursor: null, deviceTimeMs: 1, appVersion: '0.1.0' })
    expect(large.changes).toHaveLength(1)
  })

  it('reads receipts, clamped stamps and refusals back to single changes', () => {
    const settled = readSettlements({ receipts: [[1, 2, 40], [4, 1, 90]], stamps: [[2, 777]], rejected: [[3, 'KindNotAllowed']], quarantined: [[5, 'SubjectUnknown']] }, 'a' as DeviceId)
    expect(settled).toEqual([
      { id: 'a-1', state: 'sent', sequence: 40, effectiveStampMs: null },
      { id: 'a-2', state: 'sent', sequence: 41, effectiveStampMs: 777 },
      { id: 'a-4', state: 'sent', sequence: 90, effectiveStampMs: null },
      { id: 'a-3', state: 'rejected', code: 'KindNotAllowed' },
      { id: 'a-5', state: 'quarantined', code: 'SubjectUnknown' },
    ])
  })

  it('joins receipts into ranges where both numbers run on', () => {
    const placed = [[1, 10], [2, 11], [3, 13], [5, 14], [6, 15]].map(([deviceSequence = 0, sequence = 0]) => ({ deviceSequence, sequence }))
    expect(joinReceipts(placed)).toEqual([[1, 2, 10], [3, 1, 13], [5, 2, 14]])
  })
})
