import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId, PersonId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { type DraftPlace, draftOwner, keepDraft, listDrafts, readDraft } from '../../src/device/drafts.ts'
import { ownOldDrafts } from '../../src/device/oldDrafts.ts'
import { forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { day } from '../support/day.ts'
import { School, point1, point2 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const [petrova, sidorova] = ['petrova' as PersonId, 'sidorova' as PersonId]
const at = (subject: SubjectKey, form: string, organizationId: OrganizationId = school.id, personId = petrova): DraftPlace => ({ owner: draftOwner(organizationId, personId), subject, form })

describe('what was typed and not kept', () => {
  it('is there again, by point and form', async () => {
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан приказ', to: null })
    await keepDraft(phone.db, at(point1, 'extension'), { text: '', to: day('2027-01-15') })
    expect(await readDraft(phone.db, at(point1, 'report'))).toEqual({ text: 'Издан приказ', to: null })
    expect(await readDraft(phone.db, at(point2, 'report'))).toBeNull()
    expect(await listDrafts(phone.db, draftOwner(school.id, petrova))).toEqual([at(point1, 'extension'), at(point1, 'report')])
  })

  it('leaves nothing behind once the form is empty', async () => {
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан', to: null })
    await keepDraft(phone.db, at(point1, 'report'), { text: ' ', to: null })
    expect(await listDrafts(phone.db, draftOwner(school.id, petrova))).toEqual([])
  })

  it('is shown to nobody but who typed it', async () => {
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан приказ', to: null })
    expect(await readDraft(phone.db, at(point1, 'report', school.id, sidorova))).toBeNull()
    expect(await listDrafts(phone.db, draftOwner(school.id, sidorova))).toEqual([])
    await keepDraft(phone.db, at(point1, 'report', school.id, sidorova), { text: 'Проведён педсовет', to: null })
    expect(await readDraft(phone.db, at(point1, 'report'))).toEqual({ text: 'Издан приказ', to: null })
  })

  it('of a program that named nobody goes to whoever works now, and is not put over newer words', async () => {
    const sharedKey = (form: string): string => `draft ${school.id} ${point1} ${form}`
    await phone.db.enrolments.update(school.id, { personId: petrova })
    await phone.db.settings.bulkPut(['report', 'note'].map((form) => ({ key: sharedKey(form), value: { text: `Старое ${form}`, to: null } })))
    await keepDraft(phone.db, at(point1, 'note'), { text: 'Новое', to: null })
    for (const _ of [1, 2]) await ownOldDrafts(phone.db)
    expect(await readDraft(phone.db, at(point1, 'report'))).toEqual({ text: 'Старое report', to: null })
    expect(await readDraft(phone.db, at(point1, 'note'))).toEqual({ text: 'Новое', to: null })
    expect(await phone.db.settings.bulkGet(['report', 'note'].map(sharedKey))).toEqual([undefined, undefined])
  })

  it('goes with its organization, and no other one\'s does', async () => {
    const other = 'other' as OrganizationId
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан приказ', to: null })
    await keepDraft(phone.db, at(point1, 'report', other), { text: 'Чужое', to: null })
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(0)
    expect(await readDraft(phone.db, at(point1, 'report'))).toBeNull()
    expect(await readDraft(phone.db, at(point1, 'report', other))).not.toBeNull()
  })
})
