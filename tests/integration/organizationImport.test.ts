import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import type { DistrictId, OfficerId } from '#core/directive'
import { type ImportRow, type PlannedRow, type ReadImport, planImport } from '#core/organizations'
import type { OrganizationRow } from '#core/report'
import { databaseFile } from '../../sync-server/openServer.ts'
import { slowHash, systemRandomBytes } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { day } from '../support/day.ts'
import { givePasswords, signIn, testPassword } from '../support/officeClient.ts'
import { createRandom } from '../support/random.ts'
import { type TestServer, createTestServer, fillTwoDistricts } from '../support/serverFactory.ts'
import { startServerProcess } from '../support/serverProcess.ts'

let server: TestServer | null = null
let folder: string | null = null
afterEach(async () => {
  await server?.close()
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
  server = folder = null
})

/** 500 lines of which every twelfth or so is wrong in one of five ways: 40 of them. */
function makeLines(): string[][] {
  return Array.from({ length: 500 }, (_, i) => {
    const wrong = i % 12 === 5 && i < 480 ? (i - 5) / 12 % 5 : null
    const name = wrong === 0 ? '' : `МБОУ СОШ № ${String(i + 1)}`
    const kind = wrong === 1 ? 'Лицей-интернат №' : i % 3 === 0 ? 'СОШ, детский сад' : 'Школа'
    const phone = wrong === 2 ? 'спросить в селе' : `8 (41135) 2-${String(10 + (i % 80))}-22`
    const head = wrong === 3 ? 'Оченьдлинноеимя '.repeat(10) : `Петрова ${String(i)} А.И.`
    return [String(i + 1), wrong === 4 ? '№ 77777' : '', name, kind, `с. Село ${String(i % 40)}`, phone, head]
  })
}

async function makeFile(lines: readonly (readonly string[])[]): Promise<Uint8Array> {
  const rows = [['Список организаций района на 01.09.2026'], [], ['№ п/п', 'Номер', 'Наименование', 'Тип', 'Населённый пункт', 'Телефон', 'Ф.И.О. руководителя'], ...lines]
  return writeXlsxFile(rows.map((cells) => cells.map((value) => ({ value })))).toBuffer()
}

const today = day('2026-11-22')
const count = (rows: readonly PlannedRow[], type: PlannedRow['type']): number => rows.filter((row) => row.type === type).length

describe('500 organizations from Excel, 40 of them wrong', () => {
  it('the good ones are in after confirmation, each wrong line is named with its reason, nothing is half done', async () => {
    server = await createTestServer()
    await givePasswords(server)
    const office = await signIn(server)
    const read = (await office.upload('organizations/import/read', await makeFile(makeLines()), 'список.xlsx')).json<ReadImport>()
    expect(read.rows).toHaveLength(500)
    const known = (await office.get('organizations')).json<readonly OrganizationRow[]>()
    const planned = planImport(read.rows, known, today)
    expect({ added: count(planned, 'added'), bad: count(planned, 'bad') }).toEqual({ added: 460, bad: 40 })
    const reasons = planned.flatMap((row) => (row.type === 'bad' ? [`${String(row.row)} ${row.problems.map(({ type }) => type).join()}`] : []))
    expect(reasons.slice(0, 5)).toEqual(['9 nameMissing', '21 kindUnknown', '33 phoneUnreadable', '45 tooLong', '57 numberUnknown'])
    expect((await office.get('organizations')).json<readonly OrganizationRow[]>()).toHaveLength(2)

    const good = planned.flatMap((row) => (row.type === 'added' ? [row.source] : []))
    const done = await office.post('organizations/import', { rows: good, added: 460, changed: 0 })
    expect(done.json()).toMatchObject({ added: 460, changed: 0 })
    const after = (await office.get('organizations')).json<readonly OrganizationRow[]>()
    expect(after).toHaveLength(462)
    expect(new Set(after.map(({ number }) => number)).size).toBe(462)
    expect(count(planImport(good, after, today), 'same')).toBe(460)
  })

  it('a hostile file is refused in words and changes nothing', async () => {
    server = await createTestServer()
    await givePasswords(server)
    const office = await signIn(server)
    const typeOf = async (bytes: Uint8Array): Promise<unknown> => (await office.upload('organizations/import/read', bytes)).json<{ error: { type: string } }>().error.type
    const long = Array.from({ length: 100_000 }, (_, i) => `Школа ${String(i)};СОШ`).join('\n')
    expect(await typeOf(new TextEncoder().encode(`Название;Вид\n${long}`))).toBe('ImportTooLong')
    expect(await typeOf(new TextEncoder().encode('просто текст\nбез таблицы'))).toBe('ImportNoHeadings')
    expect(await typeOf(new TextEncoder().encode('PK\u0003\u0004это не архив'))).toBe('DocumentBroken')
    expect(await typeOf(new Uint8Array(21 * 1024 * 1024))).toBe('DocumentTooLarge')
    expect((await office.get('organizations')).json<readonly OrganizationRow[]>()).toHaveLength(2)
  }, 120_000)
})

const kills = 5
const seed = 20261122

describe('a server killed in the midst of an import', () => {
  it(`holds all of the list or none of it, ${String(kills)} times`, async () => {
    const random = createRandom(seed)
    folder = mkdtempSync(join(tmpdir(), 'import-'))
    await prepare(folder)
    let broken = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const process = await startServerProcess(folder)
      const cookie = await signInTo(process.url)
      const before = await standing(process.url, cookie)
      const rows: ImportRow[] = Array.from({ length: 200 }, (_, i) => ({ row: i + 2, name: `Школа ${String(kill)}-${String(i)}`, kinds: 'СОШ' }))
      const answered = send(process.url, cookie, rows)
      await pause(random() * 250)
      await process.kill()
      const status = await answered
      const next = await startServerProcess(folder)
      const added = (await standing(next.url, await signInTo(next.url))) - before
      await next.kill()
      expect([0, 200], `seed ${String(seed)}, kill ${String(kill)}`).toContain(added)
      if (status === 200) expect(added).toBe(200)
      if (status === null) broken += 1
    }
    // A run in which every kill came too late would prove nothing.
    expect(broken).toBeGreaterThan(0)
  }, 300_000)
})

async function prepare(dataDir: string): Promise<void> {
  const store = await openSqliteStore(join(dataDir, databaseFile))
  await store.transaction((access) => fillTwoDistricts(access, Date.UTC(2026, 10, 22, 3)))
  const hash = await slowHash(testPassword, { cost: 16, blockSize: 1, parallelization: 1 }, systemRandomBytes)
  await store.forDistrict('north' as DistrictId).officers.changePassword('northofficer' as OfficerId, hash)
  await store.close()
}

async function signInTo(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/office/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ login: 'north', password: testPassword }) })
  if (!answer.ok) throw new Error(`${String(answer.status)} ${await answer.text()}`)
  return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
}

async function standing(url: string, cookie: string): Promise<number> {
  const answer = await fetch(`${url}/api/office/organizations`, { headers: { cookie } })
  return ((await answer.json()) as readonly unknown[]).length
}

/** The status, or null where the connection broke with the server. */
async function send(url: string, cookie: string, rows: readonly ImportRow[]): Promise<number | null> {
  try {
    const answer = await fetch(`${url}/api/office/organizations/import`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify({ rows, added: rows.length, changed: 0 }) })
    return answer.status
  } catch {
    return null
  }
}
