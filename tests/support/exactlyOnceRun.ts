import type { Change, SubjectKey } from '#core/sync'
import { LightPhone } from './lightPhone.ts'
import { createRandom } from './random.ts'
import { type TestServer, createTestServer, enrolTestPhone, publishTestDocument } from './serverFactory.ts'

/** What a run of lost answers and doubled requests showed. */
export interface ExactlyOnceReport {
  /** Exchanges the phones began, and what befell them. */
  readonly exchanges: number
  readonly answersDropped: number
  readonly requestsDoubled: number
  /** Changes made by the phones, and how many of them stand in a history exactly once and as they were written. */
  readonly changes: number
  readonly once: number
  readonly violations: readonly string[]
}

const dropShare = 0.3
const doubleShare = 0.2
const points = 10
const organizations = ['northschool', 'northnursery', 'southschool', 'southnursery']
const phonesPerOrganization = 5
/** Exchanges without faults after which everybody must know everything. */
const healingRounds = 10

interface Client {
  readonly phone: LightPhone
  readonly token: string
  readonly random: () => number
}

interface Tally {
  exchanges: number
  dropped: number
  doubled: number
}

/** Phones of four organizations write and exchange over a network that loses answers and doubles requests, at once and late. */
export async function runExactlyOnce(exchanges: number, seed: number): Promise<ExactlyOnceReport> {
  const server = await createTestServer()
  try {
    for (const district of ['north', 'south']) await server.store.transaction((access) => publishTestDocument(access, district, points, server.clock.nowMs, 'once'))
    const clients = await enrolAll(server, seed)
    const tally: Tally = { exchanges: 0, dropped: 0, doubled: 0 }
    const share = Math.ceil(exchanges / clients.length)
    await Promise.all(clients.map((client) => workBadly(server, client, share, tally)))
    for (let round = 0; round < healingRounds; round += 1) for (const client of clients) await exchangeWell(server, client)
    const { changes, once, violations } = await judge(server, clients)
    return { exchanges: tally.exchanges, answersDropped: tally.dropped, requestsDoubled: tally.doubled, changes, once, violations }
  } finally {
    await server.close()
  }
}

async function enrolAll(server: TestServer, seed: number): Promise<Client[]> {
  const clients: Client[] = []
  for (const organization of organizations) {
    for (let i = 0; i < phonesPerOrganization; i += 1) {
      const { token, ...identity } = await enrolTestPhone(server, organization)
      clients.push({ phone: new LightPhone(identity), token, random: createRandom(seed * 100 + clients.length) })
    }
  }
  return clients
}

/** Every phone draws from numbers of its own, so a seed is the same run however the phones take turns. */
async function workBadly(server: TestServer, client: Client, exchanges: number, tally: Tally): Promise<void> {
  const { phone, random } = client
  const late: { readonly body: string; wait: number }[] = []
  for (let i = 0; i < exchanges; i += 1) {
    writeSome(server, client)
    server.clock.nowMs += 7
    const body = phone.plan(server.clock.nowMs)
    const [isDropped, isDoubled, isLate, second] = [random() < dropShare, random() < doubleShare, random() < 0.5, random() < 0.5]
    tally.exchanges += 1
    const again = isDoubled && !isLate
    const answers = await Promise.all([post(server, client, body), ...(again ? [post(server, client, body)] : [])])
    if (isDoubled && isLate) late.push({ body, wait: 1 + Math.floor(random() * 5) })
    for (const copy of late) copy.wait -= 1
    for (const copy of late.filter(({ wait }) => wait === 0)) await post(server, client, copy.body)
    if (isDoubled) tally.doubled += 1
    if (isDropped) tally.dropped += 1
    else phone.take(second ? answers.at(-1) : answers[0])
  }
}

function writeSome({ clock }: TestServer, { phone, random }: Client): void {
  const { districtId, organizationId } = phone.identity
  // The documents are published to schools alone: a kindergarten writes of itself.
  const isSchool = organizationId.endsWith('school')
  for (let count = Math.floor(random() * 3); count > 0; count -= 1) {
    const subject = isSchool ? `d:${districtId}ponce${String(1 + Math.floor(random() * points))}` : 'o'
    const isNote = !isSchool || random() < 0.5
    const value = isNote ? { text: `запись ${String(phone.own.size + 1)}` } : { state: 'inProgress' }
    phone.record(subject as SubjectKey, isNote ? 'progressNote' : 'execution', value, clock.nowMs - 1000 + Math.floor(random() * 2000))
  }
}

async function exchangeWell(server: TestServer, client: Client): Promise<void> {
  for (let more = true; more;) {
    const answer = client.phone.take(await post(server, client, client.phone.plan(server.clock.nowMs)))
    if (answer === null) throw new Error('No answer over a good network.')
    more = answer.more || client.phone.hasUnsent
  }
}

async function post({ app }: TestServer, { token }: Client, payload: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'POST', url: '/api/exchange', headers, payload })
  return answer.json()
}

async function judge({ store }: TestServer, clients: readonly Client[]): Promise<Pick<ExactlyOnceReport, 'changes' | 'once' | 'violations'>> {
  const violations = clients.flatMap(({ phone }) => phone.contradictions)
  let [changes, once] = [0, 0]
  for (const { phone } of clients) {
    const { districtId, organizationId, deviceId } = phone.identity
    const standing = await store.forOrganization(districtId, organizationId).history.list({})
    if (standing.some(({ sequence }, i) => sequence !== i + 1)) violations.push(`${organizationId}: a gap in the receipts`)
    const ofPhone = standing.filter((change) => change.deviceId === deviceId)
    const right = new Set(ofPhone.filter((change) => isSameFact(phone.own.get(change.id), change)).map(({ id }) => id))
    changes += phone.own.size
    once += right.size
    if (ofPhone.length !== phone.own.size || right.size !== phone.own.size) violations.push(`${deviceId}: ${String(ofPhone.length)} stand of ${String(phone.own.size)} made, ${String(right.size)} as made`)
    const wrong = standing.filter(({ id, sequence }) => phone.placeById.get(id) !== sequence)
    if (wrong.length > 0 || phone.placeById.size !== standing.length) violations.push(`${deviceId} knows ${String(phone.placeById.size)} of ${String(standing.length)}, ${String(wrong.length)} of them wrongly`)
  }
  return { changes, once, violations }
}

function isSameFact(made: Change | undefined, standing: Change): boolean {
  const factOf = ({ subject, kind, value, stampMs }: Change): string => JSON.stringify([subject, kind, value, stampMs])
  return made !== undefined && factOf(made) === factOf(standing)
}
