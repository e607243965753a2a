import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DateOnly, DistrictId, OrganizationId } from '#core/directive'
import { codeLifeMs, maxOrganizationAttempts, maxServerAttempts } from '../../sync-server/enrolment/enrolmentLimits.ts'
import { type NewCode, createCode, createLink, linkOf } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { type TestServer, createTestServer, makeRequest, makeSent, mintToken } from '../support/serverFactory.ts'

const school = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }

let server: TestServer
beforeEach(async () => { server = await createTestServer() })
afterEach(async () => { await server.close() })

const enrol = (payload: object) => server.app.inject({ method: 'POST', url: '/api/enrol', payload: { token: mintToken(), deviceLabel: 'Android, Chrome 138', ...payload } })
const errorOf = (answer: { json(): { error?: { type: string } } }): string | undefined => answer.json().error?.type
const typed = ({ organizationNumber, code }: NewCode) => ({ organizationNumber, code })
const wrongDigits = (code: NewCode) => ({ ...typed(code), code: code.code === '000000000' ? '000000001' : '000000000' })

/** Makes the letter a second after the one before: the newest is told by its time. */
async function newLetter(): Promise<NewCode> {
  server.clock.nowMs += 1000
  const code = await createCode(server.store, school, server.deps)
  if (code === null) throw new Error('no code')
  return code
}

describe('a letter with a code', () => {
  it('enrols by its link or by its digits, once', async () => {
    for (const proof of ['link', 'digits'] as const) {
      const letter = await newLetter()
      expect(letter).toMatchObject({ organizationNumber: '1001', code: expect.stringMatching(/^\d{9}$/) as string, secret: expect.stringMatching(/^[\w-]{22}$/) as string })
      const answer = await enrol(proof === 'link' ? { secret: letter.secret } : typed(letter))
      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toEqual({ ...school, deviceId: expect.stringMatching(/^[a-z0-9]{10}$/) as string, organizationName: 'Школа 1001' })
      expect([errorOf(await enrol({ secret: letter.secret })), errorOf(await enrol(typed(letter)))]).toEqual(['EnrolmentCodeUsed', 'EnrolmentCodeUsed'])
    }
    expect(await server.store.forOrganization(school.districtId, school.organizationId).devices.list()).toHaveLength(2)
  })

  it('answers the same phone again when the answer was lost, even after a newer letter', async () => {
    const letter = await newLetter()
    const token = mintToken()
    const first = await enrol({ ...typed(letter), token })
    const again = await enrol({ secret: letter.secret, token })
    await newLetter()
    const later = await enrol({ ...typed(letter), token })
    expect([again.statusCode, later.statusCode]).toEqual([200, 200])
    expect([again.json(), later.json()]).toEqual([first.json(), first.json()])
  })

  it('keeps a phone whose access was closed outside', async () => {
    const letter = await newLetter()
    const token = mintToken()
    const { deviceId } = (await enrol({ secret: letter.secret, token })).json<{ deviceId: string }>()
    await server.store.forOrganization(school.districtId, school.organizationId).devices.revoke(deviceId as never, server.clock.nowMs)
    expect(errorOf(await enrol({ secret: letter.secret, token }))).toBe('EnrolmentCodeUsed')
  })

  it('is over after 14 days', async () => {
    const letter = await newLetter()
    expect(letter.expiresMs).toBe(server.clock.nowMs + codeLifeMs)
    server.clock.nowMs += codeLifeMs
    const answers = [await enrol({ secret: letter.secret }), await enrol(typed(letter))]
    expect(answers.map((answer) => [answer.statusCode, errorOf(answer)])).toEqual([[410, 'EnrolmentCodeExpired'], [410, 'EnrolmentCodeExpired']])
  })

  it('is cancelled by a newer letter, link and digits both, but not by a link', async () => {
    const old = await newLetter()
    const letter = await newLetter()
    await createLink(server.store, school, server.deps)
    expect(errorOf(await enrol({ secret: old.secret }))).toBe('EnrolmentCodeExpired')
    expect(errorOf(await enrol(typed(old)))).toBe('EnrolmentCodeWrong')
    expect((await enrol(typed(letter))).statusCode).toBe(200)
  })

  it('enrols nobody for a closed organization', async () => {
    const letter = await newLetter()
    await server.store.forDistrict(school.districtId).organizations.close(school.organizationId, { closedOn: '2026-11-01' as DateOnly, successorId: null })
    const answer = await enrol({ secret: letter.secret })
    expect([answer.statusCode, errorOf(answer)]).toEqual([409, 'OrganizationClosed'])
  })

  it('keeps no secret, digits or token in the database', async () => {
    const letter = await newLetter()
    const token = mintToken()
    await enrol({ secret: letter.secret, token })
    const kept = JSON.stringify([
      await server.store.findDeviceByToken('x'),
      await server.store.forOrganization(school.districtId, school.organizationId).devices.list(),
      await server.store.forOrganization(school.districtId, school.organizationId).codes.findNewestTyped(),
    ])
    for (const secret of [letter.secret, letter.code, token]) expect(kept).not.toContain(secret)
  })

  it('stands behind the hash in its link, which no browser sends', () => {
    expect(linkOf('https://p.example', 'abc')).toBe('https://p.example/e#abc')
  })
})

describe('guessing', () => {
  it('is told «wrong» without a trace of what exists', async () => {
    const letter = await newLetter()
    const answers = [await enrol({ secret: 'A'.repeat(22) }), await enrol(wrongDigits(letter)), await enrol({ organizationNumber: '9999', code: letter.code })]
    expect(answers.map((answer) => [answer.statusCode, answer.body])).toEqual(answers.map(() => [403, '{"error":{"type":"EnrolmentCodeWrong"}}']))
  })

  it('ends after five failures an hour, for digits alone', async () => {
    const letter = await newLetter()
    for (let i = 0; i < maxOrganizationAttempts; i += 1) expect(errorOf(await enrol(wrongDigits(letter)))).toBe('EnrolmentCodeWrong')
    server.clock.nowMs += 60_000
    const refused = await enrol(typed(letter))
    expect([refused.statusCode, refused.json(), refused.headers['retry-after']]).toEqual([429, { error: { type: 'TooManyAttempts', retryAfterSeconds: 3540 } }, '3540'])
    expect((await enrol({ secret: letter.secret })).statusCode).toBe(200)
    const next = await newLetter()
    server.clock.nowMs += 3_540_000
    expect((await enrol(typed(next))).statusCode).toBe(200)
  })

  it('cannot pass the limit by coming all at once', async () => {
    const letter = await newLetter()
    const answers = await Promise.all(Array.from({ length: 30 }, () => enrol(wrongDigits(letter))))
    const codes = answers.map(errorOf)
    expect(codes.filter((code) => code === 'EnrolmentCodeWrong')).toHaveLength(maxOrganizationAttempts)
    expect(codes.filter((code) => code === 'TooManyAttempts')).toHaveLength(30 - maxOrganizationAttempts)
  })

  it('is limited on the whole server, and a success takes its own try back', async () => {
    const letter = await newLetter()
    const south = server.store.forOrganization('south' as DistrictId, 'southschool' as OrganizationId)
    for (let i = 1; i < maxServerAttempts; i += 1) await south.codes.insertAttempt(`t${String(i)}`, server.clock.nowMs)
    expect((await enrol(typed(letter))).statusCode).toBe(200)
    const next = await newLetter()
    expect(errorOf(await enrol(wrongDigits(next)))).toBe('EnrolmentCodeWrong')
    expect(errorOf(await enrol(typed(next)))).toBe('TooManyAttempts')
  })
})

describe('one code taken by several phones at once', () => {
  it('enrols exactly one, a hundred times by link', async () => {
    for (let round = 0; round < 100; round += 1) {
      const link = await createLink(server.store, school, server.deps)
      const codes = (await Promise.all([1, 2, 3].map(() => enrol({ secret: link?.secret })))).map((answer) => errorOf(answer) ?? 'enrolled').sort()
      expect(codes).toEqual(['EnrolmentCodeUsed', 'EnrolmentCodeUsed', 'enrolled'])
    }
    expect(await server.store.forOrganization(school.districtId, school.organizationId).devices.list()).toHaveLength(100)
  })

  it('enrols exactly one by digits', async () => {
    const letter = await newLetter()
    const codes = (await Promise.all([1, 2, 3, 4, 5].map(() => enrol(typed(letter))))).map((answer) => errorOf(answer) ?? 'enrolled')
    expect(codes.filter((code) => code === 'enrolled')).toHaveLength(1)
    expect(codes.filter((code) => code === 'EnrolmentCodeUsed')).toHaveLength(4)
  })
})

describe('a browser that lost everything', () => {
  const ask = async (cookie?: string) => server.app.inject({ method: 'GET', url: '/api/enrol', headers: cookie === undefined ? {} : { cookie } })
  const cookieOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['set-cookie'])

  it('is told by its cookie when the phone was last heard of and what the office has of it', async () => {
    const token = mintToken()
    const { secret } = await newLetter()
    const enrolled = await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { token, deviceLabel: 'Android', secret } })
    const cookie = cookieOf(enrolled)
    expect(cookie).toMatch(/^porucheno-phone-northschool=north\.[a-z0-9]+\.0\.\d+; Max-Age=34560000; Path=\/api\/enrol; HttpOnly; Secure; SameSite=Strict$/)
    expect(cookie).not.toContain(token)
    const changes = [makeSent(1), makeSent(2)]
    const exchange = () => server.app.inject({ method: 'POST', url: '/api/exchange', headers: { authorization: `Bearer ${token}` }, payload: makeRequest({ changes }) })
    expect((await exchange()).headers['set-cookie']).toBeUndefined()
    const lastContactMs = server.clock.nowMs
    const [pair = ''] = cookie.split(';')
    server.clock.nowMs += 86_400_000
    expect((await ask(pair)).json()).toEqual({ known: [{ organizationName: 'Школа 1001', lastContactMs, lastSequence: 2 }] })
    expect(cookieOf(await exchange())).toMatch(/^porucheno-phone-northschool=north\.[a-z0-9]+\.2\.\d+;/)
  })

  it('is told nothing without its cookie, or with one of nobody', async () => {
    for (const cookie of [undefined, 'porucheno-phone-northschool=north.stranger.5.7', 'porucheno-phone-northschool=south.x.5.7', 'porucheno-phone-=..', 'porucheno-phone-northschool=%']) {
      expect([(await ask(cookie)).statusCode, (await ask(cookie)).json()]).toEqual([200, { known: [] }])
    }
  })
})
