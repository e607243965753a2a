import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCode } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { exchangeOf, send } from '../support/exchangeClient.ts'
import { givePasswords, signIn, testPassword } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
let written = ''

beforeEach(async () => {
  written = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  server = await createTestServer({ changes: { logger: { level: 'trace', stream } } })
  phone = await enrolTestPhone(server)
})
afterEach(async () => { await server.close() })

const lines = (): Record<string, unknown>[] => written.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log', () => {
  it('tells of each request its route, its status and counts', async () => {
    await exchangeOf(server, phone, { changes: [makeSent(1), makeSent(2, { kind: 'control' })], waiting: 3 })
    expect(lines().at(-1)).toMatchObject({
      method: 'POST',
      route: '/api/exchange',
      status: 200,
      districtId: 'north',
      organizationId: 'northschool',
      deviceId: phone.deviceId,
      sent: 2,
      stored: 1,
      rejected: 1,
      pulled: 3,
      waiting: 3,
    })
  })

  it('holds no text, name, secret or address as it was written', async () => {
    await givePasswords(server)
    const code = await createCode(server.store, phone, server.deps)
    await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { token: phone.token, deviceLabel: 'Телефон Петровой', organizationNumber: '1001', code: code?.code } })
    await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { token: 'B'.repeat(43), deviceLabel: 'Телефон Петровой', secret: code?.secret } })
    await exchangeOf(server, phone, {
      changes: [makeSent(1, { kind: 'progressNote', value: { text: 'Тайная запись' } }), makeSent(2, { subject: 'o', kind: 'person', value: { personId: 'person1', name: 'Петрова А.И.', post: 'директор' } })],
    })
    await send(server, phone, { changes: [{ text: 'Испорченная запись' }], appVersion: 'Пишу сюда '.repeat(9) })
    await server.app.inject({ url: '/api/organizations/Петрова?name=Петрова' })
    const office = await signIn(server)
    await office.post('organizations/northschool/assignments/d%3Anorthp1/control', { state: 'returned', reason: 'Тайная причина' })
    const secrets = [phone.token, 'B'.repeat(43), code?.code, code?.secret, testPassword, 'Петров', 'Тайная', 'Испорченная', 'Пишу', 'Bearer', '__Host-', encodeURIComponent('Петров')]
    for (const secret of secrets) expect(written, String(secret)).not.toContain(secret)
    expect(lines().length).toBeGreaterThanOrEqual(8)
  })
})
