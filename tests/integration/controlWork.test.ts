import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, DistrictId } from '#core/directive'
import { readControl } from '#core/report'
import { type ControlReader, createControlReader } from '../../sync-server/office/readControl.ts'
import { contextOf } from '../../sync-server/office/districtContext.ts'
import type { DistrictStore } from '../../sync-server/store/store.ts'
import { makeDistrictRecord, makeOrganizationRecord } from '../support/recordFactory.ts'
import { type TestServer, createTestServer, publishTestDocument } from '../support/serverFactory.ts'

const north = 'north' as DistrictId
const district = makeDistrictRecord('north')
let server: TestServer
let reader: ControlReader
let work: { queries: number; rows: number }

beforeEach(async () => {
  server = await createTestServer()
  reader = createControlReader()
})
afterEach(() => server.close())

/** The district's store, with queries of histories and their rows counted. */
function watched(): DistrictStore {
  const own = server.store.forDistrict(north)
  return {
    ...own,
    async listChanges(filter) {
      const rows = await own.listChanges(filter)
      work = { queries: work.queries + 1, rows: work.rows + rows.length }
      return rows
    },
  }
}

async function read(): Promise<{ queries: number; rows: number; cells: number; bytes: number }> {
  work = { queries: 0, rows: 0 }
  const answer = await reader.matrix(district, watched(), contextOf(district, server.clock.nowMs))
  const cells = readControl(answer)?.rows.reduce((sum, row) => sum + row.cells.length, 0) ?? 0
  return { ...work, cells, bytes: JSON.stringify(answer).length }
}

/** Adds schools, then a document for all of them. */
async function grow(schools: number, points: number): Promise<void> {
  await server.store.transaction(async (access) => {
    for (let i = 0; i < schools; i += 1) {
      const organization = makeOrganizationRecord('north', `more${String(i)}`, String(3000 + i), ['general_school'])
      await access.forDistrict(north).organizations.insert(organization, { epoch: 'epoch1', officeDeviceId: `more${String(i)}office` as DeviceId })
    }
    await publishTestDocument(access, 'north', points, server.clock.nowMs, 'large')
  })
}

describe('the work of the matrix', () => {
  it('grows as the district does: ten times the assignments cost at most twelve times the rows', async () => {
    await grow(9, 10)
    const small = await read()
    await server.close()
    server = await createTestServer()
    reader = createControlReader()
    await grow(99, 10)
    const large = await read()
    expect([small.cells, large.cells]).toEqual([101, 1001])
    expect(large.rows / small.rows).toBeLessThanOrEqual(12)
    expect(large.queries).toBeLessThanOrEqual(12 * small.queries)
    expect(large.bytes / large.cells).toBeLessThan(60)
  })

  it('is done once: read again, nothing of the histories is read', async () => {
    await grow(3, 10)
    await read()
    expect(await read()).toMatchObject({ queries: 0, rows: 0 })
  })
})
