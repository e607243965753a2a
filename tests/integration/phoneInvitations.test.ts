import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DateOnly } from '#core/directive'
import type { OrganizationView } from '#core/report'
import { invitationLifeMs, maxInvitations } from '../../sync-server/enrolment/enrolmentLimits.ts'
import { givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, mintToken } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
beforeEach(async () => {
  server = await createTestServer()
  phone = await enrolTestPhone(server)
})
afterEach(() => server.close())

const ask = (token: string = phone.token, body: unknown = {}) => server.app.inject({ method: 'POST', url: '/api/invitations', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, payload: JSON.stringify(body) })
const enrol = (secret: string) => server.app.inject({ method: 'POST', url: '/api/enrol', payload: { token: mintToken(), deviceLabel: 'Второй телефон', secret } })
const errorOf = (answer: { json: <T>() => T }): string => answer.json<{ error: { type: string } }>().error.type

async function newSecret(): Promise<string> {
  return (await ask()).json<{ link: string }>().link.split('#')[1] ?? ''
}

describe('a phone that invites another', () => {
  it('gets such a link as a letter has, which enrols one phone of the same organization', async () => {
    const answer = await ask()
    expect(answer.statusCode).toBe(200)
    const { link, expiresMs } = answer.json<{ link: string; expiresMs: number }>()
    expect(link).toMatch(/^http:\/\/localhost:8080\/e#[\w-]{22}$/)
    expect(expiresMs).toBe(server.clock.nowMs + invitationLifeMs)
    const secret = link.split('#')[1] ?? ''
    expect((await enrol(secret)).json()).toMatchObject({ organizationId: phone.organizationId })
  })

  it('is told who gives a new code when another used it or its day is over', async () => {
    const [used, old] = [await newSecret(), await newSecret()]
    await enrol(used)
    const clerk = (await server.store.forDistrict(phone.districtId).read())?.clerk
    const again = await enrol(used)
    expect(again.json()).toEqual({ error: { type: 'EnrolmentCodeUsed', clerk: { name: clerk?.name, phone: clerk?.phone } } })
    server.clock.nowMs += invitationLifeMs
    expect(errorOf(await enrol(old))).toBe('EnrolmentCodeExpired')
  })

  it('has at most five links that nobody has used; a used one or a day makes room', async () => {
    const secrets: string[] = []
    for (let i = 0; i < maxInvitations; i += 1) secrets.push(await newSecret())
    server.clock.nowMs += 3_600_000
    const refused = await ask()
    expect([refused.statusCode, errorOf(refused), refused.headers['retry-after']]).toEqual([429, 'TooManyAttempts', String((invitationLifeMs - 3_600_000) / 1000)])
    await enrol(secrets[0] ?? '')
    expect((await ask()).statusCode).toBe(200)
    expect((await ask()).statusCode).toBe(429)
    server.clock.nowMs += invitationLifeMs
    expect((await ask()).statusCode).toBe(200)
  })

  it('is not heard once it was cut off, and its links are void', async () => {
    await givePasswords(server)
    const secret = await newSecret()
    const office = await signIn(server)
    expect((await office.post(`organizations/${phone.organizationId}/devices/${phone.deviceId}/revoke`, {})).status).toBe(200)
    expect(errorOf(await ask())).toBe('DeviceRevoked')
    expect(errorOf(await enrol(secret))).toBe('EnrolmentCodeExpired')
  })

  it('is not heard once another head took over, nor for a closed organization, nor by a stranger', async () => {
    const own = server.store.forOrganization(phone.districtId, phone.organizationId)
    await server.store.forDistrict(phone.districtId).organizations.close(phone.organizationId, { closedOn: '2026-11-01' as DateOnly, successorId: null })
    expect(errorOf(await ask())).toBe('OrganizationClosed')
    await own.devices.handOver(server.clock.nowMs)
    expect(errorOf(await ask())).toBe('DeviceRevoked')
    expect(errorOf(await ask(mintToken()))).toBe('TokenUnknown')
  })

  it('sends an object, whatever is in it', async () => {
    expect([(await ask(phone.token, [])).statusCode, (await ask(phone.token, { later: 1 })).statusCode]).toEqual([400, 200])
  })

  it('is named by the office on the phone that came by it', async () => {
    await givePasswords(server)
    await enrol(await newSecret())
    const view = (await (await signIn(server)).get(`organizations/${phone.organizationId}`)).json<OrganizationView>()
    expect(view.deviceList.map(({ label, invitedBy }) => [label, invitedBy])).toEqual(expect.arrayContaining([['Android', null], ['Второй телефон', 'Android']]))
  })
})

describe('a new head', () => {
  it('is known to the phones that come after by the profile', async () => {
    await givePasswords(server)
    const office = await signIn(server)
    expect((await office.post(`organizations/${phone.organizationId}/handover`, { head: 'Новикова Н.Н.' })).status).toBe(200)
    const [profile] = (await server.store.forOrganization(phone.districtId, phone.organizationId).history.list({ kinds: ['profile'] })).slice(-1)
    expect(profile?.value['organization']).toMatchObject({ handedOverMs: server.clock.nowMs })
  })
})
