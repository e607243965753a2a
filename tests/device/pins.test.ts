import { webcrypto } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonId } from '#core/directive'
import { type PinDeps, isPin, listPins, maxWrongPins, pinPauseMs, putPin, resetPin, setPin, tryPin } from '../../src/device/pins.ts'
import { forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { recordPerson } from '../../src/device/people.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { School } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

const petrova = 'petrova' as PersonId

let school: School
let phone: SimulatedDevice
let deps: PinDeps
let nowMs = 0
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  nowMs = school.nowMs
  deps = { db: phone.db, nowMs: () => nowMs, crypto: webcrypto as unknown as PinDeps['crypto'] }
  await setPin(deps, petrova, '4821')
})
afterEach(() => school.close())

const wrongly = async (times: number): Promise<unknown> => {
  let answer: unknown = null
  for (let i = 0; i < times; i += 1) answer = await tryPin(deps, petrova, '0000')
  return answer
}

describe('a PIN', () => {
  it('is four digits', () => {
    expect(['4821', '482', '48211', '48a1', '٤٨٢١'].map(isPin)).toEqual([true, false, false, false, false])
  })

  it('lets in who knows it, and nobody else', async () => {
    expect(await tryPin(deps, petrova, '4821')).toEqual({ type: 'right' })
    expect(await tryPin(deps, petrova, '4820')).toEqual({ type: 'wrong', left: maxWrongPins - 1 })
  })

  it('is kept as a salted hash only: the same digits of two people look unlike', async () => {
    await setPin(deps, 'sidorova' as PersonId, '4821')
    const kept = await phone.db.settings.where('key').startsWith('pin ').toArray()
    expect(JSON.stringify(kept)).not.toContain('4821')
    expect(new Set(kept.map(({ value }) => (value as { hash: string }).hash)).size).toBe(2)
    expect(kept.every(({ value }) => (value as { rounds: number }).rounds >= 100_000)).toBe(true)
  })

  it('is not tried for a while after five wrong ones, even when it is right', async () => {
    expect(await wrongly(maxWrongPins - 1)).toEqual({ type: 'wrong', left: 1 })
    expect(await wrongly(1)).toEqual({ type: 'paused', waitMs: pinPauseMs })
    nowMs += pinPauseMs - 1
    expect(await tryPin(deps, petrova, '4821')).toEqual({ type: 'paused', waitMs: 1 })
    nowMs += 1
    expect(await tryPin(deps, petrova, '4821')).toEqual({ type: 'right' })
  })

  it('counts wrong tries anew after a right one', async () => {
    await wrongly(maxWrongPins - 1)
    await tryPin(deps, petrova, '4821')
    expect(await wrongly(1)).toEqual({ type: 'wrong', left: maxWrongPins - 1 })
  })

  it('is not lost to a clock that was set back during the pause', async () => {
    await wrongly(maxWrongPins)
    nowMs -= 86_400_000
    expect(await tryPin(deps, petrova, '4821')).toEqual({ type: 'right' })
  })

  it('that was reset lets in without one, and can be put back', async () => {
    const kept = await resetPin(phone.db, petrova)
    expect(await listPins(phone.db)).toEqual(new Set())
    expect(await tryPin(deps, petrova, '')).toEqual({ type: 'right' })
    if (kept !== null) await putPin(phone.db, petrova, kept)
    expect(await tryPin(deps, petrova, '0000')).toMatchObject({ type: 'wrong' })
    expect(await resetPin(phone.db, 'nobody' as PersonId)).toBeNull()
  })

  it('goes with the last organization that knows its person', async () => {
    const named = await recordPerson(phone.deps, { organizationId: school.id, name: 'Петрова А.И.', post: 'директор' })
    if (!named.ok) throw new Error(named.error.type)
    await setPin(deps, named.value, '1111')
    await phone.sync()
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(0)
    expect(await listPins(phone.db)).toEqual(new Set())
  })

  it('is taken away by a new code of the office: that is what helps a head who forgot his own', async () => {
    await phone.enrol(school.code())
    expect(await listPins(phone.db)).toEqual(new Set())
  })
})
