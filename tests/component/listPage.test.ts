import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { type VueWrapper, flushPromises } from '@vue/test-utils'
import type { DateOnly } from '#core/directive'
import App from '../../src/school/App.vue'
import ListPage from '../../src/school/pages/ListPage.vue'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const point = makeDirective('p1', { reportDue: '2026-12-05' as DateOnly })
const markPoint = 'Отметить пункт 4.2, Пересмотреть учебную нагрузку педагогов'

async function open(program: SchoolProgram): Promise<VueWrapper> {
  const page = program.mount(App)
  await shows(page, 'Пересмотреть')
  return page
}

async function mark(page: VueWrapper, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) await button(page, name).trigger('click')
  // The form of words loads when it is wanted.
  await vi.dynamicImportSettled()
  await flushPromises()
}

describe('the list', () => {
  let program: SchoolProgram

  beforeEach(() => {
    document.body.innerHTML = ''
    localStorage.clear()
    program = new SchoolProgram({ points: [point] })
    program.setNetwork(true)
  })

  it('shows a card as one link and one button named by its object', async () => {
    await program.start()
    const page = await open(program)
    const card = page.get('li.card')
    expect(card.findAll('a').map((link) => link.attributes('href'))).toEqual(['/directives/p1'])
    expect(card.findAll('button').map((one) => one.attributes('aria-label'))).toEqual([markPoint])
    expect(card.get('b').text()).toBe('Пересмотреть учебную нагрузку педагогов.')
    for (const text of ['4.2 · Решение коллегии № 3 от 17.12.2021', 'отчёт до 5 декабря', 'Новое', 'Отметить']) expect(tidy(card.text())).toContain(text)
  })

  it('says that nothing was sent yet when nothing was', async () => {
    program = new SchoolProgram({ points: [] })
    await program.start()
    await shows(program.mount(App), 'Поручений пока нет. Управление ещё ничего не направило.')
  })

  it('says that the first load goes on, not that nothing was sent', async () => {
    program = new SchoolProgram({ points: [] })
    await program.start()
    await program.device.db.enrolments.update(program.organizationId, { firstLoadDone: false, remaining: 31 })
    const page = program.mount(App)
    await shows(page, 'Загружено 0 из 31. Остальные придут, когда будет сеть.')
    expect(page.text()).not.toContain('Поручений пока нет')
  })

  it('says over the cards that more of them are to come', async () => {
    await program.start()
    await program.device.db.enrolments.update(program.organizationId, { firstLoadDone: false, remaining: 30 })
    await shows(await open(program), 'Загружено 1 из 31. Остальные придут, когда будет сеть.')
  })

  it('is calm in a week without dates', async () => {
    await program.start()
    await shows(await open(program), 'На этой неделе сроков нет. Ближайший — 5 декабря')
  })

  it('marks in two taps, and says so only when the database holds the mark', async () => {
    await program.start()
    program.setNetwork(false)
    const page = await open(program)
    await mark(page, markPoint)
    const { db } = program.device
    let said = ''
    const stop = vi.spyOn(db.changes, 'add').mockImplementation((row) => {
      said = page.get('[role="status"].region').text()
      stop.mockRestore()
      return db.changes.add(row)
    })
    await mark(page, 'Исполнено')
    await shows(page, 'Пункт 4.2 отмечен.')
    expect(said).toBe('')
    expect((await program.device.changes()).filter(({ kind }) => kind === 'execution').map(({ value }) => value)).toEqual([{ state: 'reported' }])
    await shows(page, /Исполнено · 1/)
    await shows(page, 'Сохранено на телефоне: 1')
  })

  it('takes the mark back by «Отменить» and keeps both records', async () => {
    await program.start()
    const page = await open(program)
    await mark(page, markPoint, 'В работе')
    await shows(page, 'Пункт 4.2 отмечен.')
    await mark(page, 'Отменить')
    await shows(page, 'Отметка снята.')
    expect((await program.device.changes()).filter(({ kind }) => kind === 'execution').map(({ value }) => value['state'])).toEqual(['inProgress', 'notStarted'])
  })

  it('says why a mark was not kept, and never «отмечен»', async () => {
    await program.start()
    const page = await open(program)
    await program.device.db.enrolments.update(program.organizationId, { personId: null })
    await mark(page, markPoint, 'Исполнено')
    await shows(page, 'Не сохранено. Сначала напишите, кто работает на этом телефоне.')
  })

  it('offers «Отозвать» on a reported point and not a second «Исполнено»', async () => {
    await program.start()
    const page = await open(program)
    await mark(page, markPoint, 'Исполнено')
    await shows(page, /Исполнено · 1/)
    await mark(page, /Исполнено · 1/, markPoint)
    const rows = page.findAll('dialog[open] li button').map((row) => row.text())
    expect(rows).toEqual(['Отозвать', 'Исполнено, добавить текст', 'Прошу продлить срок', 'Не относится к нам'])
    await mark(page, 'Отозвать')
    await shows(page, /В работе/)
  })

  it('asks for a date and a reason before it asks to prolong', async () => {
    await program.start()
    const page = await open(program)
    await mark(page, markPoint, 'Прошу продлить срок')
    await page.get('dialog form').trigger('submit')
    expect(page.get('dialog [role="alert"]').text()).toBe('Нужны дата и причина.')
    await page.get('dialog input[type="date"]').setValue('2026-11-21')
    await page.get('dialog textarea').setValue('Нет учебников')
    await page.get('dialog form').trigger('submit')
    expect(page.get('dialog [role="alert"]').text()).toBe('Дата должна быть не раньше сегодняшней.')
    await page.get('dialog input[type="date"]').setValue('2027-01-15')
    await page.get('dialog form').trigger('submit')
    await shows(page, 'Пункт 4.2: просьба продлить срок сохранена.')
    expect((await program.device.changes()).map(({ kind, value }) => [kind, value])).toContainEqual(['extensionRequest', { to: '2027-01-15', reason: 'Нет учебников' }])
  })

  it('wants a reason for «Не относится к нам»', async () => {
    await program.start()
    const page = await open(program)
    await mark(page, markPoint, 'Не относится к нам')
    await page.get('dialog form').trigger('submit')
    expect(page.get('dialog [role="alert"]').text()).toBe('Напишите причину.')
    await page.get('dialog textarea').setValue('У нас нет старших классов')
    await page.get('dialog form').trigger('submit')
    await shows(page, 'Исполнено · 1')
  })

  it('lets only the first of two quick taps at one place through', async () => {
    await program.start()
    const page = await open(program)
    const tap = (name: string): void => void button(page, name).element.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, clientX: 100, clientY: 500 }))
    tap(markPoint)
    await nextTick()
    tap('Исполнено')
    await nextTick()
    expect(page.find('dialog[open]').exists()).toBe(true)
    expect((await program.device.changes()).filter(({ kind }) => kind === 'execution')).toEqual([])
  })

  it('puts a returned point on top with the remark and the day', async () => {
    await program.start()
    program.office('d:p1', 'control', { state: 'returned', reason: 'Нет приложения', fixBy: '2026-12-05' })
    await program.device.sync()
    const page = await open(program)
    await shows(page, 'На доработке: Нет приложения. До 5 декабря.')
    expect(page.findAll('h2').at(1)?.text()).toBe('На доработке · 1')
    expect(button(page, /^Исправить пункт 4\.2/).text()).toBe('Исправить')
  })

  it('acknowledges a whole document by one tap', async () => {
    await program.start()
    const page = await open(program)
    await shows(page, 'Новые документы · 1')
    await mark(page, 'Ознакомлен(а): Решение коллегии № 3 от 17.12.2021')
    await shows(page, 'Ознакомление сохранено на телефоне.')
    await vi.waitFor(() => {
      expect(page.text()).not.toContain('Новые документы')
    }, { timeout: 20_000 })
  })

  it('finds nothing honestly and shows all again', async () => {
    await program.start()
    const page = await open(program)
    await page.get('input[type="search"]').setValue('бассейн')
    await shows(page, 'Ничего не найдено по слову „бассейн“.')
    await mark(page, 'Показать все')
    await shows(page, 'Пересмотреть')
  })

  it('shows what was marked twice', async () => {
    await program.start()
    const second = await program.startSecondPhone()
    const page = program.mount(ListPage)
    await shows(page, 'Пересмотреть')
    program.setNetwork(false)
    await mark(page, markPoint, 'Исполнено')
    await second.record(program.organizationId, 'd:p1' as never, 'execution', { state: 'inProgress' })
    await second.sync()
    program.setNetwork(true)
    await program.device.sync()
    await page.get('input[type="search"]').setValue('нагрузку')
    await shows(page, 'Отмечено дважды')
  })
})
