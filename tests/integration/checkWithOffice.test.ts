import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { type CheckOutcome, checkWithOffice } from '../../src/device/checkWithOffice.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { type InjectedPhone, enrolInjectedPhone } from '../support/injectedPhone.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

const school = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }
let server: TestServer
let first: InjectedPhone
let second: InjectedPhone
beforeEach(async () => {
  server = await createTestServer()
  first = await enrol()
  second = await enrol()
  for (const phone of [first, second]) {
    for (let i = 0; i < 10; i += 1) await note(phone, `запись ${String(i)}`)
    await phone.sync()
  }
})
afterEach(async () => { await server.close() })

async function enrol(): Promise<InjectedPhone> {
  const secret = (await createLink(server.store, school, server.deps))?.secret ?? ''
  return enrolInjectedPhone(server.app, secret, () => server.clock.nowMs)
}

async function note(phone: InjectedPhone, text: string): Promise<void> {
  server.clock.nowMs += 1000
  const made = await recordChange(phone.deps, { organizationId: school.organizationId, subject: 'd:northp1' as SubjectKey, subjectVersion: 1, kind: 'progressNote', value: { text } })
  if (!made.ok) throw new Error(made.error.type)
}

const check = (phone: InjectedPhone): Promise<CheckOutcome> => checkWithOffice({ ...phone.deps, sha256: (text) => fastHash(text).slice(0, 16) }, school.organizationId)
const headOf = async (): Promise<number> => (await server.store.forOrganization(school.districtId, school.organizationId).history.readHead())?.sequence ?? 0
const rows = (phone: InjectedPhone) => phone.deps.db.changes

describe('«Сверить с управлением»', () => {
  it('agrees about every record there is, with what it sent and read in the same press', async () => {
    await note(first, 'ещё не отправлена')
    const agreed = { type: 'agreed', count: (await headOf()) + 1, repaired: 0 }
    expect(await check(first)).toEqual(agreed)
    expect(await check(second)).toEqual(agreed)
    const before = first.exchanges.length
    expect(await check(first)).toEqual(agreed)
    expect(first.exchanges.length - before).toBe(1)
  })

  it.each<[string, (phone: InjectedPhone) => Promise<unknown>, number]>([
    ['a record of another phone is missing', (phone) => dropOther(phone), 1],
    ['a stamp was spoilt', (phone) => spoilOwn(phone, { effectiveStampMs: 5 }), 1],
    ['an own record lost its receipt', (phone) => spoilOwn(phone, { sequence: 9000 }), 1],
    ['two things went wrong', async (phone) => { await dropOther(phone); await spoilOwn(phone, { effectiveStampMs: 5 }) }, 2],
  ])('repairs by itself when %s', async (_what, spoil, repaired) => {
    await second.sync()
    await first.sync()
    await spoil(first)
    const own = await ownTexts(first)
    expect(await check(first)).toEqual({ type: 'agreed', count: await headOf(), repaired })
    expect(await ownTexts(first)).toEqual(own)
    expect(await check(first)).toEqual({ type: 'agreed', count: await headOf(), repaired: 0 })
    expect((await rows(first).toArray()).every(({ pending, transfer }) => pending === 0 && transfer === 'sent')).toBe(true)
  })

  it('keeps a record that the server does not know, and agrees about the rest', async () => {
    await first.sync()
    const [any] = await rows(first).toArray()
    if (any === undefined) throw new Error('no rows')
    await rows(first).put({ ...any, id: 'ghost-1' as typeof any.id, deviceId: 'ghost' as typeof any.deviceId, deviceSequence: 1 })
    expect(await check(first)).toMatchObject({ type: 'agreed', count: await headOf() })
    expect(await rows(first).get([school.organizationId, 'ghost-1' as typeof any.id])).toMatchObject({ sequence: null })
  })

  it('without an answer says so and changes nothing', async () => {
    await first.sync()
    const before = await rows(first).toArray()
    const silent = { ...first, deps: { ...first.deps, transport: { exchange: () => Promise.resolve({ ok: false, error: { type: 'NetworkUnavailable' } } as const) } } }
    expect(await check(silent)).toEqual({ type: 'failed', failure: { type: 'NetworkUnavailable' } })
    expect(await rows(first).toArray()).toEqual(before)
  })
})

async function dropOther(phone: InjectedPhone): Promise<void> {
  const [other] = (await rows(phone).toArray()).filter(({ deviceId, kind }) => deviceId !== phone.enrolment.deviceId && kind === 'progressNote')
  if (other === undefined) throw new Error('no record of another phone')
  await rows(phone).delete([school.organizationId, other.id])
}

async function spoilOwn(phone: InjectedPhone, changes: object): Promise<void> {
  const [own] = (await rows(phone).toArray()).filter(({ deviceId, kind }) => deviceId === phone.enrolment.deviceId && kind === 'progressNote')
  if (own === undefined) throw new Error('no own record')
  await rows(phone).put({ ...own, ...changes })
}

async function ownTexts(phone: InjectedPhone): Promise<string[]> {
  return (await rows(phone).toArray()).filter(({ deviceId }) => deviceId === phone.enrolment.deviceId).map(({ id, value }) => `${id} ${JSON.stringify(value)}`).sort()
}
