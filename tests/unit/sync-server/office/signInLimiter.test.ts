import { beforeEach, describe, expect, it } from 'vitest'
import { type SignInLimiter, createSignInLimiter, failureWindowMs, maxLoginFailures, maxServerFailures } from '../../../../sync-server/office/signInLimiter.ts'

let nowMs: number
let limiter: SignInLimiter
beforeEach(() => {
  nowMs = 1_000_000_000
  limiter = createSignInLimiter(() => nowMs)
})

const isLet = (login: string): boolean => 'succeed' in limiter.begin(login)

describe('the limiter of sign-ins', () => {
  it('lets a login fail so many times in any window, and says when to come again', () => {
    for (let i = 0; i < maxLoginFailures; i += 1) {
      expect(isLet('north')).toBe(true)
      nowMs += 1000
    }
    expect(limiter.begin('north')).toEqual({ retryAfterSeconds: failureWindowMs / 1000 - maxLoginFailures })
    expect(isLet('south')).toBe(true)
    nowMs += failureWindowMs - maxLoginFailures * 1000
    expect([isLet('north'), isLet('north')]).toEqual([true, false])
  })

  it('lets the whole server fail so many times, whatever the logins', () => {
    for (let i = 0; i < maxServerFailures; i += 1) expect(isLet(`login${String(i)}`)).toBe(true)
    expect(limiter.begin('north')).toEqual({ retryAfterSeconds: failureWindowMs / 1000 })
    nowMs += failureWindowMs
    expect(isLet('north')).toBe(true)
  })

  it('takes a success back, and only that one', () => {
    for (let i = 0; i < 3 * maxLoginFailures; i += 1) {
      const attempt = limiter.begin('north')
      if ('succeed' in attempt) attempt.succeed()
      expect('succeed' in attempt).toBe(true)
    }
    for (let i = 1; i < maxLoginFailures; i += 1) limiter.begin('north')
    const last = limiter.begin('north')
    expect(isLet('north')).toBe(false)
    if ('succeed' in last) last.succeed()
    expect([isLet('north'), isLet('north')]).toEqual([true, false])
  })
})
