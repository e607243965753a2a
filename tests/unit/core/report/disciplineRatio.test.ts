import { describe, expect, it } from 'vitest'
import { type PlannedWork, measureDiscipline } from '#core/report'
import { day } from '../../../support/day.ts'

const work = (dueDate: string | null, doneOn: string | null = null, isDropped = false): PlannedWork => ({
  dueDate: dueDate === null ? null : day(dueDate), doneOn: doneOn === null ? null : day(doneOn), isDropped,
})
const today = day('2026-11-22')

describe('Ко', () => {
  it('is what was done in time of what was planned, in whole per cent', () => {
    const works = [work('2026-11-10', '2026-11-10'), work('2026-11-10', '2026-11-11'), work('2026-11-10')]
    expect(measureDiscipline(works, today)).toEqual({ planned: 3, inTime: 1, late: 1, owed: 1, ratio: 33 })
  })

  it('counts the day itself to its end: what is due today and not done is not owed yet, what is done counts', () => {
    expect(measureDiscipline([work('2026-11-22')], today)).toMatchObject({ planned: 0, ratio: null })
    expect(measureDiscipline([work('2026-11-22')], day('2026-11-23'))).toMatchObject({ owed: 1, ratio: 0 })
    expect(measureDiscipline([work('2026-12-01', '2026-11-20')], today)).toMatchObject({ inTime: 1, ratio: 100 })
  })

  it('leaves out what has no date, was cancelled or is no business of the organization', () => {
    expect(measureDiscipline([work(null, '2026-11-01'), work('2026-11-01', null, true)], today)).toEqual({ planned: 0, inTime: 0, late: 0, owed: 0, ratio: null })
  })
})
