import { describe, expect, it } from 'vitest'
import { clampStamp, correctNow, learnClockOffset, maxClampMs, nextStamp, settleStamp } from '#core/clock'

describe('the clock of changes', () => {
  it('never gives the same stamp twice, even when the phone was set back', () => {
    expect(nextStamp(1_000, 5_000)).toBe(5_000)
    expect(nextStamp(5_000, 1_000)).toBe(5_001)
    expect(nextStamp(5_000, 5_000)).toBe(5_001)
  })

  it('keeps an honest stamp and clamps one from the future', () => {
    expect(clampStamp(900, 1_000)).toBe(900)
    expect(clampStamp(1_000 + maxClampMs, 1_000)).toBe(1_000 + maxClampMs)
    expect(clampStamp(1_000 + maxClampMs + 1, 1_000)).toBe(1_000 + maxClampMs)
  })

  it('reads the server clock from a phone that is five years off', () => {
    const offset = learnClockOffset(1_700_000_000_000, 1_500_000_000_000)
    expect(correctNow(1_500_000_000_500, offset)).toBe(1_700_000_000_500)
  })

  it('forgets a clamped stamp, and keeps those still unsent', () => {
    expect(settleStamp([1_000, 3_000], [])).toBe(3_000)
    expect(settleStamp([1_000], [9_000])).toBe(9_000)
    expect(settleStamp([], [])).toBe(0)
  })
})
