import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { type DraftPlace, keepDraft, listDrafts, readDraft } from '../../src/device/drafts.ts'
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

const at = (subject: SubjectKey, form: string, organizationId: OrganizationId = school.id): DraftPlace => ({ organizationId, subject, form })

describe('what was typed and not kept', () => {
  it('is there again, by point and form', async () => {
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан приказ', to: null })
    await keepDraft(phone.db, at(point1, 'extension'), { text: '', to: day('2027-01-15') })
    expect(await readDraft(phone.db, at(point1, 'report'))).toEqual({ text: 'Издан приказ', to: null })
    expect(await readDraft(phone.db, at(point2, 'report'))).toBeNull()
    expect(await listDrafts(phone.db, school.id)).toEqual([at(point1, 'extension'), at(point1, 'report')])
  })

  it('leaves nothing behind once the form is empty', async () => {
    await keepDraft(phone.db, at(point1, 'report'), { text: 'Издан', to: null })
    await keepDraft(phone.db, at(point1, 'report'), { text: ' ', to: null })
    expect(await listDrafts(phone.db, school.id)).toEqual([])
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
