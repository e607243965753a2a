import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import { type SchoolPersonRow, readPeopleAnswer } from '#core/report'
import { valueOf } from '#core/sync'
import { verifyDatabase } from '../../sync-server/backup/verifyDatabase.ts'
import { exchangeOf, send } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient
let phone: TestPhone
const person = (personId: string, name: string) => ({ subject: 'o', kind: 'person', authorId: personId, value: { personId, name, post: 'директор', notice: 1 }, subjectVersion: 0 })

beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
  phone = await enrolTestPhone(server)
  await exchangeOf(server, phone, { changes: [makeSent(1, person('person1', 'Сёмина Анна')), makeSent(2, person('person2', 'Петров И.И.')), makeSent(3)] })
})
afterEach(async () => { await server.close() })

const find = async (name: string): Promise<readonly SchoolPersonRow[]> => readPeopleAnswer.schoolPeople((await office.get(`persons?name=${encodeURIComponent(name)}`)).json()) ?? []
const history = () => server.store.forOrganization('north' as DistrictId, 'northschool' as OrganizationId).history

describe('a person of a school', () => {
  it('is found by a part of the name, whatever its case and ё', async () => {
    expect(await find('семин')).toEqual([{ organizationId: 'northschool', organization: 'Школа 1001', personId: 'person1', name: 'Сёмина Анна', post: 'директор', records: 2 }])
    expect(await find('никто')).toEqual([])
    expect((await office.get('persons?name=a')).status).toBe(400)
  })

  it('is given out with everything that was recorded', async () => {
    const told = (await office.get('organizations/northschool/persons/person1')).json<{ readonly name: string; readonly records: readonly { readonly kind: string }[] }>()
    expect(told).toMatchObject({ personId: 'person1', name: 'Сёмина Анна' })
    expect(told.records.map(({ kind }) => kind)).toEqual(['person', 'execution'])
    expect((await office.get('organizations/northschool/persons/nobody')).status).toBe(404)
  })

  it('loses the name on the server and on every phone, never the records', async () => {
    const before = (await history().readHead())?.sequence ?? 0
    const answer = await office.post('organizations/northschool/persons/person1/erase', { word: 'Сотрудник №' })
    expect(answer.json()).toEqual({ name: 'Сотрудник № 1' })
    const all = JSON.stringify(await history().list({}))
    expect(all).not.toContain('Сёмина')
    expect(all).toContain('Петров И.И.')
    expect(await find('сотрудник')).toMatchObject([{ name: 'Сотрудник № 1', post: '', records: 2 }])
    // The fact that reaches the phones supersedes the school's own.
    const [fact] = (await history().list({ kinds: ['person'] })).filter(({ sequence }) => sequence > before)
    expect(fact === undefined ? null : valueOf('person', fact)).toMatchObject({ personId: 'person1', name: 'Сотрудник № 1' })
    expect(fact?.supersedes).toHaveLength(1)
    expect((await history().list({ kinds: ['execution'] })).map(({ authorId }) => authorId)).toEqual(['person1'])
  })

  it('loses the name in what was put aside, too', async () => {
    const { quarantine, devices } = server.store.forOrganization('north' as DistrictId, 'northschool' as OrganizationId)
    await devices.revoke(phone.deviceId, server.clock.nowMs)
    await send(server, phone, { changes: [makeSent(4, person('person1', 'Сёмина А.П.')), makeSent(5, person('person2', 'Петров И.П.'))] })
    expect(JSON.stringify(await quarantine.list())).toContain('Сёмина')
    await office.post('organizations/northschool/persons/person1/erase', { word: 'Сотрудник №' })
    const left = JSON.stringify(await quarantine.list())
    expect([left.includes('Сёмина'), left.includes('Петров'), left.includes('Сотрудник № 1')]).toEqual([false, true, true])
  })

  it('leaves a history that is whole: its links stay, and a backup of it is good', async () => {
    const place = await history().chainHashAt(2)
    await office.post('organizations/northschool/persons/person1/erase', { word: 'Сотрудник №' })
    expect(await history().chainHashAt(2)).toBe(place)
    expect(await verifyDatabase(server.store)).toMatchObject({ ok: true })
    const exchanged = await exchangeOf(server, phone, { changes: [makeSent(4, { value: { state: 'reported', text: 'готово' } })] })
    expect(JSON.stringify(exchanged)).not.toContain('Сёмина')
  })

  it('is erased by no word that could be a formula or a page', async () => {
    for (const word of ['', '=1+1', '<b>', 'x'.repeat(41)]) expect((await office.post('organizations/northschool/persons/person1/erase', { word })).status, word).toBe(400)
    expect(await find('сёмина')).toHaveLength(1)
  })
})
