import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SetupProgress, SettingsView, SummaryPage } from '#core/report'
import { createApp } from '../../sync-server/app.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

const wish = {
  code: '482 917 305', district: 'Сунтарский улус', region: 'Якутия', zone: 'Asia/Yakutsk', office: 'Управление образования', phone: '8 41135 0-00-23',
  name: 'Иванова Т.П.', post: 'специалист', login: 'Иванова', password: 'берёза над рекой 7',
}
let folder = ''
let store: Store
let app: FastifyInstance
let other: TestServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'empty-'))
  store = await openSqliteStore(join(folder, 'porucheno.db'))
  other = await createTestServer()
  app = await createApp({ ...other.deps, store, setupCode: '482917305', places: { dataDir: folder, backupDir: join(folder, 'backups') } })
})
afterEach(async () => {
  await app.close()
  await store.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})

const send = (url: string, payload?: object, cookie = '') => app.inject({ method: payload === undefined ? 'GET' : 'POST', url: `/api/office/${url}`, headers: { origin: 'http://localhost:8080', cookie }, ...(payload === undefined ? {} : { payload }) })
const typeOf = (answer: { json<T>(): T }) => answer.json<{ readonly error?: { readonly type: string } }>().error?.type

describe('an empty server', () => {
  it('becomes an office for who has the code, once', async () => {
    expect((await send('setup')).json()).toEqual({ isNeeded: true })
    expect(typeOf(await send('setup', { ...wish, code: '000000000' }))).toBe('SetupCodeWrong')
    expect(typeOf(await send('setup', { ...wish, password: 'иванова иванова' }))).toBe('PasswordWeak')
    expect((await send('setup', { ...wish, zone: 'Mars/Base' })).statusCode).toBe(400)
    expect(await store.listDistricts()).toEqual([])
    const answer = await send('setup', wish)
    expect(answer.json()).toMatchObject({ rights: ['read', 'decide', 'write', 'administer'], district: { zone: 'Asia/Yakutsk' } })
    expect((await send('setup')).json()).toEqual({ isNeeded: false })
    expect(typeOf(await send('setup', wish))).toBe('SetupDone')
    const cookie = String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
    expect((await send('setup/progress', undefined, cookie)).json<SetupProgress>()).toEqual({ people: 1, organizations: 0, documents: 0, letters: 0, isDismissed: false })
    await send('setup/dismiss', {}, cookie)
    expect((await send('setup/progress', undefined, cookie)).json<SetupProgress>().isDismissed).toBe(true)
    expect((await send('journal', undefined, cookie)).json<{ rows: readonly { action: string }[] }>().rows.map(({ action }) => action)).toEqual(['POST /setup/dismiss', 'setup'])
  })

  it('cannot be taken by trying codes', async () => {
    for (let i = 0; i < 10; i += 1) expect(typeOf(await send('setup', { ...wish, code: `00000000${String(i)}` }))).toBe('SetupCodeWrong')
    expect(typeOf(await send('setup', wish))).toBe('TooManyAttempts')
  })

  it('is told apart from one that has an office or no code', async () => {
    const asked = await other.app.inject({ method: 'GET', url: '/api/office/setup' })
    expect(asked.json()).toEqual({ isNeeded: false })
  })

  it('is looked at by the doctor', async () => {
    const cookie = String((await send('setup', wish)).headers['set-cookie']).split(';', 1)[0] ?? ''
    const { checks } = (await send(`doctor?origin=${encodeURIComponent('https://other.example')}&clock=${String(other.clock.nowMs + 7_200_000)}`, undefined, cookie)).json<{ checks: readonly { check: string; state: string; found: string }[] }>()
    expect(checks.map(({ check, state, found }) => `${check} ${state} ${found}`)).toEqual([
      'address bad other', 'clock bad out', expect.stringMatching(/^disk /), 'database ok fine', 'backup attention none', 'backupPlace attention same', expect.stringMatching(/^worker /), 'phones ok none',
    ])
  })
})

describe('the settings of a district', () => {
  let office: OfficeClient
  beforeEach(async () => {
    await givePasswords(other)
    office = await signIn(other)
  })
  const read = async (): Promise<SettingsView> => (await office.get('settings')).json<SettingsView>()

  it('are changed whole, told to every organization, and stand in the journal', async () => {
    const next = { ...(await read()), clerk: { name: 'Сидорова В.В.', post: 'методист', phone: '8 900' }, ruleSet: { immediateDays: 5 }, phrases: ['Приложите приказ'] }
    expect((await office.post('settings', next)).json()).toEqual({ organizations: 2 })
    expect(await read()).toEqual(next)
    const profiles = await other.store.forDistrict('north' as never).listChanges({ kinds: ['profile'] })
    expect(profiles.filter(({ value }) => JSON.stringify(value['clerk']).includes('Сидорова'))).toHaveLength(2)
    expect(profiles.at(-1)?.value['district']).toMatchObject({ phrases: ['Приложите приказ'] })
    expect((await office.get('me')).json()).toMatchObject({ district: { phone: '8 900' } })
  })

  it('name the field that is wrong and change nothing', async () => {
    const good = await read()
    for (const [bad, field] of [[{ zone: 'Mars/Base' }, 'zone'], [{ clerk: { ...good.clerk, phone: '' } }, 'clerk.phone'], [{ ruleSet: { immediateDays: -1 } }, 'ruleSet'], [{ ruleSet: { misspelt: 1 } }, 'ruleSet'], [{ name: '' }, 'name']] as const) {
      expect((await office.post('settings', { ...good, ...bad })).json(), field).toEqual({ error: { type: 'SettingsInvalid', field } })
    }
    expect(await read()).toEqual(good)
  })

  it('stand above and below every report', async () => {
    const headOf = async (): Promise<unknown> => (await office.get('reports/marks')).json<SummaryPage>().head
    const before = await read()
    expect(await headOf()).toMatchObject({ letterhead: before.letterhead, signer: null })
    await office.post('settings', { ...before, letterhead: ['Администрация', 'Управление образования'], head: { post: 'начальник', name: 'А.А. Петров' } })
    expect(await headOf()).toMatchObject({ letterhead: ['Администрация', 'Управление образования'], signer: { post: 'начальник', name: 'А.А. Петров' } })
  })

  it('never move a date that is published', async () => {
    const before = await other.store.forDistrict('north' as never).documents.listDirectives()
    await office.post('settings', { ...(await read()), ruleSet: { moveNonWorking: false, promptlyDays: 20 } })
    expect(await other.store.forDistrict('north' as never).documents.listDirectives()).toEqual(before)
  })
})
