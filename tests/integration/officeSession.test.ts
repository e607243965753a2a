import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import { failureWindowMs, maxLoginFailures } from '../../sync-server/office/signInLimiter.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { sessionIdleMs } from '../../sync-server/session.ts'
import { type OfficeClient, cookieOf, createOfficeClient, givePasswords, signIn, testPassword } from '../support/officeClient.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

let server: TestServer
let stranger: OfficeClient
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  stranger = createOfficeClient(server)
})
afterEach(async () => { await server.close() })

const tryPassword = (password: string, login = 'north') => stranger.post('sign-in', { login, password })

describe('signing in', () => {
  it('gives a cookie of this host alone, which no script reads and no other site sends', async () => {
    const answer = await tryPassword(testPassword)
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({ officer: { id: 'northofficer' }, district: { zone: 'Asia/Yakutsk' }, today: '2026-11-22' })
    expect(answer.headers['set-cookie']).toMatch(/^__Host-porucheno=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  })

  it('takes the login in any case and with spaces around it', async () => {
    expect((await tryPassword(testPassword, ' North ')).status).toBe(200)
  })

  it('answers a wrong password and an unknown login alike', async () => {
    const [wrong, unknown] = [await tryPassword('x'), await tryPassword(testPassword, 'nobody')]
    expect([wrong.status, wrong.text]).toEqual([403, '{"error":{"type":"SignInWrong"}}'])
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text])
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it('keeps only the hash of the session', async () => {
    const cookie = cookieOf(await tryPassword(testPassword))
    const secret = cookie.slice(cookie.indexOf('=') + 1)
    expect(await server.store.findSession(secret)).toBeNull()
    expect(await server.store.findSession(fastHash(secret))).toMatchObject({ officerId: 'northofficer' })
  })

  it('refuses a body of another shape', async () => {
    for (const body of [{}, { login: 'north' }, { login: 'north', password: 7 }, { login: 'north', password: 'x'.repeat(201) }]) {
      expect((await stranger.post('sign-in', body)).status).toBe(400)
    }
  })
})

describe('guessing a password', () => {
  it('is stopped per login, the right password too, until the window has passed', async () => {
    for (let i = 0; i < maxLoginFailures; i += 1) expect((await tryPassword('x')).status).toBe(403)
    const blocked = await tryPassword(testPassword)
    expect([blocked.status, blocked.headers['retry-after']]).toEqual([429, String(failureWindowMs / 1000)])
    expect(blocked.json()).toEqual({ error: { type: 'TooManyAttempts', retryAfterSeconds: failureWindowMs / 1000 } })
    expect((await tryPassword(testPassword, 'south')).status).toBe(200)
    server.clock.nowMs += failureWindowMs
    expect((await tryPassword(testPassword)).status).toBe(200)
  })

  it('gets no further with many tries at once', async () => {
    const answers = await Promise.all(Array.from({ length: 3 * maxLoginFailures }, () => tryPassword('x')))
    expect(answers.filter((answer) => answer.status === 403).length).toBeLessThanOrEqual(maxLoginFailures)
    expect(new Set(answers.map((answer) => answer.status))).not.toContain(200)
  })

  it('does not count what succeeded', async () => {
    for (let i = 0; i < 2 * maxLoginFailures; i += 1) expect((await tryPassword(testPassword)).status).toBe(200)
  })
})

describe('a session', () => {
  it('is asked for everywhere', async () => {
    const paths = ['me', 'documents', 'unaddressed', 'documents/northdoc/matrix', 'organizations', 'organizations/northschool', 'organizations/northschool/assignments/d:northp1']
    for (const path of paths) expect((await stranger.get(path)).text, path).toBe('{"error":{"type":"SessionMissing"}}')
    const actions = ['directives/northp1/address', 'organizations/northschool/codes', 'organizations/northschool/devices/x/revoke', 'organizations/northschool/assignments/d:northp1/control', 'organizations/northschool/assignments/d:northp1/extension']
    for (const path of actions) expect((await stranger.post(path)).text, path).toBe('{"error":{"type":"SessionMissing"}}')
  })

  it('ends with the signing out, in the database too', async () => {
    const cookie = cookieOf(await tryPassword(testPassword))
    const office = createOfficeClient(server, cookie)
    const out = await office.post('sign-out')
    expect(out.headers['set-cookie']).toMatch(/^__Host-porucheno=; /)
    expect((await office.get('me')).status).toBe(401)
  })

  it('ends after 12 hours without anybody\'s doing; refreshes of an open page do not prolong it', async () => {
    const office = await signIn(server)
    server.clock.nowMs += sessionIdleMs - 1
    expect((await office.get('me', { 'x-refresh': '1' })).status).toBe(200)
    server.clock.nowMs += 1
    expect((await office.get('me')).status).toBe(401)
  })

  it('goes on as long as somebody works', async () => {
    const office = await signIn(server)
    for (let i = 0; i < 3; i += 1) {
      server.clock.nowMs += sessionIdleMs - 1
      expect((await office.get('documents')).status).toBe(200)
    }
  })

  it('ends when the password is changed', async () => {
    const office = await signIn(server)
    await server.store.forDistrict('north' as DistrictId).officers.changePassword('northofficer' as OfficerId, 'none')
    expect((await office.get('me')).status).toBe(401)
  })

  it('is replaced by the next signing in of the same browser', async () => {
    const first = cookieOf(await tryPassword(testPassword))
    const office = createOfficeClient(server, first)
    const second = cookieOf(await office.post('sign-in', { login: 'north', password: testPassword }))
    expect(second).not.toBe(first)
    expect((await office.get('me')).status).toBe(401)
  })
})

describe('the origin', () => {
  it('is asked of every action, the signing in among them', async () => {
    const office = await signIn(server)
    const from = [{}, { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:8081' }]
    for (const headers of from) {
      expect((await office.post('organizations/northschool/codes', {}, headers)).text).toBe('{"error":{"type":"OriginForbidden"}}')
      expect((await stranger.post('sign-in', { login: 'north', password: testPassword }, headers)).status).toBe(403)
      expect((await office.post('sign-out', {}, headers)).status).toBe(403)
    }
    expect((await office.get('me')).status).toBe(200)
  })

  it('may be PUBLIC_URL or the host the request was sent to', async () => {
    for (const headers of [{ origin: 'http://localhost:8080' }, { origin: 'http://192.168.0.5:8080', host: '192.168.0.5:8080' }]) {
      expect((await stranger.post('sign-in', { login: 'north', password: testPassword }, headers)).status).toBe(200)
    }
  })
})
