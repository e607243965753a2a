import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { SummaryContext } from '#core/report'
import { contextOf } from '../../sync-server/office/districtContext.ts'
import { type KeptCounts, createKeptCounts } from '../../sync-server/office/keptCounts.ts'
import type { DistrictStore } from '../../sync-server/store/store.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { makeDistrictRecord } from '../support/recordFactory.ts'
import { type TestServer, createTestServer, enrolTestPhone, makeSent, publishTestDocument } from '../support/serverFactory.ts'

const north = 'north' as DistrictId
const onDay = (day: string): SummaryContext => contextOf(makeDistrictRecord('north'), Date.parse(`${day}T03:00:00Z`))

let server: TestServer
let kept: KeptCounts
let asked: (readonly OrganizationId[])[]

beforeEach(async () => {
  server = await createTestServer()
  kept = createKeptCounts()
  asked = []
})
afterEach(() => server.close())

/** The district's store, with what was read of histories written down. */
function watched(): DistrictStore {
  const district = server.store.forDistrict(north)
  return {
    ...district,
    listChanges(filter) {
      asked.push(filter.organizationIds ?? [])
      return district.listChanges(filter)
    },
  }
}

const read = (context: SummaryContext) => kept.read(north, watched(), context)
const readAnew = (context: SummaryContext) => createKeptCounts().read(north, server.store.forDistrict(north), context)

describe('the counts an office reads', () => {
  it('are those of a fresh count after marks, new documents and another day', async () => {
    const [today, later] = [onDay('2026-11-22'), onDay('2027-11-22')]
    expect(await read(today)).toEqual(await readAnew(today))
    const phone = await enrolTestPhone(server)
    await exchangeOf(server, phone, { changes: [makeSent(1, { value: { state: 'reported' } })] })
    const marked = await read(today)
    expect(marked).toEqual(await readAnew(today))
    expect([...(marked.get('northschool' as OrganizationId)?.values() ?? [])]).toMatchObject([{ assignments: 1, reported: 1, awaitsDecision: 1 }])
    await server.store.transaction((access) => publishTestDocument(access, 'north', 3, server.clock.nowMs, 'second'))
    expect(await read(today)).toEqual(await readAnew(today))
    expect(await read(later)).toEqual(await readAnew(later))
  })

  it('are read only from histories that have grown', async () => {
    const today = onDay('2026-11-22')
    await read(today)
    await read(today)
    expect(asked.map((ids) => [...ids].sort())).toEqual([['northnursery', 'northschool']])
    const phone = await enrolTestPhone(server)
    await exchangeOf(server, phone, { changes: [makeSent(1)] })
    await read(today)
    expect(asked.slice(1)).toEqual([['northschool']])
  })
})
