import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Audience, DateOnly, DistrictId, OfficerId, OrganizationId } from '#core/directive'
import { subjectToKey, wholePeriod } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { type Publication, publishDirectives } from '../../sync-server/history/publish.ts'
import { type InjectedPhone, enrolInjectedPhone } from '../support/injectedPhone.ts'
import { readSeedDirectives } from '../support/seedDirectives.ts'
import { type TestServer, appendDeps, createTestServer } from '../support/serverFactory.ts'

const owner = { districtId: 'north' as DistrictId, organizationId: 'northnursery' as OrganizationId }

/** What each body may weigh (bytes), as sent. */
const idle = { up: 300, down: 200 }
const fortyEdits = { up: 3_500, down: 400 }
const firstLoadDown = 8_000

/** Varied as people write: no two alike, about 70 bytes of UTF-8 each. */
const templates = [
  (n: number) => `Издан приказ № ${String(n + 17)} от ${String(1 + (n % 28))}.10, выполнено`,
  (n: number) => `Педсовет, протокол № ${String(n % 9)}, присутствовали ${String(11 + n)}`,
  (n: number) => `Обучено педагогов: ${String(n)} из ${String(n + 6)}, ведём учёт`,
  (n: number) => `Размещено на сайте школы ${String(1 + (n % 30))} ноября`,
  (n: number) => `Родительское собрание ${String(1 + (n % 11))}-х классов прошло`,
  (n: number) => `План утверждён, работу ведёт завуч, пункт ${String(n)}`,
  (n: number) => `Закуплено учебников: ${String(n * 3)}, ждём ещё ${String(n)} к январю`,
]

let server: TestServer
let phone: InjectedPhone

beforeEach(async () => {
  server = await createTestServer()
  const { resolution, directives } = readSeedDirectives(60, server.deps.newId)
  await server.store.transaction(async (access) => {
    const { documents } = access.forDistrict(owner.districtId)
    await documents.saveResolution(resolution)
    const audience: Audience[] = ['preschool']
    const addressed = directives.map((directive) => ({ ...directive, addressee: { ...directive.addressee, audience } }))
    for (const directive of addressed) await documents.saveDirective(directive)
    const publication: Publication = {
      districtId: owner.districtId,
      officerId: 'northofficer' as OfficerId,
      today: '2026-11-22' as DateOnly,
      resolution,
      directives: addressed,
      controlOf: () => undefined,
    }
    await publishDirectives(access, publication, appendDeps(server.clock.nowMs))
  })
  const link = await createLink(server.store, owner, server.deps)
  phone = await enrolInjectedPhone(server.app, link?.secret ?? '', server.deps.nowMs)
})

afterEach(() => server.close())

describe('bodies of an exchange', () => {
  it('bring 60 real directives in one answer of at most 8 KB', async () => {
    const { organizations } = await phone.sync()
    expect(organizations).toMatchObject([{ type: 'done', sent: 1 }])
    expect(await phone.deps.db.cards.count()).toBe(60)
    expect(phone.exchanges).toHaveLength(1)
    expect(phone.exchanges[0]?.down).toBeLessThanOrEqual(firstLoadDown)
  })

  it('carry 40 edits with their notes up in one request of at most 3.5 KB, and 400 bytes come back', async () => {
    await phone.sync()
    const texts = await markAndNote(40)
    expect(new Set(texts).size).toBe(40)
    expect(Buffer.byteLength(texts.join('')) / texts.length).toBeGreaterThanOrEqual(65)
    phone.exchanges.length = 0
    const { organizations } = await phone.sync()
    expect(organizations).toMatchObject([{ type: 'done', sent: 80, failure: null }])
    expect(phone.exchanges).toHaveLength(1)
    expect(phone.exchanges[0]?.up).toBeLessThanOrEqual(fortyEdits.up)
    expect(phone.exchanges[0]?.down).toBeLessThanOrEqual(fortyEdits.down)
  })

  it('weigh at most 300 bytes up and 200 down when there is nothing new, in one request', async () => {
    await phone.sync()
    phone.exchanges.length = 0
    await phone.sync()
    expect(phone.exchanges).toHaveLength(1)
    expect(phone.exchanges[0]?.up).toBeLessThanOrEqual(idle.up)
    expect(phone.exchanges[0]?.down).toBeLessThanOrEqual(idle.down)
  })
})

/** Marks so many points and writes a note under each; the notes. */
async function markAndNote(count: number): Promise<string[]> {
  const cards = (await phone.deps.db.cards.toArray()).slice(0, count)
  const texts: string[] = []
  for (const [n, { organizationId, directiveId, directive }] of cards.entries()) {
    server.clock.nowMs += 41_000 + n * 777
    const text = templates[n % templates.length]?.(n) ?? ''
    texts.push(text)
    const about = { organizationId, subject: subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null }), subjectVersion: directive.version }
    const marked = await recordChange(phone.deps, { ...about, kind: 'execution', value: { state: 'reported' } })
    const noted = await recordChange(phone.deps, { ...about, kind: 'progressNote', value: { text } })
    expect([marked.ok, noted.ok]).toEqual([true, true])
  }
  return texts
}
