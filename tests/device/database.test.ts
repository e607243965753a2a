import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { databaseSchemas, databaseVersion, openDatabase } from '../../src/device/database.ts'
import { placeRows } from '../../src/device/placeRows.ts'
import { listSummaries, unsentCount } from '../../src/device/viewQueries.ts'
import { School, point1 } from '../support/school.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the database of a phone', () => {
  it('asks the browser to write through to the disk in every read-write transaction', async () => {
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const school = new School()
    const phone = await school.enrolledPhone('a')
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const writes = opened.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes.length).toBeGreaterThan(2)
    expect(writes.map(([, , options]) => options)).toEqual(writes.map(() => ({ durability: 'strict' })))
    await school.close()
  })

  it('only ever adds to its stores and indexes', () => {
    const versions = Object.keys(databaseSchemas).map(Number).sort((a, b) => a - b)
    for (const [index, version] of versions.slice(1).entries()) {
      const before = databaseSchemas[versions[index] ?? 0] ?? {}
      const after = databaseSchemas[version] ?? {}
      for (const [store, text] of Object.entries(before)) {
        const [key, ...indexes] = (after[store] ?? '').split(', ')
        expect(key, `the key of ${store}`).toBe(text.split(', ')[0])
        expect([key, ...indexes], store).toEqual(expect.arrayContaining(text.split(', ')))
      }
    }
    expect(versions.at(-1)).toBe(databaseVersion)
  })

  it('shows after the upgrade from the first version what its cards had shown', async () => {
    const name = 'phone-of-the-first-version'
    const older = new Dexie(name)
    older.version(1).stores({ ...databaseSchemas[1] })
    const summaries = { [point1]: { execution: 'reported', control: 'released', onDeviceCount: 1 }, [`${point1}:2026`]: { execution: 'inProgress', onDeviceCount: 0 } }
    await older.table('cards').bulkAdd([{ organizationId: 's1', directiveId: 'point1', summaries }, { organizationId: 's1', directiveId: 'point2', summaries: {} }])
    older.close()
    const newer = openDatabase(name)
    expect(await listSummaries(newer, 's1' as OrganizationId)).toEqual([
      { organizationId: 's1', directiveId: 'point1', subject: point1, execution: 'reported', control: 'released', onDeviceCount: 1 },
      { organizationId: 's1', directiveId: 'point1', subject: `${point1}:2026`, execution: 'inProgress', onDeviceCount: 0 },
    ])
    await placeRows(newer)
    expect((await newer.summaries.toArray()).map(({ closed }) => closed)).toEqual([1, 1])
    expect((await newer.cards.toArray()).map(({ directiveId, closed }) => [directiveId, closed])).toEqual([['point1', 1], ['point2', 0]])
    newer.close()
  })

  it('keeps unsent work over an upgrade, and lets a newer tab upgrade while it is open', async () => {
    const school = new School()
    const phone = await school.enrolledPhone('a')
    const mark = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    const newer = new Dexie(phone.db.name)
    for (const [version, stores] of Object.entries(databaseSchemas)) newer.version(Number(version)).stores({ ...stores })
    newer.version(databaseVersion + 1).stores({ drafts: 'key' })
    await newer.open()
    expect(warned).toHaveBeenCalledOnce()
    expect(await newer.table('changes').get([school.id, mark.id])).toEqual(mark)
    // The tab that was open all along goes on saving, the newer one sees it.
    const note = await phone.record(school.id, point1, 'progressNote', { text: 'из старой вкладки' })
    expect(await newer.table('changes').get([school.id, note.id])).toEqual(note)
    newer.close()
    expect(await unsentCount(openDatabase(phone.db.name))).toBe(2)
    await school.close()
  })
})
