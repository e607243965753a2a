import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { maxClampMs } from '#core/clock'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import {
  decodeAnswer,
  decodeChange,
  decodeEnrolmentAnswer,
  decodeEnrolmentRequest,
  decodeRequest,
  errorCodes,
  isValueOfKind,
  maxChangeLength,
  maxChangesLength,
  maxChangesPerExchange,
  maxCompressedBytes,
  maxFetched,
  maxGivenBackLength,
  maxInflatedBytes,
  maxTextLength,
} from '#core/sync'

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const protocol = read('sync-protocol.md')

function sample(name: string): unknown {
  const text = new RegExp(`^\`\`\`json ${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(protocol)?.[1]
  if (text === undefined) throw new Error(`no sample ${name}`)
  return JSON.parse(text)
}

const writer = { districtId: 'd3xk29vq0a' as DistrictId, organizationId: 'k7m2p9x4tz' as OrganizationId, deviceId: 'p7k2m9qx14' as DeviceId }

describe('the samples of the protocol’s document', () => {
  it('are an enrolment that server and phone can read', () => {
    expect(decodeEnrolmentRequest(sample('enrolment-request'))).toMatchObject({ ok: true, value: { organizationNumber: '1047' } })
    expect(decodeEnrolmentAnswer(sample('enrolment-answer'))).toMatchObject({ ok: true, value: writer })
  })

  it('are a phone’s invitation, whose link opens the enrolment', () => {
    expect(sample('invitation-answer')).toMatchObject({ link: expect.stringMatching(/\/e#[\w-]{22}$/), expiresMs: expect.any(Number) })
  })

  it('are a request whose changes are read one by one', () => {
    const request = decodeRequest(sample('exchange-request'))
    if (!request.ok) throw new Error(request.error.type)
    const changes = request.value.changes.map((sent) => decodeChange(sent, writer, request.value))
    expect(changes.map((change) => change.ok && isValueOfKind(change.value.kind, change.value.value))).toEqual([true, true, false])
  })

  it('are its answer, with a receipt for each change that was taken', () => {
    const answer = decodeAnswer(sample('exchange-answer'), writer)
    expect(answer).toMatchObject({ ok: true, value: { receipts: [[14, 2, 1274]], rejected: [[16, 'ChangeMalformed']], more: false } })
    expect(answer.ok && answer.value.changes.map(({ kind, sequence }) => [kind, sequence])).toEqual([['control', 1276]])
  })

  it('name the bounds that the code holds', () => {
    const bounds = { maxChangeLength, maxChangesLength, maxChangesPerExchange, maxCompressedBytes, maxFetched, maxGivenBackLength, maxInflatedBytes, maxTextLength, maxClampMs }
    for (const [name, bound] of Object.entries(bounds)) expect(protocol, name).toContain(`\`${name}\` = ${String(bound)}`)
  })
})

describe('the catalogue of errors', () => {
  it('gives every code the status the server answers with', () => {
    const statusByCode = Object.fromEntries([...read('errors.md').matchAll(/^\| `(\w+)` \| (\d{3}|–) \|/gm)].map(([, code, status]) => [code, status]))
    const expected = Object.entries(errorCodes).map(([code, { status }]) => [code, status === null ? '–' : String(status)])
    expect(statusByCode).toMatchObject(Object.fromEntries(expected))
  })
})
