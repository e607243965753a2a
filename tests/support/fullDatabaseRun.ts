import type { DatabaseSync } from 'node:sqlite'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { errorToCode } from '../../sync-server/http/errorAnswer.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { openSqliteFile, storeOver } from '../../sync-server/store/openSqliteStore.ts'
import { send } from './exchangeClient.ts'
import { type InjectedPhone, enrolInjectedPhone } from './injectedPhone.ts'
import { type OfficeClient, givePasswords, signIn } from './officeClient.ts'
import { createRandom } from './random.ts'
import { makeDeviceRecord } from './recordFactory.ts'
import { type TestServer, createTestServer, mintToken, publishTestDocument } from './serverFactory.ts'

/** What a run of full databases showed. */
export interface FullReport {
  readonly levels: number
  /** Changes written, and answers 507 that held them back for a while. */
  readonly changes: number
  readonly refusals: number
  /** What must not be: a false «Передано», a read that failed, another code, something lost, or no recovery. */
  readonly violations: readonly string[]
}

/** Most exchanges of one level: the greatest level is full long before. */
const maxRounds = 60
const points = 20
const newPhonesPerLevel = 60
const north = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }

interface World {
  readonly server: TestServer
  readonly file: DatabaseSync
  readonly writer: InjectedPhone
  readonly reader: InjectedPhone
  readonly office: OfficeClient
  readonly random: () => number
  readonly violations: string[]
  changes: number
  refusals: number
}

/** Fills a real server's database again and again, with room for 0, 1, 2 … pages more, and makes room without a restart. */
export async function runFullDatabase(levels: readonly number[], seed: number): Promise<FullReport> {
  const world = await prepare(createRandom(seed))
  try {
    for (const level of levels) await fillAndRecover(world, level)
    const integrity = await world.server.store.checkIntegrity()
    if (integrity !== 'ok') world.violations.push(`integrity: ${integrity}`)
  } finally {
    await world.server.close()
  }
  const { changes, refusals, violations } = world
  return { levels: levels.length, changes, refusals, violations }
}

async function prepare(random: () => number): Promise<World> {
  const opened: DatabaseSync[] = []
  const openStore = (path: string): ReturnType<typeof storeOver> => {
    const file = openSqliteFile(path)
    opened.push(file)
    return storeOver(file)
  }
  const server = await createTestServer({ openStore })
  const [file] = opened
  if (file === undefined) throw new Error('The database was not opened here.')
  file.exec('CREATE TABLE rest (bytes BLOB)')
  await givePasswords(server)
  await server.store.transaction((access) => publishTestDocument(access, 'north', points, server.clock.nowMs, 'full'))
  const writer = await enrolInjectedPhone(server.app, await mintLink(server), server.deps.nowMs)
  const reader = await enrolInjectedPhone(server.app, await mintLink(server), server.deps.nowMs)
  await writer.sync()
  return { server, file, writer, reader, office: await signIn(server), random, violations: [], changes: 0, refusals: 0 }
}

async function mintLink(server: TestServer): Promise<string> {
  return (await createLink(server.store, north, server.deps))?.secret ?? ''
}

/** Phones that never called yet: the first contact makes their rows longer. */
async function addPhones({ store, deps }: TestServer, level: number): Promise<{ readonly token: string }[]> {
  const phones = Array.from({ length: newPhonesPerLevel }, (_, i) => ({ token: mintToken(), id: `new-${String(level)}-${String(i)}` }))
  await store.transaction(async (access) => {
    const { devices } = access.forOrganization(north.districtId, north.organizationId)
    for (const { id, token } of phones) await devices.insert({ ...makeDeviceRecord(north.districtId, north.organizationId, id, fastHash(token)), enrolledMs: deps.nowMs() })
  })
  return phones
}

async function fillAndRecover(world: World, level: number): Promise<void> {
  const { server, file, writer, violations } = world
  const complain = (what: string): void => { violations.push(`level ${String(level)}: ${what}`) }
  const secret = await mintLink(server)
  const newPhones = await addPhones(server, level)
  // Past the pause within which a session's last use is not written.
  server.clock.nowMs += 120_000
  limitPages(file, pageCount(file) + level)
  if (!(await writeUntilFull(world, complain))) complain('was never full')
  fillRest(file)
  await findFalselySent(world, complain)
  await readAll(world, complain)
  const answers = await Promise.all(newPhones.map((phone) => send(server, phone, { appVersion: '1'.repeat(40) })))
  for (const { statusCode } of answers) if (statusCode !== 200) complain(`a new phone could not read: ${String(statusCode)}`)
  const token = mintToken()
  const isEnrolled = await writeElsewhere(world, { secret, token }, complain)
  limitPages(file, 2 ** 31)
  if (!isEnrolled && (await enrol(server, secret, token)).statusCode !== 200) complain('a phone was not enrolled once there was room')
  const { organizations } = await writer.sync()
  if (organizations.some(({ type }) => type !== 'done')) complain(`no recovery: ${JSON.stringify(organizations)}`)
  await findFalselySent(world, complain)
  const unsent = await writer.deps.db.changes.filter(({ transfer }) => transfer !== 'sent').count()
  if (unsent > 0) complain(`${String(unsent)} changes still unsent once there was room`)
}

function pageCount(file: DatabaseSync): number {
  return Number(Object.values(file.prepare('PRAGMA page_count').get() ?? {})[0])
}

function limitPages(file: DatabaseSync, pages: number): void {
  file.exec(`PRAGMA max_page_count = ${String(pages)}`)
}

/** Takes the room that was too little for the refused request, and is not given back: reads must do without any. */
function fillRest(file: DatabaseSync): void {
  const insert = file.prepare('INSERT INTO rest VALUES (zeroblob(200))')
  try {
    for (;;) insert.run()
  } catch (cause) {
    if (errorToCode(cause) !== 'StorageFull') throw cause
  }
}

/** Writes notes of all lengths and exchanges until the server has no room; false when it always had. */
async function writeUntilFull(world: World, complain: (what: string) => void): Promise<boolean> {
  for (let round = 0; round < maxRounds; round += 1) {
    await writeNotes(world, 1 + Math.floor(world.random() * 12))
    const failure = (await world.writer.sync()).organizations[0]?.failure ?? null
    if (failure === null) continue
    world.refusals += 1
    const isClear = failure.type === 'Refused' && failure.code === 'StorageFull' && (failure.retryAfterSeconds ?? 0) > 0
    if (!isClear) complain(`another answer: ${JSON.stringify(failure)}`)
    return true
  }
  return false
}

async function writeNotes(world: World, count: number): Promise<void> {
  const { server, writer, random } = world
  for (let i = 0; i < count; i += 1) {
    server.clock.nowMs += 1000
    const subject = `d:northpfull${String(1 + Math.floor(random() * points))}` as SubjectKey
    const text = 'ж'.repeat(10 + Math.floor(random() * 3000))
    const written = await recordChange(writer.deps, { ...north, subject, kind: 'progressNote', value: { text }, subjectVersion: 1 })
    if (!written.ok) throw new Error(`not recorded: ${written.error.type}`)
  }
  world.changes += count
}

/** What the phone shows as sent stands in the history under that very receipt, once. */
async function findFalselySent({ server, writer }: World, complain: (what: string) => void): Promise<void> {
  const standing = await server.store.forOrganization(north.districtId, north.organizationId).history.list({})
  const sequenceById = new Map(standing.map(({ id, sequence }) => [id, sequence]))
  const sent = await writer.deps.db.changes.filter(({ transfer }) => transfer === 'sent').toArray()
  const wrong = sent.filter(({ id, sequence }) => sequenceById.get(id) !== sequence)
  if (wrong.length > 0) complain(`${String(wrong.length)} changes are shown as sent and are not`)
  if (standing.some(({ sequence }, i) => sequence !== i + 1)) complain('a gap in the receipts')
}

async function readAll({ server, reader, office }: World, complain: (what: string) => void): Promise<void> {
  const { organizations } = await reader.sync()
  const { length } = await server.store.forOrganization(north.districtId, north.organizationId).history.list({})
  const held = await reader.deps.db.changes.count()
  if (organizations.some(({ type }) => type !== 'done')) complain(`a phone could not read: ${JSON.stringify(organizations)}`)
  if (held < length) complain(`a phone read ${String(held)} of ${String(length)}`)
  const pages = ['documents', 'organizations', `organizations/${north.organizationId}`, 'documents/northdocfull/matrix', '/api/health']
  for (const page of pages) {
    const { status } = await office.get(page)
    if (status !== 200) complain(`the office could not read ${page}: ${String(status)}`)
  }
}

/** What else writes either fits or is refused clearly; whether the phone was enrolled. */
async function writeElsewhere({ server, office, random }: World, proof: { secret: string; token: string }, complain: (what: string) => void): Promise<boolean> {
  const subject = `d:northpfull${String(1 + Math.floor(random() * points))}`
  const decided = await office.post(`organizations/${north.organizationId}/assignments/${subject}/control`, { state: 'returned', reason: 'ж'.repeat(2000) })
  if (![200, 409].includes(decided.status) && !isFull(decided.status, decided.headers)) complain(`a decision was answered ${String(decided.status)}`)
  const enrolled = await enrol(server, proof.secret, proof.token)
  if (enrolled.statusCode !== 200 && !isFull(enrolled.statusCode, enrolled.headers)) complain(`an enrolment was answered ${String(enrolled.statusCode)}`)
  return enrolled.statusCode === 200
}

function isFull(status: number, headers: Readonly<Record<string, unknown>>): boolean {
  return status === 507 && Number(headers['retry-after']) > 0
}

function enrol({ app }: TestServer, secret: string, token: string) {
  return app.inject({ method: 'POST', url: '/api/enrol', payload: { secret, token, deviceLabel: 'Android, Chrome 138' } })
}
