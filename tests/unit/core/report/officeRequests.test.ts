import { describe, expect, it } from 'vitest'
import { decodeAddressDecision, decodeControlDecision, decodeExtensionDecision, decodeSignIn } from '#core/report'

const malformed = { ok: false, error: { type: 'BodyMalformed' } }
const dateInvalid = { ok: false, error: { type: 'DateInvalid' } }

describe('what the office sends', () => {
  it('is taken in its own shape, words trimmed, further fields dropped', () => {
    expect(decodeSignIn({ login: ' Suntar ', password: ' p ', more: 1 })).toEqual({ ok: true, value: { login: 'suntar', password: ' p ' } })
    expect(decodeControlDecision({ state: 'returned', reason: ' нет ', fixBy: '2026-12-05', more: 1 })).toEqual({ ok: true, value: { state: 'returned', reason: 'нет', fixBy: '2026-12-05' } })
    expect(decodeExtensionDecision({ to: '2026-12-05' })).toEqual({ ok: true, value: { to: '2026-12-05' } })
    expect(decodeAddressDecision({ audience: ['preschool'], organizationIds: ['a1'] })).toEqual({ ok: true, value: { audience: ['preschool'], organizationIds: ['a1'] } })
  })

  it('is refused for a day the calendar does not have', () => {
    expect([decodeExtensionDecision({ to: '2026-02-30' }), decodeExtensionDecision({ to: 'завтра' }), decodeControlDecision({ state: 'returned', fixBy: '' })]).toEqual([dateInvalid, dateInvalid, dateInvalid])
  })

  it('is refused in any other shape', () => {
    const bodies = [undefined, null, 'x', [], {}, { state: 'done', to: 7, audience: 'preschool', login: '' }, JSON.parse('{"__proto__":{"state":"released"}}')]
    for (const body of bodies) {
      expect([decodeSignIn(body), decodeAddressDecision(body), decodeControlDecision(body), decodeExtensionDecision(body)], JSON.stringify(body)).toEqual([malformed, malformed, malformed, malformed])
    }
  })
})
