import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DirectiveId } from '#core/directive'
import { readNews } from '../../src/device/cardNews.ts'
import { loadAssignment, loadCard } from '../../src/device/viewQueries.ts'
import { changedText } from '../../src/school/views/changedText.ts'
import { toCardView } from '../../src/school/views/cardView.ts'
import { day } from '../support/day.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { School, point1, resolution } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const id = 'point1' as DirectiveId
const today = day('2026-11-22')
const due = (version: number, date: string) => makeDirective('point1', { version, computed: { dueDate: day(date), rule: 'given_date', movedFrom: null, toConfirm: false } })
const correct = (version: number, date: string): void => { school.server.publish(school.id, { ...resolution, version }, [due(version, date)]) }
const withdraw = (version = 1): void => { school.server.writeOffice(school.id, point1, 'publication', { withdrawn: true, control: 'cancelled' }, version) }
async function told(from: SimulatedDevice = phone): Promise<string | null> {
  const card = await loadCard(from.db, school.id, id)
  return card === null ? null : changedText(toCardView(card, null, today), { nowMs: school.nowMs, zone: 'Asia/Yakutsk', today })
}

describe('what the office changed', () => {
  it('is told with the mark kept until it was read, also over a restart and an exchange', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    correct(2, '2026-10-01')
    await phone.sync()
    const words = 'Управление изменило пункт 4.2: назначен срок 1 октября. Ваша отметка сохранена.'
    expect(await told()).toBe(words)
    await phone.sync()
    expect(await told()).toBe(words)
    await readNews(phone.db, school.id, id)
    expect(await told()).toBeNull()
    expect((await loadAssignment(phone.db, school.id, point1))?.state.execution).toBe('inProgress')
  })

  it('in versions a phone passed over is told as one, and there and back as nothing', async () => {
    correct(2, '2026-10-01')
    await phone.sync()
    await readNews(phone.db, school.id, id)
    correct(3, '2026-11-01')
    correct(4, '2026-12-01')
    await phone.sync()
    expect(await told()).toBe('Управление изменило пункт 4.2: срок перенесён на 1 декабря.')
    correct(5, '2026-10-01')
    await phone.sync()
    expect(await told()).toBeNull()
  })

  it('is no news to a phone that was enrolled after it: it holds the newest version', async () => {
    correct(2, '2026-10-01')
    const later = await school.enrolledPhone('b')
    expect(await told(later)).toBeNull()
    expect((await loadCard(later.db, school.id, id))?.directive.version).toBe(2)
  })
})

describe('a withdrawn point', () => {
  it('stays with every record, takes no mark, and stands again as it stood when it is brought back', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported', text: 'приказ № 41' })
    await phone.sync()
    school.server.writeOffice(school.id, point1, 'control', { state: 'returned', reason: 'нет приложения' })
    await phone.sync()
    const unsent = await phone.record(school.id, point1, 'progressNote', { text: 'почти готово' })
    withdraw()
    await phone.sync()
    expect(await told()).toMatch(/^Пункт 4\.2 снят управлением .+\. Ваши записи сохранены, отчёт по нему не нужен\.$/u)
    expect((await phone.db.changes.get([school.id, unsent.id]))?.transfer).toBe('sent')
    const card = await loadCard(phone.db, school.id, id)
    if (card === null) throw new Error('the card is gone')
    expect(toCardView(card, null, today)).toMatchObject({ state: 'withdrawn', isOpen: false, group: 'done', overdueDays: 0 })
    await expect(phone.record(school.id, point1, 'execution', { state: 'reported' })).rejects.toThrow()

    school.server.writeOffice(school.id, point1, 'publication', { control: 'onControl' }, 1)
    await readNews(phone.db, school.id, id)
    await phone.sync()
    expect(await told()).toMatch(/^Управление вернуло пункт/u)
    const back = await loadCard(phone.db, school.id, id)
    expect(back === null ? null : toCardView(back, null, today)).toMatchObject({ state: 'returned', isOpen: true })
    expect((await loadAssignment(phone.db, school.id, point1))?.state.notes).toHaveLength(1)
  })

  it('that was marked before the phone heard of it keeps the mark, and the office gets it', async () => {
    withdraw()
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    expect(school.server.historyOf(school.id).some(({ kind, subject }) => kind === 'execution' && subject === point1)).toBe(true)
    expect((await loadAssignment(phone.db, school.id, point1))?.state).toMatchObject({ execution: 'reported', notApplied: [] })
  })
})
