import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refreshEveryMs } from '../../src/composables/useAutoRefresh.ts'
import { day } from '../support/day.ts'
import { type FakeApi, button, createFakeApi, fine, makeAssignment, makeCell, makeEntry, openScreen, refusal } from '../support/officeScreen.ts'

const address = '/organizations/one/assignments/d:p1'
let api: FakeApi
let screen: VueWrapper
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  api = createFakeApi()
})
afterEach(() => {
  screen.unmount()
  vi.useRealTimers()
})

async function submit(): Promise<void> {
  await screen.get('section[aria-label="Решение управления"] form').trigger('submit')
  await flushPromises()
}

describe('an assignment', () => {
  it('keeps the school\'s claim, the office\'s word and the delivery apart, with the report and the whole history', async () => {
    screen = await openScreen(address, api)
    expect(screen.get('dl').text()).toContain('ШколаИсполнено (отчёт школы)')
    expect(screen.get('dl').text()).toContain('УправлениеНа контроле')
    expect(screen.get('dl').text()).toContain('ДоставкаЕсть на телефоне')
    expect(screen.text()).toContain('Приказ № 41')
    expect(screen.get('ol').text()).toBe('ИсполненоПриказ № 41Петрова А.И., директор21 ноября, 12:00Android 10квитанция 7')
  })

  it('shows both marks of a clash, the active one named, and what was not applied', async () => {
    api.assignment.mockResolvedValue(fine(makeAssignment({
      clashChangeIds: ['a-1', 'b-1'],
      history: [makeEntry({ changeId: 'a-1' }), makeEntry({ changeId: 'b-1', value: { state: 'reported' }, author: 'Сидорова О.В.' }), makeEntry({ changeId: 'c-1', notApplied: true })],
    })))
    screen = await openScreen(address, api)
    const clash = screen.findAll('section').find((section) => section.text().startsWith('Отмечено дважды'))
    expect(clash?.findAll('li').map((item) => item.text())).toEqual(['В работеПетрова А.И., 21 ноября, 12:00, Android 10', 'ИсполненоДействуетСидорова О.В., 21 ноября, 12:00, Android 10'])
    expect(screen.text()).toContain('Запись пришла после решения управления и ничего не изменила.')
    expect(screen.get('ol').text()).toContain('не применено')
  })

  it('is released by one press, and says that the school will see it later', async () => {
    api.control.mockResolvedValue(fine(makeAssignment({ cell: makeCell({ state: 'released', control: 'released', execution: 'reported' }) })))
    screen = await openScreen(address, api)
    await button(screen, 'Снять с контроля').trigger('click')
    await flushPromises()
    expect(api.control).toHaveBeenCalledWith('one', 'd:p1', { state: 'released' })
    expect(screen.get('.note.good').text()).toBe('Снято с контроля. Школа увидит при следующей связи.')
    expect(screen.findAll('section[aria-label="Решение управления"] button').map((one) => one.text())).toEqual(['На доработку', 'Вернуть на контроль'])
  })

  it('is not returned without a reason nor to a past day', async () => {
    screen = await openScreen(address, api)
    await button(screen, 'На доработку').trigger('click')
    await submit()
    expect(screen.get('[role=alert]').text()).toBe('Напишите причину: школа должна понять, что делать.')
    await screen.get('textarea').setValue(' Нет приложения ')
    await screen.get('input[type=date]').setValue('2026-11-21')
    await submit()
    expect(screen.get('[role=alert]').text()).toBe('Выберите дату, не раньше сегодняшней.')
    expect(api.control).not.toHaveBeenCalled()
    await screen.get('input[type=date]').setValue('2026-12-05')
    await submit()
    expect(api.control).toHaveBeenCalledWith('one', 'd:p1', { state: 'returned', reason: 'Нет приложения', fixBy: '2026-12-05' })
    expect(screen.find('textarea').exists()).toBe(false)
  })

  it('keeps a refused decision\'s words and shows what stands now', async () => {
    screen = await openScreen(address, api)
    await button(screen, 'На доработку').trigger('click')
    await screen.get('textarea').setValue('Нет приложения')
    api.control.mockResolvedValue(refusal('TransitionNotAllowed'))
    await submit()
    expect(screen.get('[role=alert]').text()).toContain('Состояние поручения уже другое')
    expect(screen.get('textarea').element.value).toBe('Нет приложения')
    expect(api.assignment).toHaveBeenCalledTimes(2)
  })

  it('keeps what is typed while it refreshes by itself', async () => {
    screen = await openScreen(address, api)
    await button(screen, 'На доработку').trigger('click')
    await screen.get('textarea').setValue('Нет прил')
    api.assignment.mockResolvedValue(fine(makeAssignment({ reportText: 'Приказ № 42' })))
    vi.advanceTimersByTime(refreshEveryMs)
    await flushPromises()
    expect(api.assignment).toHaveBeenLastCalledWith('one', 'd:p1', true)
    expect(screen.text()).toContain('Приказ № 42')
    expect(screen.get('textarea').element.value).toBe('Нет прил')
  })

  it('does not let a refresh asked for before the decision bring the old state back', async () => {
    screen = await openScreen(address, api)
    let answer: (view: Awaited<ReturnType<FakeApi['assignment']>>) => void = () => undefined
    api.assignment.mockReturnValueOnce(new Promise((settle) => { answer = settle }))
    await button(screen, 'Обновить').trigger('click')
    api.control.mockResolvedValue(fine(makeAssignment({ cell: makeCell({ state: 'released', control: 'released' }) })))
    await button(screen, 'Снять с контроля').trigger('click')
    await flushPromises()
    answer(fine(makeAssignment()))
    await flushPromises()
    expect(screen.get('dl').text()).toContain('Снято с контроля')
  })

  it('is extended to the asked date by one press, or to another by the form', async () => {
    api.assignment.mockResolvedValue(fine(makeAssignment({ openRequest: { to: day('2026-12-20'), reason: 'ремонт' } })))
    screen = await openScreen(address, api)
    expect(screen.text()).toContain('Школа просит продлить до 20 декабря: «ремонт».')
    await button(screen, 'Продлить до 20 декабря').trigger('click')
    await flushPromises()
    expect(api.extend).toHaveBeenLastCalledWith('one', 'd:p1', { to: '2026-12-20' })
    expect(screen.get('.note.good').text()).toBe('Срок продлён до 20 декабря. Школа увидит при следующей связи.')
    await button(screen, 'Продлить').trigger('click')
    await screen.get('input[type=date]').setValue('2027-01-15')
    await submit()
    expect(api.extend).toHaveBeenLastCalledWith('one', 'd:p1', { to: '2027-01-15' })
    expect(screen.get('.note.good').text()).toBe('Срок продлён до 15 января 2027\u00a0г. Школа увидит при следующей связи.')
  })

  it('is reopened only with a reason', async () => {
    api.assignment.mockResolvedValue(fine(makeAssignment({ cell: makeCell({ state: 'released', control: 'released' }) })))
    screen = await openScreen(address, api)
    await button(screen, 'Вернуть на контроль').trigger('click')
    await submit()
    expect(api.control).not.toHaveBeenCalled()
    await screen.get('textarea').setValue('Сняли по ошибке')
    await submit()
    expect(api.control).toHaveBeenCalledWith('one', 'd:p1', { state: 'onControl', reason: 'Сняли по ошибке' })
  })

  it('that is not found says so and offers a way on', async () => {
    api.assignment.mockResolvedValue(refusal('NotFound'))
    screen = await openScreen(address, api)
    expect(screen.get('[role=alert]').text()).toContain('Такой записи нет или она принадлежит другому району.')
  })
})
