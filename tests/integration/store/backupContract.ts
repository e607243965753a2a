import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../sync-server/store/store.ts'
import { append, fill, north, nursery, school, schools, south } from './storeContract.ts'

/** What any database behind the store must do with its backups. */
export function describeBackups(name: string, createStore: () => Promise<Store>): void {
  describe(`${name} keeps what is known of backups`, () => {
    let opened: Store
    beforeEach(async () => {
      opened = await createStore()
      await fill(opened)
    })
    afterEach(async () => { await opened.close() })
    describeMarks(() => opened)
  })
}

function describeMarks(store: () => Store): void {
  const record = (id: string, takenMs: number, sequence: number, chainHash = `hash${String(sequence)}`): Promise<void> =>
    store().transaction(async ({ backups }) => {
      await backups.record({ id, takenMs, sizeBytes: 1 }, [{ districtId: north, organizationId: school, sequence, chainHash }])
      await backups.refreshHorizons()
    })
  const fillHistory = (): Promise<void> => append(store(), [1, 2, 3, 4, 5])
  const horizon = async (of = schools(store())): Promise<number | undefined> => (await of.history.readHead())?.securedSequence

  it('draws the horizon where the two newest backups agree, and lowers it when one is gone', async () => {
    await fillHistory()
    await record('a', 1, 2)
    expect(await horizon()).toBe(0)
    await record('b', 2, 3)
    expect(await horizon()).toBe(2)
    await record('c', 3, 5)
    expect(await horizon()).toBe(3)
    expect((await store().backups.list()).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    await store().backups.forget(['c'])
    await store().backups.refreshHorizons()
    expect(await horizon()).toBe(2)
    expect(await horizon(store().forOrganization(north, nursery))).toBe(0)
  })

  it('lets no backup of another life of the history count', async () => {
    await fillHistory()
    await record('a', 1, 2)
    await record('b', 2, 4)
    await record('foreign', 3, 5, 'another hash')
    await record('ahead', 4, 9)
    expect(await horizon()).toBe(2)
  })

  it('tells the last restore and what came back since', async () => {
    await fillHistory()
    await schools(store()).history.recordRestore({ restoredMs: 1000, takenMs: null })
    await schools(store()).history.recordRestore({ restoredMs: 5000, takenMs: 4000 })
    await append(store(), [6, 7], { stampMs: 5000 })
    await append(store(), [8], { stampMs: 5001 })
    expect(await store().forDistrict(north).listRestores()).toEqual([{ organizationId: school, restoredMs: 5000, takenMs: 4000, sequence: 5, returned: 2 }])
    expect(await store().forDistrict(south).listRestores()).toEqual([])
  })

  it('gives the history with its links, a page at a time', async () => {
    await fillHistory()
    const page = await schools(store()).history.listSealed(2, 2)
    expect(page.map(({ change, chainHash }) => [change.sequence, chainHash])).toEqual([[3, 'hash3'], [4, 'hash4']])
  })
}
