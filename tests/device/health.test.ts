import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '#core/sync'
import { logEvents } from '../../src/device/eventLog.ts'
import { type StorageSays, untoldHealth } from '../../src/device/measureHealth.ts'
import { runSync } from '../../src/device/runSync.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

const dayMs = 86_400_000
let school: School
let phone: SimulatedDevice
let storage: { quota: number; usage: number; persisted: boolean }
let told: unknown[]

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  storage = { quota: 2 ** 32, usage: 0, persisted: true }
  told = []
  const { exchange } = phone.deps.transport
  phone.deps.transport.exchange = (request, credentials) => {
    told.push(request.health)
    return exchange(request, credentials)
  }
})
afterEach(() => school.close())

const says: StorageSays = {
  estimate: () => Promise.resolve({ quota: storage.quota, usage: storage.usage }),
  persisted: () => Promise.resolve(storage.persisted),
}

function sync(asked: StorageSays | null = says): ReturnType<typeof runSync> {
  const describeIt = async (enrolment: Parameters<typeof untoldHealth>[2]) => {
    const health = await untoldHealth(phone.deps, asked ?? undefined, enrolment)
    return health === null ? {} : { health }
  }
  return runSync({ ...phone.deps, describe: describeIt })
}

describe('the health of a phone', () => {
  it('is told once, and again when it changed', async () => {
    await sync()
    await sync()
    expect(told).toEqual([[4, 1, 0, ''], undefined])
    storage.usage = 2 ** 32 - 50 * 2 ** 20
    await sync()
    expect(told.at(-1)).toEqual([2, 1, 0, ''])
  })

  it('is told again when the answer was lost', async () => {
    school.network = (deliver) => {
      deliver()
      return { status: 500, body: { error: { type: 'InternalError' } } as JsonObject }
    }
    await sync()
    school.network = (deliver) => deliver()
    await sync()
    await sync()
    expect(told).toEqual([[4, 1, 0, ''], [4, 1, 0, ''], undefined])
  })

  it('is told anew to a server that began another life, and under a new enrolment', async () => {
    await sync()
    const restore = school.server.backUp(school.id)
    school.server.writeOffice(school.id, point1, 'control', { state: 'onControl' })
    await sync()
    restore()
    await sync()
    told = []
    await sync()
    expect(told).toEqual([[4, 1, 0, '']])
    await phone.enrol(school.code())
    await sync()
    told = []
    await sync()
    expect(told.filter((health) => health !== undefined)).toEqual([[4, 1, 0, '']])
  })

  it('names the age of the oldest unsent record and the last trouble, for a week', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await logEvents(phone.db, [[school.nowMs, 'write', 'StorageFull']])
    school.nowMs += 4 * dayMs
    await sync()
    expect(told[0]).toEqual([4, 1, 3, 'StorageFull'])
    await sync()
    expect(told.at(-1)).toEqual([4, 1, 0, 'StorageFull'])
    school.nowMs += 4 * dayMs
    await sync()
    expect(told.at(-1)).toEqual([4, 1, 0, ''])
  })

  it('costs the exchange nothing where the browser says nothing, or breaks', async () => {
    await sync(null)
    expect(told).toEqual([[0, 0, 0, '']])
    const broken: StorageSays = { estimate: () => Promise.reject(new Error('no')), persisted: () => { throw new Error('no') } }
    expect((await sync(broken)).organizations).toMatchObject([{ type: 'done' }])
    expect((await runSync({ ...phone.deps, describe: () => Promise.reject(new Error('no')) })).organizations).toMatchObject([{ type: 'done' }])
  })
})
