import { brotliDecompressSync, gzipSync } from 'node:zlib'
import type { DeviceId, DistrictId, OrganizationId, PersonId } from '#core/directive'
import { type Change, type SubjectKey, changeIdOf, schemaVersion } from '#core/sync'
import { appendChanges } from '../../sync-server/history/history.ts'
import type { WireBodies } from './injectedPhone.ts'
import { LightPhone } from './lightPhone.ts'
import { createRandom, pickFrom } from './random.ts'
import { readSeedDirectives } from './seedDirectives.ts'
import { type TestServer, enrolTestPhone, publishTestDocument } from './serverFactory.ts'

const north = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }
const documents = 40
const pointsPerDocument = 20
/** About 400 and 80 bytes of UTF-8. */
const wordsOfPoint = 28
const wordsOfNote = 6
const fiveYearsMs = 5 * 365 * 86_400_000
/** Above it a phone compresses what it sends (`httpTransport.ts`). */
const gzipFromBytes = 300

interface LongLivedPhone {
  readonly phone: LightPhone
  readonly token: string
}

async function enrolLightPhone(server: TestServer): Promise<LongLivedPhone> {
  const { token, ...identity } = await enrolTestPhone(server, north.organizationId)
  return { phone: new LightPhone(identity), token }
}

/** What many exchanges of one phone with one note each showed: bodies (bytes), and the server's time per exchange (CPU ms) by hundreds. */
export interface LongLifeReport {
  readonly first: WireBodies
  readonly last: WireBodies
  readonly cpuMsByHundred: readonly number[]
  readonly contradictions: readonly string[]
}

/** One phone writes and exchanges so often; before the first and the last time another phone of the school wrote too. */
export async function runLongLife(server: TestServer, exchanges: number): Promise<LongLifeReport> {
  const [one, other] = [await enrolLightPhone(server), await enrolLightPhone(server)]
  for (const each of [one, other]) await exchangeMeasured(server, each)
  const bodies: WireBodies[] = []
  const cpuMsByHundred: number[] = []
  let before = process.cpuUsage()
  for (let n = 1; n <= exchanges; n += 1) {
    server.clock.nowMs += 60_000
    if (n === 1 || n === exchanges) await writeNote(server, other, n)
    bodies.push(await writeNote(server, one, n))
    if (n % 100 > 0) continue
    const { user, system } = process.cpuUsage(before)
    cpuMsByHundred.push((user + system) / 1000 / 100)
    before = process.cpuUsage()
  }
  const [first, last] = [bodies[0], bodies.at(-1)]
  if (first === undefined || last === undefined) throw new Error('No exchange.')
  return { first, last, cpuMsByHundred, contradictions: one.phone.contradictions }
}

async function writeNote(server: TestServer, writer: LongLivedPhone, n: number): Promise<WireBodies> {
  const subject = 'd:northp1' as SubjectKey
  writer.phone.record(subject, 'progressNote', { text: `Проведён педсовет, протокол № ${String(1000 + n)}` }, server.clock.nowMs)
  let exchanged = await exchangeMeasured(server, writer)
  while (exchanged.more) exchanged = await exchangeMeasured(server, writer)
  return exchanged
}

/** A new phone reads the whole history; what each answer weighed (bytes as sent). */
export async function readWhole(server: TestServer): Promise<{ readonly phone: LightPhone; readonly pages: readonly number[] }> {
  const newcomer = await enrolLightPhone(server)
  const pages: number[] = []
  for (let more = true; more;) {
    const page = await exchangeMeasured(server, newcomer)
    pages.push(page.down)
    more = page.more
  }
  return { phone: newcomer.phone, pages }
}

/** One exchange, with its bodies measured as a phone would send and get them (bytes). */
async function exchangeMeasured({ app, clock }: TestServer, { phone, token }: LongLivedPhone): Promise<WireBodies & { readonly more: boolean }> {
  const plain = Buffer.from(phone.plan(clock.nowMs))
  const isLarge = plain.length > gzipFromBytes
  const payload = isLarge ? gzipSync(plain) : plain
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-encoding': 'gzip, br', ...(isLarge ? { 'content-encoding': 'gzip' } : {}) }
  const { rawPayload, ...answered } = await app.inject({ method: 'POST', url: '/api/exchange', headers, payload })
  const text = (answered.headers['content-encoding'] === 'br' ? brotliDecompressSync(rawPayload) : rawPayload).toString()
  const answer = phone.take(JSON.parse(text))
  if (answer === null) throw new Error(`${String(answered.statusCode)} ${text.slice(0, 200)}`)
  return { up: payload.length, down: rawPayload.length, more: answer.more }
}

/** Five years of a busy school: 800 points of 40 documents, and marks and notes up to so many changes, no two texts alike. */
export async function fillFiveYears({ store, clock }: TestServer, changes: number, seed: number): Promise<void> {
  const { directives } = readSeedDirectives(92, () => 'unused')
  const words = directives.flatMap(({ text }) => text.split(' '))
  const random = createRandom(seed)
  const makeText = (count: number): string => Array.from({ length: count }, () => pickFrom(words, random)).join(' ')
  for (let i = 0; i < documents; i += 1) {
    await store.transaction((access) => publishTestDocument(access, north.districtId, pointsPerDocument, clock.nowMs, `y${String(i)}x`, () => makeText(wordsOfPoint)))
  }
  await store.transaction(async (access) => {
    const organization = access.forOrganization(north.districtId, north.organizationId)
    const standing = (await organization.history.readHead())?.sequence ?? 0
    const old = Array.from({ length: changes - standing }, (_, i) => makeOldChange(i + 1, makeText(wordsOfNote), clock.nowMs))
    await appendChanges(organization, old, { nowMs: clock.nowMs })
  })
}

function makeOldChange(deviceSequence: number, text: string, nowMs: number): Change {
  const deviceId = 'oldphone' as DeviceId
  const point = `northpy${String(deviceSequence % documents)}x${String(1 + (deviceSequence % pointsPerDocument))}`
  const isNote = deviceSequence % 2 === 0
  return {
    ...north,
    id: changeIdOf(deviceId, deviceSequence),
    deviceId,
    deviceSequence,
    authorId: 'person1' as PersonId,
    subject: `d:${point}` as SubjectKey,
    kind: isNote ? 'progressNote' : 'execution',
    value: isNote ? { text } : { state: 'reported', text },
    supersedes: deviceSequence > 1 && !isNote ? [changeIdOf(deviceId, deviceSequence - 1)] : [],
    stampMs: nowMs - fiveYearsMs + deviceSequence * 60_000,
    subjectVersion: 1,
    schemaVersion,
    appVersion: '0.1.0',
  }
}
