import { describe, expect, it } from 'vitest'
import { attemptWindowMs, codeDigits, codeLifeMs, maxOrganizationAttempts, maxServerAttempts, secretBytes } from '../../../sync-server/enrolment/enrolmentLimits.ts'

/** The chance that `tries` guesses of one typed code each hit: every guess names one organization, whose one live code it must be. */
function chanceOfAnyHit(tries: number): number {
  return 1 - (1 - 10 ** -codeDigits) ** tries
}

describe('guessing typed codes', () => {
  const windows = codeLifeMs / attemptWindowMs

  it('hits any of 2,000 live codes in their whole life with a chance of at most one in ten thousand', () => {
    const organizations = 2000
    const tries = Math.min(organizations * maxOrganizationAttempts, maxServerAttempts) * windows
    expect(tries).toBe(67_200)
    expect(chanceOfAnyHit(tries)).toBeLessThanOrEqual(1e-4)
  })

  it('hits the one code of a single organization with a chance of at most two in a million', () => {
    expect(chanceOfAnyHit(maxOrganizationAttempts * windows)).toBeLessThanOrEqual(2e-6)
  })

  it('is hopeless for links without any limit', () => {
    expect(secretBytes * 8).toBeGreaterThanOrEqual(128)
  })
})
