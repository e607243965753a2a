import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import type { DraftView } from '#core/draft'
import { type JournalRow, type JournalView, readPeopleAnswer } from '#core/report'
import { inJournal, withJournal } from '../../sync-server/office/journal.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient

beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
})
afterEach(async () => { await server.close() })

async function read(query = '', who: OfficeClient = office): Promise<JournalView> {
  const view = readPeopleAnswer.journal((await who.get(`journal${query}`)).json())
  if (view === null) throw new Error('unreadable')
  return view
}
const actions = (view: JournalView): readonly string[] => view.rows.map(({ action }) => action)
const control = { state: 'released', reason: 'проверено' }
const path = 'organizations/northschool/assignments/d:northp1/control'

describe('the journal', () => {
  it('has a row of every change that succeeded: who, when, by what right, what', async () => {
    expect((await office.post(path, control)).status).toBe(200)
    const [row] = (await read()).rows
    expect(row).toEqual({
      number: 2, atMs: server.clock.nowMs, officerId: 'northofficer' as OfficerId, name: 'Иванова Т.П.', access: 'decide',
      action: 'POST /organizations/:organizationId/assignments/:subject/control', ids: { organizationId: 'northschool', subject: 'd:northp1' }, about: ['Школа 1001', 'd:northp1'],
    } satisfies JournalRow)
  })

  it('has none of what was refused, read or asked of another district', async () => {
    await office.post(path, { state: 'returned' })
    expect((await office.post(path, {})).status).toBe(400)
    await office.post('organizations/southschool/codes')
    await office.get('documents')
    expect(actions(await read())).toEqual(['signIn'])
  })

  it('is written with the change: where the row cannot be, the change is not', async () => {
    const failing = withJournal({ ...server.store, transaction: (work) => server.store.transaction((access) => work({
      ...access, forDistrict: (id) => ({ ...access.forDistrict(id), journal: { ...access.forDistrict(id).journal, append: () => Promise.reject(new Error('no room for the row')) } }),
    })) })
    const entry = { districtId: 'north' as DistrictId, atMs: 1, officerId: 'northofficer' as OfficerId, access: 'administer', action: 'POST /people/:officerId/deactivate', ids: {} } as const
    const close = () => failing.transaction((access) => access.forDistrict(entry.districtId).officers.people.setDeactivated(entry.officerId, 1))
    await expect(inJournal(failing, entry, close, () => true)).rejects.toThrow('no room for the row')
    expect((await office.get('me')).status).toBe(200)
  })

  it('notes comings in and wrong passwords, never a word that was typed', async () => {
    await office.post('sign-in', { login: 'north', password: 'чужой пароль' })
    await office.post('sign-in', { login: 'nobody', password: 'чужой пароль' })
    const view = await read()
    expect(actions(view)).toEqual(['signInFailed', 'signIn'])
    expect(JSON.stringify(view)).not.toContain('чужой')
  })

  it('lets one row speak for a draft that saves itself', async () => {
    const draft = (await office.post('drafts/pasted', { text: 'ПРИКАЗЫВАЮ:\n1. Директорам школ провести опрос.' })).json<DraftView>()
    for (let revision = 1; revision <= 5; revision += 1) expect((await office.post(`drafts/${draft.id}`, { revision, body: draft.body })).status).toBe(200)
    expect(actions(await read())).toEqual(['POST /drafts/:draftId', 'POST /drafts/pasted', 'signIn'])
    server.clock.nowMs += 11 * 60_000
    await office.post(`drafts/${draft.id}`, { revision: 6, body: draft.body })
    expect(actions(await read()).filter((action) => action === 'POST /drafts/:draftId')).toHaveLength(2)
  })

  it('is one district’s own', async () => {
    const south = await signIn(server, 'south')
    await office.post(path, control)
    expect(actions(await read('', south))).toEqual(['signIn'])
  })

  it('is read by page, person, day, kind and word', async () => {
    for (let i = 0; i < 60; i += 1) await office.post('organizations/northschool/codes')
    const first = await read()
    expect([first.rows.length, first.total]).toEqual([50, 61])
    const second = await read(`?before=${String(first.next)}`)
    expect([second.rows.length, second.next]).toEqual([11, null])
    expect((await read('?all=1')).rows).toHaveLength(61)
    expect(actions(await read('?actions=signIn'))).toEqual(['signIn'])
    expect((await read('?text=northschool')).total).toBe(60)
    expect((await read('?officer=southofficer')).total).toBe(0)
    expect((await read('?from=2026-11-22&to=2026-11-22')).total).toBe(61)
    expect((await read('?from=2026-11-23')).total).toBe(0)
    expect((await read('?to=2026-11-21')).total).toBe(0)
    expect((await office.get('journal?from=yesterday')).status).toBe(400)
  })

  it('has no way to lose a row: the store can add and read', () => {
    expect(Object.keys(server.store.forDistrict('north' as DistrictId).journal).sort()).toEqual(['append', 'count', 'lastOf', 'list'])
  })
})
