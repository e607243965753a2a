import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { enrolDevice } from '../../src/device/enrol.ts'
import { School } from '../support/school.ts'

let school: School

beforeEach(() => {
  school = new School()
})
afterEach(() => school.close())

describe('an enrolment on a full disk', () => {
  it.each([
    ['before the server is asked', 1],
    ['after it has answered', 2],
  ])('says that there is no room %s, and is the same phone when there is', async (_when, failingPut) => {
    const phone = school.phone('a')
    const secret = school.code()
    const original = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as IDBObjectStore['put']
    let puts = 0
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      puts += 1
      if (puts === failingPut) throw new DOMException('no space', 'QuotaExceededError')
      return original.apply(this, args)
    })
    expect(await enrolDevice(phone.deps, { secret })).toEqual({ ok: false, error: { type: 'StorageFull' } })
    full.mockRestore()
    expect(await enrolDevice(phone.deps, { secret })).toMatchObject({ ok: true })
  })
})
