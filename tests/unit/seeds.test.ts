import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationKind } from '#core/directive'
import { readSeeds, seedProblemsText, type DistrictSeed, type OrganizationSeed } from '../../sync-server/demonstration/readSeeds.ts'

const seedsFolder = fileURLToPath(new URL('../../seeds', import.meta.url))

/** Written down when the documents were received. */
const sha256ByDocument: Readonly<Record<string, string>> = {
  '000_3d51f3abbaf24112.txt': '2c402482b67f1e6979c450ecf2ee866086697d5209c1cbd01d00d6ea385fded7',
  '001_9c11aa4eb20e3368.txt': '897964d2377172b9d031077735dccc3be01ef5efb246303de532638b1d662c22',
  '002_501e272872e5d935.txt': '6e3a543b25640d726770bc91d1a8a71682f072a2934fb12cf73df0423dbe5fe8',
  '003_95063dc3a40e4d74.txt': 'b3c020f521a11c87653a84dbcf719ef235b04e2cca59fb62d2c23ab64052c4d1',
  '004_9e7289d35b377acd.txt': '2d9b7b6721858d5c4b3ecf8dce9c908e479779d66b712d0605961324b5408359',
}

describe('the seeds of the four districts', () => {
  let districts: readonly DistrictSeed[] = []

  beforeAll(async () => {
    const read = await readSeeds(seedsFolder)
    if (!read.ok) throw new Error(seedProblemsText(read.error))
    districts = read.value
  })

  it('are all valid, each with its documents and its zone', () => {
    expect(districts.map(({ key, zone, resolutions }) => [key, zone, resolutions.map(({ file }) => file.slice(0, 3))])).toEqual([
      ['bodaibo', 'Asia/Irkutsk', ['004']],
      ['lesosibirsk', 'Asia/Krasnoyarsk', ['002']],
      ['pyatigorsk', 'Europe/Moscow', ['000', '001']],
      ['suntar', 'Asia/Yakutsk', ['003']],
    ])
  })

  it('hold the five documents byte for byte as received', () => {
    const received = districts.flatMap(({ resolutions }) => resolutions)
    expect(Object.fromEntries(received.map(({ file, bytes }) => [file, createHash('sha256').update(bytes).digest('hex')]))).toEqual(sha256ByDocument)
  })

  it('have zones that the calendar knows, each with its own day', () => {
    const newYearInYakutsk = new Date('2021-12-31T15:00:00Z')
    const dayByKey = Object.fromEntries(
      districts.map(({ key, zone }) => [key, new Intl.DateTimeFormat('sv', { timeZone: zone }).format(newYearInYakutsk)]),
    )
    expect(dayByKey).toEqual({ bodaibo: '2021-12-31', lesosibirsk: '2021-12-31', pyatigorsk: '2021-12-31', suntar: '2022-01-01' })
  })

  it('give every district enough organizations of each kind and one of two kinds', () => {
    for (const district of districts) {
      expect(countPlain(district, 'general_school'), district.key).toBeGreaterThanOrEqual(8)
      expect(countPlain(district, 'preschool'), district.key).toBeGreaterThanOrEqual(5)
      expect(countPlain(district, 'supplementary'), district.key).toBeGreaterThanOrEqual(2)
      expect(countPlain(district, 'education_authority'), district.key).toBe(1)
      expect(countPlain(district, 'methodological_center'), district.key).toBe(1)
      expect(countPlain(district, 'administration'), district.key).toBe(district.key === 'suntar' ? 1 : 0)
      expect(district.organizations.filter(({ kinds }) => kinds.length > 1).map(({ kinds }) => [...kinds].sort())).toEqual([['general_school', 'preschool']])
    }
  })

  it('number the organizations uniquely over all districts', () => {
    const numbers = districts.flatMap(({ organizations }) => organizations.map(({ number }) => number))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('hold exactly the institutions the texts name, and mark all others as demonstration', () => {
    const namedByKey = Object.fromEntries(districts.map(({ key, organizations }) => [key, organizations.filter((entry) => !entry.demonstration).map(({ name }) => name)]))
    expect(namedByKey).toEqual({
      bodaibo: ['Управление образования', 'МКУ «Ресурсный центр г. Бодайбо и района»'],
      lesosibirsk: ['Управление образования города Лесосибирска'],
      pyatigorsk: [
        'МУ «Управление образования администрации города Пятигорска»',
        'МКУ «Информационно-методический центр работников образования»',
        ...[5, 6, 12, 19, 31].map((number) => `МБОУ СОШ № ${String(number)}`),
        'МБДОУ детский сад № 46 «Мишутка»',
      ],
      suntar: ['МКУ «Муниципальный орган управления образования»', 'Администрация МР «Сунтарский улус (район)»'],
    })
  })

  it('give nobody a telephone of a living subscriber', () => {
    for (const { office, clerk, organizations } of districts) {
      for (const { phone } of [office, clerk, ...organizations]) expect(phone).toMatch(/^8 \d{4,5} 00?-0\d-\d\d$/)
    }
  })
})

describe('reading seeds that are wrong', () => {
  let folder = ''

  afterEach(async () => { await rm(folder, { recursive: true, force: true }) })

  it('names every wrong value of every file at once', async () => {
    folder = await copySeeds()
    await edit('suntar', (text) => text.replace('"Asia/Yakutsk"', '"Asia/Suntar"').replace('"3011"', '"30 11"').replace('"administration"', '"mairie"'))
    await edit('bodaibo', (text) => text.replace('"officerLogin"', '"officerlogin"').replace('[3, 60]', '[60, 3]').replace('"key": "bodaibo"', '"key": "Бодайбо"'))
    const problems = await problemsOf()
    expect(problems).toContain('districts/suntar.json zone: must be an IANA time zone, e.g. "Asia/Yakutsk"')
    expect(problems).toContain('districts/suntar.json organizations.3.number: must be four digits')
    expect(problems).toMatch(/districts\/suntar\.json organizations\.2\.kinds\.0: must be one of general_school/)
    expect(problems).toMatch(/districts\/bodaibo\.json officerlogin: /)
    expect(problems).toMatch(/districts\/bodaibo\.json officerLogin: /)
    expect(problems).toContain('districts/bodaibo.json resolutions.0.reportDueDays: must not end before it begins')
    expect(problems).toContain('districts/bodaibo.json key: must be small Latin letters')
  })

  it('refuses a number, a sign-in or a document that two districts claim', async () => {
    folder = await copySeeds()
    await edit('suntar', (text) => text.replace('"3011"', '"4011"').replace('"officerLogin": "suntar"', '"officerLogin": "bodaibo"').replace('003_95063dc3a40e4d74', '004_9e7289d35b377acd'))
    expect((await problemsOf()).split('\n')).toEqual([
      'districts/suntar.json officerLogin: sign-in "bodaibo" is already taken by districts/bodaibo.json officerLogin',
      'districts/suntar.json resolutions.0.file: document "004_9e7289d35b377acd.txt" is already taken by districts/bodaibo.json resolutions.0.file',
      'districts/suntar.json organizations.3.number: number "4011" is already taken by districts/bodaibo.json organizations.2.number',
    ])
  })

  it('refuses a document that is missing, empty or outside its folder', async () => {
    folder = await copySeeds()
    await rm(join(folder, 'resolutions', '002_501e272872e5d935.txt'))
    await writeFile(join(folder, 'resolutions', '003_95063dc3a40e4d74.txt'), '')
    await edit('bodaibo', (text) => text.replace('"004_', '"../004_'))
    const problems = await problemsOf()
    expect(problems).toContain('districts/lesosibirsk.json resolutions.0.file: resolutions/002_501e272872e5d935.txt cannot be read: ENOENT')
    expect(problems).toContain('districts/suntar.json resolutions.0.file: resolutions/003_95063dc3a40e4d74.txt is empty')
    expect(problems).toContain('districts/bodaibo.json resolutions.0.file: must be a bare name')
  })

  it('refuses a successor that is no other organization of the district', async () => {
    folder = await copySeeds()
    await edit('suntar', (text) => text.replace('"successorNumber": null', '"successorNumber": "1011"'))
    expect(await problemsOf()).toBe('districts/suntar.json: organization 3001: successor 1011 must be another organization of the district')
  })

  it('refuses a file that is no JSON, a file under another name and a folder without districts', async () => {
    folder = await copySeeds()
    await edit('suntar', () => '{ "key": ')
    await cp(join(folder, 'districts', 'bodaibo.json'), join(folder, 'districts', 'irkutsk.json'))
    const problems = await problemsOf()
    expect(problems).toMatch(/districts\/suntar\.json: is not JSON: /)
    expect(problems).toContain('districts/irkutsk.json key: must equal the file\'s name, "irkutsk"')
    await rm(join(folder, 'districts'), { recursive: true })
    expect(await problemsOf()).toMatch(/^districts: cannot be read: ENOENT/)
  })

  async function copySeeds(): Promise<string> {
    const copy = await mkdtemp(join(tmpdir(), 'seeds-'))
    await cp(seedsFolder, copy, { recursive: true })
    return copy
  }

  async function edit(key: string, change: (text: string) => string): Promise<void> {
    const path = join(folder, 'districts', `${key}.json`)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }

  async function problemsOf(): Promise<string> {
    const read = await readSeeds(folder)
    if (read.ok) throw new Error('the seeds were taken as valid')
    expect(read.error.type).toBe('SeedsInvalid')
    return seedProblemsText(read.error)
  }
})

function countPlain(district: DistrictSeed, kind: OrganizationKind): number {
  const isPlain = ({ kinds }: OrganizationSeed): boolean => kinds.length === 1 && kinds[0] === kind
  return district.organizations.filter(isPlain).length
}
