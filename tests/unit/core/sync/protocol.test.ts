import { describe, expect, it } from 'vitest'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { decodeAnswer, decodeChange, decodeRequest, encodeAnswer, encodeChange, keyToSubject, protocolVersion, subjectToKey, textToCursor } from '#core/sync'
import type { ExchangeAnswer, StoredChange, SubjectKey } from '#core/sync'
import { makeChange } from '../../../support/changeFactory.ts'

const writer = { districtId: 'district1' as DistrictId, organizationId: 'school1' as OrganizationId, deviceId: 'a' as DeviceId }
const versions = { appVersion: '0.1.0', schemaVersion: 1 }
const request = { protocol: protocolVersion, ...versions, cursor: null, deviceTimeMs: 1, waiting: 0, changes: [] }

describe('the protocol', () => {
  it('takes district, organization and device from the token, never from the change', () => {
    const forged = { ...encodeChange(makeChange({ deviceSequence: 1 }), versions), organizationId: 'school2', deviceId: 'office' }
    const decoded = decodeChange(forged, writer, versions)
    expect(decoded.ok && decoded.value).toMatchObject({ organizationId: 'school1', deviceId: 'a', id: 'a-1' })
  })

  it('refuses a request of a later protocol by its number, whatever else it holds', () => {
    expect(decodeRequest({ ...request, protocol: protocolVersion + 1, cursor: 7 })).toEqual({ ok: false, error: { type: 'ProtocolUnsupported' } })
  })

  it.each([
    ['no object', 'text'],
    ['a missing field', { ...request, deviceTimeMs: undefined }],
    ['a change that is no object', { ...request, changes: ['x'] }],
    ['more changes than one exchange carries', { ...request, changes: Array.from({ length: 101 }, () => ({})) }],
    ['a key that reaches a prototype', { ...request, extra: JSON.parse('{"__proto__": {"admin": true}}') as unknown }],
  ])('refuses %s as a malformed body', (_name, body) => {
    expect(decodeRequest(body)).toEqual({ ok: false, error: { type: 'BodyMalformed' } })
  })

  it.each([
    ['no sequence', { deviceSequence: 0 }],
    ['a subject that is no key', { subject: 'd:' }],
    ['a kind that is no word', { kind: '../x' }],
    ['a value that is no object', { value: ['x'] }],
    ['a stamp that is no number', { stampMs: 'now' }],
  ])('refuses a change with %s, alone', (_name, broken) => {
    const sent = { ...encodeChange(makeChange({ deviceSequence: 1 }), versions), ...broken }
    expect(decodeChange(sent, writer, versions)).toEqual({ ok: false, error: { type: 'ChangeMalformed' } })
  })

  it('never sends a raw stamp down, and leaves empty lists out', () => {
    const stored: StoredChange = { ...makeChange({ deviceSequence: 1, stampMs: 9_999_999 }), sequence: 5, effectiveStampMs: 1_000 }
    const answer: ExchangeAnswer = {
      protocol: 1, nowMs: 1, cursor: 'e.5.h', historyChanged: false, receipts: [], stamps: [], rejected: [], quarantined: [],
      changes: [stored], resolutions: [], directives: [], remaining: 0, more: false,
    }
    const wire = encodeAnswer(answer)
    expect(JSON.stringify(wire)).not.toContain('9999999')
    expect(Object.keys(encodeAnswer({ ...answer, changes: [] })).sort()).toEqual(['cursor', 'nowMs', 'protocol', 'receipts'])
    const back = decodeAnswer(JSON.parse(JSON.stringify(wire)), writer)
    expect(back.ok && back.value.changes).toEqual([{ ...stored, stampMs: 1_000 }])
  })
})

describe('a subject key', () => {
  it.each(['o', 'r:res1', 'd:dir1', 'd:dir1:2026-H1', 'd:dir1:2026/27', 'd:dir1:whole:child1'])('reads and writes %s alike', (key) => {
    const subject = keyToSubject(key as SubjectKey)
    expect(subject === null ? null : subjectToKey(subject)).toBe(key)
  })

  it('leaves a kind it does not know to a later version', () => {
    expect(keyToSubject('x:thing' as SubjectKey)).toBeNull()
  })
})

describe('a cursor', () => {
  it.each(['', 'a', 'a.b.c', 'a.-1.h', 'a.1', 'a.1.h.x', 'A B.1.h'])('is not read from %j', (text) => {
    expect(textToCursor(text)).toBeNull()
  })
})
