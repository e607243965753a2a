import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Directive, type OrganizationKind, daysBetween, isWorkingDay, calendarOf, defaultRuleSet } from '#core/directive'
import { valueOf } from '#core/sync'
import { loadDemonstration } from '../../sync-server/demonstration/loadDemonstration.ts'
import { passwordsPath, providePasswords } from '../../sync-server/demonstration/passwordFile.ts'
import { type DistrictSeed, readSeeds, seedProblemsText } from '../../sync-server/demonstration/readSeeds.ts'
import { welcomeText } from '../../sync-server/demonstration/welcome.ts'
import { isSlowHashOf, mintId, systemRandomBytes } from '../../sync-server/secrets.ts'
import type { DistrictRecord } from '../../sync-server/store/records.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { dateInZone } from '../../sync-server/zoneDate.ts'

const startMs = Date.UTC(2026, 10, 22, 3)
const systemDeps = { nowMs: () => startMs, newId: () => mintId(systemRandomBytes), randomBytes: systemRandomBytes }
const folder = mkdtempSync(join(tmpdir(), 'demonstration-'))

let seeds: readonly DistrictSeed[] = []
let store: Store
let passwordByLogin: ReadonlyMap<string, string> = new Map()

const load = (into: Store, which = seeds): Promise<boolean> =>
  loadDemonstration(into, which, { ...systemDeps, nowMs: startMs, version: '0.1.0', passwordByLogin })

beforeAll(async () => {
  const read = await readSeeds(fileURLToPath(new URL('../../seeds', import.meta.url)))
  if (!read.ok) throw new Error(seedProblemsText(read.error))
  seeds = read.value
  passwordByLogin = providePasswords(passwordsPath(folder), seeds.map(({ officerLogin }) => officerLogin), systemRandomBytes)
  store = await openSqliteStore(join(folder, 'porucheno.db'))
  expect(await load(store)).toBe(true)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function districtOf(key: string): Promise<DistrictRecord> {
  const district = (await store.listDistricts()).find((one) => one.key === key)
  if (district === undefined) throw new Error(`no district ${key}`)
  return district
}

/** How many points each organization of exactly this kind holds; all must hold the same. */
async function heldBy(key: string, kind: OrganizationKind): Promise<number[]> {
  const district = await districtOf(key)
  const organizations = (await store.forDistrict(district.id).organizations.list()).filter(({ kinds }) => kinds.length === 1 && kinds[0] === kind)
  const counts = await Promise.all(
    organizations.map(async ({ id }) => store.forOrganization(district.id, id).history.countPublicationsAfter(0)),
  )
  return [...new Set(counts)]
}

async function directivesOf(key: string): Promise<Directive[]> {
  return store.forDistrict((await districtOf(key)).id).documents.listDirectives()
}

describe('what the phones of the demonstration hold', () => {
  it.each([
    ['pyatigorsk', 8, 8, 4, 4, 5],
    ['lesosibirsk', 30, 24, 20, 0, 0],
    ['suntar', 11, 11, 11, 7, 0],
    ['bodaibo', 8, 5, 5, 2, 6],
  ] as const)('%s: general %i, preschool %i, supplementary %i, authority %i, methodological centre %i', async (key, ...expected) => {
    const kinds = ['general_school', 'preschool', 'supplementary', 'education_authority', 'methodological_center'] as const
    expect(await Promise.all(kinds.map((kind) => heldBy(key, kind)))).toEqual(expected.map((count) => [count]))
  })

  it('is four for the administration of Suntar', async () => {
    expect(await heldBy('suntar', 'administration')).toEqual([4])
  })

  it('begins with the profile in every history', async () => {
    for (const district of await store.listDistricts()) {
      for (const { id } of await store.forDistrict(district.id).organizations.list()) {
        const [first, ...rest] = await store.forOrganization(district.id, id).history.list({})
        expect(first && valueOf('profile', first)).toMatchObject({ district: { zone: district.zone, standingPeriodUnit: 'year' } })
        expect(rest.every(({ kind }) => kind === 'publication')).toBe(true)
      }
    }
  })
})

describe('the documents of the demonstration', () => {
  it('hold 92 points with 15 children, every id its own', async () => {
    const all = (await Promise.all(['pyatigorsk', 'lesosibirsk', 'suntar', 'bodaibo'].map(directivesOf))).flat()
    const ids = all.flatMap(({ id, children }) => [id, ...children.map((child) => child.id)])
    expect([all.length, ids.length - all.length, new Set(ids).size]).toEqual([92, 15, 107])
    expect(ids.every((id) => /^[a-z0-9]{10}$/.test(id))).toBe(true)
  })

  it('are addressed by the clerk where the text names nobody', async () => {
    const lesosibirsk = await directivesOf('lesosibirsk')
    expect(lesosibirsk.every(({ addressee }) => addressee.decidedBy === 'clerk' && !addressee.audience.includes('unaddressed'))).toBe(true)
    expect((await directivesOf('bodaibo')).filter(({ addressee }) => addressee.decidedBy === 'clerk').map(({ number }) => number)).toEqual(['1.1', '1.2'])
    expect((await directivesOf('suntar')).every(({ addressee }) => addressee.decidedBy === 'text')).toBe(true)
  })

  it('keep the printed dates by the rules and report standing points by the year', async () => {
    const bodaibo = await directivesOf('bodaibo')
    const dates = Object.fromEntries(bodaibo.map(({ number, computed }) => [number, computed.dueDate]))
    expect(dates).toMatchObject({ '2.2': '2022-01-25', '4.2': '2022-09-01', '3.2': '2022-12-30', '1.2': null })
    const standing = bodaibo.filter(({ deadline }) => deadline.kind === 'permanent')
    expect(standing.map(({ periodUnit, firstPeriodFrom }) => [periodUnit, firstPeriodFrom])).toEqual(Array.from({ length: 8 }, () => ['year', '2026-01-01']))
  })

  it('have report dates three to sixty days from the first start, on working days, and some have none', async () => {
    for (const key of ['pyatigorsk', 'lesosibirsk', 'suntar']) {
      const today = dateInZone(startMs, (await districtOf(key)).zone)
      const undated = (await directivesOf(key)).filter(({ computed }) => computed.dueDate === null)
      const days = undated.flatMap(({ reportDue }) => (reportDue === null ? [] : [reportDue]))
      expect(days.every((day) => isWorkingDay(day, calendarOf(defaultRuleSet)))).toBe(true)
      const counted = days.map((day) => daysBetween(today, day))
      expect([Math.min(...counted), Math.max(...counted) <= 60, Math.max(...counted) > 31]).toEqual([3, true, true])
      expect(undated.length - days.length).toBeGreaterThan(0)
    }
  })

  it('put an order’s points and dated ones on control', async () => {
    const controlOf = async (key: string): Promise<Record<string, number>> => {
      const district = await districtOf(key)
      const changes = await store.forDistrict(district.id).listChanges({ kinds: ['publication'] })
      const counts: Record<string, number> = {}
      for (const change of changes.filter(({ subject }) => subject.startsWith('d:'))) {
        const control = valueOf('publication', change)?.control ?? 'none'
        counts[control] = (counts[control] ?? 0) + 1
      }
      return counts
    }
    expect(Object.keys(await controlOf('lesosibirsk'))).toEqual(['onControl'])
    expect(Object.keys(await controlOf('suntar')).sort()).toEqual(['none', 'onControl'])
  })
})

describe('a start', () => {
  it('loads nothing twice, and nothing into a database with other data', async () => {
    const before = await store.forDistrict((await districtOf('suntar')).id).listChanges({})
    expect(await load(store)).toBe(true)
    expect(await store.forDistrict((await districtOf('suntar')).id).listChanges({})).toEqual(before)
    const other = await openSqliteStore(join(folder, 'other', 'porucheno.db'))
    const { id, ...district } = await districtOf('suntar')
    await other.forDistrict(id).insert({ id, ...district, key: 'real' })
    expect(await load(other)).toBe(false)
    expect((await other.listDistricts()).map(({ key }) => key)).toEqual(['real'])
    await other.close()
  })

  it('goes on with a load that was cut off', async () => {
    const cut = await openSqliteStore(join(folder, 'cut', 'porucheno.db'))
    const [first, second] = seeds
    if (first === undefined || second === undefined) throw new Error('no seeds')
    await expect(load(cut, [first, { ...second, resolutions: [{ ...second.resolutions[0], bytes: new Uint8Array([0xff, 0xd8, 0xff]) } as never] }])).rejects.toThrow('cannot be read')
    expect((await cut.listDistricts()).map(({ key }) => key)).toEqual([first.key])
    expect(await load(cut)).toBe(true)
    expect((await cut.listDistricts()).map(({ key }) => key)).toEqual(['bodaibo', 'lesosibirsk', 'pyatigorsk', 'suntar'])
    await cut.close()
  })

  it('shows each district’s documents, a fresh code with its QR and the office’s sign-in', async () => {
    const input = { store, publicUrl: 'http://localhost:8080', passwordByLogin, codeDeps: systemDeps }
    const [first, second] = [await welcomeText(input), await welcomeText(input)]
    expect(first).not.toBe(second)
    expect(first.match(/http:\/\/localhost:8080\/e#[\w-]{22}\n/g)).toHaveLength(4)
    expect(first.match(/или № \d{4}, код \d{3} \d{3} \d{3}\n/g)).toHaveLength(4)
    expect(first.match(/: пунктов \d+/g)).toEqual([': пунктов 16', ': пунктов 37', ': пунктов 10', ': пунктов 7', ': пунктов 22'])
    for (const [login, password] of passwordByLogin) expect(first).toContain(`вход ${login}  пароль ${password}`)
    expect(first).toContain('█▀▀▀▀▀▀▀█')
  })

  it('keeps the passwords it shows, readable by the owner alone, and the officers sign in with them', async () => {
    const path = passwordsPath(folder)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ passwordByLogin: Object.fromEntries(passwordByLogin) })
    expect(providePasswords(path, ['suntar'], systemRandomBytes)).toEqual(passwordByLogin)
    const officer = await store.findOfficerByLogin('suntar')
    expect(await isSlowHashOf(passwordByLogin.get('suntar') ?? '', officer?.passwordHash ?? '')).toBe(true)
  })
})
