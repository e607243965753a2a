import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId, PersonId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { enrolDevice } from '../../src/device/enrol.ts'
import { findSigner } from '../../src/device/findSigner.ts'
import { recordPerson } from '../../src/device/people.ts'
import { choosePerson, listPhonePeople } from '../../src/device/phonePeople.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

async function name(device: SimulatedDevice, who: string, post = 'учитель', organizationId: OrganizationId = school.id, personId?: PersonId): Promise<PersonId> {
  const named = await recordPerson(device.deps, { organizationId, name: who, post, personId })
  if (!named.ok) throw new Error(named.error.type)
  school.nowMs += 1000
  return named.value
}

const namesHere = async (device = phone): Promise<string[]> => (await listPhonePeople(device.db, school.id)).map((person) => person.name)

describe('the people of a phone', () => {
  it('are those named on it, the first on top, and not those of another phone of the school', async () => {
    await name(phone, 'Яковлева Я.Я.', 'директор')
    await name(phone, 'Антонова А.А.')
    const other = await school.enrolledPhone('b')
    await name(other, 'Сидорова М.К.')
    await other.sync()
    await phone.sync()
    expect(await namesHere()).toEqual(['Яковлева Я.Я.', 'Антонова А.А.'])
    expect(await namesHere(other)).toEqual(['Сидорова М.К.'])
  })

  it('stay after the phone was enrolled anew', async () => {
    await name(phone, 'Петрова А.И.', 'директор')
    await phone.enrol(school.code())
    await phone.sync()
    expect(await namesHere()).toEqual(['Петрова А.И.'])
  })

  it('are those of the new head alone once the office has named one', async () => {
    const before = await name(phone, 'Петрова А.И.', 'директор')
    await phone.sync()
    const enrolment = await phone.enrolment(school.id)
    if (enrolment.profile === null) throw new Error('no profile')
    school.server.writeOffice(school.id, 'o' as SubjectKey, 'profile', { ...JSON.parse(JSON.stringify(enrolment.profile)), organization: { ...enrolment.profile.organization, handedOverMs: school.nowMs } }, 0)
    school.nowMs += 1000
    await phone.db.enrolments.update(school.id, { handedOver: true })
    await enrolDevice(phone.deps, { secret: school.code() })
    expect((await phone.enrolment(school.id)).personId).toBeNull()
    await phone.sync()
    const after = await name(phone, 'Новикова Н.Н.', 'директор')
    expect(await namesHere()).toEqual(['Новикова Н.Н.'])
    expect(after).not.toBe(before)
  })

  it('sign what is recorded while each of them works', async () => {
    const petrova = await name(phone, 'Петрова А.И.', 'директор')
    const sidorova = await name(phone, 'Сидорова М.К.', 'завуч')
    await phone.record(school.id, point1, 'progressNote', { text: 'вторая' })
    await choosePerson(phone.db, school.id, petrova)
    await phone.record(school.id, point1, 'progressNote', { text: 'первая' })
    const notes = (await phone.db.changes.toArray()).filter(({ kind }) => kind === 'progressNote')
    expect(Object.fromEntries(notes.map(({ value, authorId }) => [value['text'], authorId]))).toEqual({ вторая: sidorova, первая: petrova })
  })

  it('are known by their name in a second organization while they sign in the first', async () => {
    const nursery = school.addSchool('nursery')
    const petrova = await name(phone, 'Петрова А.И.', 'директор')
    await phone.enrol(school.code(nursery))
    expect(await findSigner(phone.db, 'Петрова А.И.')).toBe(petrova)
    expect(await findSigner(phone.db, 'Сидорова М.К.')).toBeUndefined()
    await name(phone, 'Петрова А.И.', 'заведующая', nursery, petrova)
    await phone.sync()
    expect((await listPhonePeople(phone.db, nursery)).map((person) => [person.personId, person.post])).toEqual([[petrova, 'заведующая']])
    expect((await listPhonePeople(phone.db, school.id)).map((person) => person.post)).toEqual(['директор'])
  })
})
