import Dexie from 'dexie'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseSchemas, databaseVersion, openDatabase } from '../../src/device/database.ts'
import { blockedMs, watchBlocked } from '../../src/device/watchDatabase.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await school.close()
})

/** The next `times` write transactions fail the way a browser says it. */
function breakWrites(times: number, name: string): () => number {
  const original = IDBObjectStore.prototype.add
  let broken = 0
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function add(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['add']>) {
    if (broken >= times) return original.apply(this, args)
    broken += 1
    throw new DOMException('Connection to Indexed Database server lost.', name)
  })
  return () => broken
}

const draft = () => ({ organizationId: school.id, subject: point1, kind: 'progressNote', value: { text: 'Издан приказ' }, subjectVersion: 1 })

describe('a database that was lost', () => {
  it.each(['UnknownError', 'InvalidStateError', 'QuotaExceededError', 'AbortError'])('by %s is opened anew and the record is kept, once', async (name) => {
    const broken = breakWrites(1, name)
    expect(await phone.tryRecord(draft())).toMatchObject({ ok: true })
    expect(broken()).toBe(1)
    expect((await phone.changes()).filter(({ kind }) => kind === 'progressNote')).toHaveLength(1)
  })

  it.each([
    ['UnknownError', 'StorageFailed'],
    ['QuotaExceededError', 'StorageFull'],
  ])('twice by %s is said, and nothing of the record is kept', async (name, type) => {
    const before = await phone.changes()
    breakWrites(2, name)
    expect(await phone.tryRecord(draft())).toEqual({ ok: false, error: { type } })
    expect(await phone.changes()).toEqual(before)
    expect(await phone.tryRecord(draft())).toMatchObject({ ok: true })
  })

  it('is read and written again after the browser closed it under the program', async () => {
    phone.db.backendDB().close()
    expect(await phone.tryRecord(draft())).toMatchObject({ ok: true })
    phone.db.backendDB().close()
    expect((await phone.sync()).organizations).toMatchObject([{ type: 'done', sent: 1 }])
  })

  it('at the very commit keeps one record, not two', async () => {
    const commit = phone.db.transaction.bind(phone.db) as (...args: unknown[]) => Promise<unknown>
    let isCut = false
    vi.spyOn(phone.db, 'transaction').mockImplementation(((...args: unknown[]) => {
      const done = commit(...args)
      if (isCut) return done
      isCut = true
      // Committed, but the browser says that the connection broke.
      return Dexie.Promise.resolve(done).then(() => Promise.reject(new Dexie.UnknownError('Connection lost')))
    }) as typeof phone.db.transaction)
    expect(await phone.tryRecord(draft())).toMatchObject({ ok: true })
    expect((await phone.changes()).filter(({ kind }) => kind === 'progressNote')).toHaveLength(1)
  })

  it('in the middle of an exchange costs one more request and nothing else', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const bulkPut = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('Internal error.', 'UnknownError')
    })
    expect((await phone.sync()).organizations).toMatchObject([{ type: 'done', sent: 1, failure: null }])
    expect(bulkPut).toHaveBeenCalled()
    expect(school.server.historyOf(school.id).filter(({ kind }) => kind === 'execution')).toHaveLength(1)
  })
})

describe('a database that another tab holds up', () => {
  it('is said after five seconds, and no longer once it opens', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const timers = new Map<() => void, number>()
    const said: boolean[] = []
    // A frozen tab does not hear that it should let go.
    const frozen = new Dexie(phone.db.name)
    for (const [version, stores] of Object.entries(databaseSchemas)) frozen.version(Number(version)).stores({ ...stores })
    frozen.on('versionchange', () => false)
    await frozen.open()
    const backend = frozen.backendDB()
    backend.onversionchange = null
    phone.db.close()
    const newer = openDatabase(phone.db.name)
    newer.version(databaseVersion + 1).stores({ drafts: 'key' })
    watchBlocked(newer, (callback, delayMs) => {
      timers.set(callback, delayMs)
      return () => timers.delete(callback)
    }, (isBlocked) => said.push(isBlocked))
    const opening = newer.open()
    await vi.waitFor(() => { expect([...timers.values()]).toEqual([blockedMs]) })
    expect(said).toEqual([])
    for (const callback of timers.keys()) callback()
    expect(said).toEqual([true])
    backend.close()
    await opening
    expect([said, timers.size]).toEqual([[true, false], 0])
    newer.close()
  })
})
