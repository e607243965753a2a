import Dexie from 'dexie'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseSchemas, databaseVersion, openDatabase } from '../../src/device/database.ts'
import { keepProof } from '../../src/device/proofStore.ts'
import { unsentCount } from '../../src/device/viewQueries.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

const unsent = 50
let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  for (let i = 0; i < unsent; i += 1) await phone.record(school.id, point1, 'progressNote', { text: `запись ${String(i)}` })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await school.close()
})

/** The program of the next version: one store more, filled from what is there. */
function openNextVersion(): Dexie {
  const next = new Dexie(phone.db.name)
  for (const [version, stores] of Object.entries(databaseSchemas)) next.version(Number(version)).stores({ ...stores })
  next
    .version(databaseVersion + 1)
    .stores({ drafts: 'key' })
    .upgrade(async (transaction) => {
      const rows = await transaction.table('changes').toArray()
      await transaction.table('drafts').bulkPut(rows.map((row: { id: string }) => ({ key: row.id, row })))
    })
  return next
}

/** From now on the disk takes nothing more, as a browser says it. */
function fillDisk(): void {
  for (const method of ['put', 'add'] as const) {
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    })
  }
}

const notesOnServer = () => school.server.historyOf(school.id).filter(({ kind }) => kind === 'progressNote')

describe(`an upgrade with ${String(unsent)} unsent records`, () => {
  it('loses none, and they are sent by the new program or the old one', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const next = openNextVersion()
    await next.open()
    expect(await next.table('changes').where('[organizationId+pending]').equals([school.id, 1]).count()).toBe(unsent)
    next.close()
    // The old program opens what the new one has upgraded.
    expect((await phone.sync()).organizations).toMatchObject([{ type: 'done', sent: unsent }])
    expect(notesOnServer()).toHaveLength(unsent)
  })

  it('on a full disk is undone whole, and the old program goes on with all of them', async () => {
    phone.db.close({ disableAutoOpen: false })
    fillDisk()
    const next = openNextVersion()
    await expect(next.open()).rejects.toThrow(/disk is full|Quota/u)
    next.close()
    vi.restoreAllMocks()
    expect(await unsentCount(phone.db, school.id)).toBe(unsent)
    await phone.record(school.id, point1, 'progressNote', { text: 'после неудачи' })
    expect((await phone.sync()).organizations).toMatchObject([{ type: 'done', sent: unsent + 1 }])
  })

  it('from the first version on a full disk leaves the first version as it was', async () => {
    const name = 'phone-of-the-first-version-full'
    const older = new Dexie(name)
    older.version(1).stores({ ...databaseSchemas[1] })
    await older.table('cards').bulkAdd([{ organizationId: 's1', directiveId: 'p1', summaries: { 'd:p1': { execution: 'reported' } } }])
    await older.table('changes').bulkAdd(await phone.db.changes.toArray())
    const before = await older.table('changes').toArray()
    older.close()
    fillDisk()
    const newer = openDatabase(name)
    await expect(newer.open()).rejects.toThrow()
    newer.close()
    vi.restoreAllMocks()
    expect(await older.open().then(async () => older.table('changes').toArray())).toEqual(before)
    older.close()
    expect(await openDatabase(name).changes.count()).toBe(before.length)
  })

  it.each(Object.keys(databaseSchemas).map(Number))('comes from version %i with every one of them, and takes photos then', async (version) => {
    const name = `phone-of-version-${String(version)}`
    const older = new Dexie(name)
    for (const [known, stores] of Object.entries(databaseSchemas)) if (Number(known) <= version) older.version(Number(known)).stores({ ...stores })
    const rows = await phone.db.changes.toArray()
    await older.table('changes').bulkAdd(rows)
    await older.table('enrolments').bulkAdd(await phone.db.enrolments.toArray())
    if (version === 1) await older.table('cards').bulkAdd((await phone.db.cards.toArray()).map((card) => ({ ...card, summaries: {} })))
    else await older.table('cards').bulkAdd(await phone.db.cards.toArray())
    older.close()
    const newer = openDatabase(name)
    expect(await newer.changes.toArray()).toEqual(rows)
    expect(await unsentCount(newer, school.id)).toBe(unsent)
    const kept = await keepProof({ ...phone.deps, db: newer }, { organizationId: school.id, subject: point1, subjectVersion: 1, title: 'Фото' }, { hash: 'a'.repeat(64), bytes: new Uint8Array(10), fileType: 'jpg' })
    expect([kept.ok, await newer.proofs.count(), await newer.proofBytes.count()]).toEqual([true, 1, 1])
    await newer.delete()
  })

  it('on a phone whose access was closed keeps them until the office has taken every one', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    school.network = () => ({ status: 401, body: { error: { type: 'TokenUnknown' } } })
    await phone.sync()
    const next = openNextVersion()
    await next.open()
    next.close()
    expect(await unsentCount(phone.db, school.id)).toBe(unsent)
    school.network = (deliver) => deliver()
    await phone.enrol(school.code())
    await phone.sync()
    await phone.sync()
    expect(new Set(notesOnServer().map(({ value }) => value['text'])).size).toBe(unsent)
    expect(await unsentCount(phone.db, school.id)).toBe(0)
  })
})
