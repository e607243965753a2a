import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { flushPromises } from '@vue/test-utils'
import type { DateOnly, Directive, ResolutionId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import App from '../../src/school/App.vue'
import { makeChild, makeDirective } from '../support/historyFactory.ts'
import { makeResolution } from '../support/recordFactory.ts'
import { SchoolProgram, button, shows } from '../support/schoolProgram.ts'

let program: SchoolProgram
beforeEach(() => {
  document.body.innerHTML = ''
  localStorage.clear()
})

async function start(points: readonly Directive[] = [makeDirective('p1'), makeDirective('p2', { number: '5.1', position: 2, text: 'Изучить кадры.' })]): Promise<void> {
  program = new SchoolProgram({ points })
  program.setNetwork(true)
  await program.start()
}

async function open(address: string, shown: string | RegExp = 'История'): Promise<VueWrapper> {
  program.router.go(address)
  const page = program.mount(App)
  await shows(page, shown)
  return page
}

async function press(page: VueWrapper, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    await vi.waitFor(() => button(page, name), { timeout: 20_000 })
    await button(page, name).trigger('click')
    await flushPromises()
  }
}

async function addStep(page: VueWrapper, text: string): Promise<void> {
  const form = page.findAll('form').find((one) => one.text().includes('Новый шаг'))
  await form?.get('input').setValue(text)
  await form?.trigger('submit')
  await shows(page, text)
}

const marks = async () => (await program.device.changes()).filter(({ kind }) => kind === 'execution').map(({ subject, value }) => [subject, value['state'], value['text']])
const words = (page: VueWrapper): string => page.get<HTMLTextAreaElement>('dialog[open] textarea').element.value

describe('own steps', () => {
  it('are refused without words, and say where they are kept', async () => {
    await start()
    const page = await open('/directives/p1')
    await page.findAll('form').find((one) => one.text().includes('Новый шаг'))?.trigger('submit')
    await shows(page, 'Напишите, что нужно сделать.')
    await shows(page, 'Шаги хранятся только на этом телефоне. Управление увидит их, только если вы добавите их в отчёт.')
  })

  it('offer to report once all are ticked, but mark neither the point nor a part nor another period', async () => {
    await start([makeDirective('p1', { children: [makeChild('c1')], periodUnit: 'year', firstPeriodFrom: '2025-01-01' as DateOnly })])
    const page = await open('/directives/p1')
    await addStep(page, 'Издать приказ')
    expect(page.text()).not.toContain('Все шаги отмечены')
    await page.get('input[type="checkbox"]').setValue(true)
    await shows(page, 'Все шаги отмечены. Отчитаться?')
    expect(await marks()).toEqual([])
    await press(page, 'Отчитаться')
    expect(page.get('dialog[open]').text()).toContain('Исполнено')
    const steps = await program.device.db.ownSteps.toArray()
    expect(steps.map(({ subject }) => subject)).toEqual(['d:p1:2025'])
  })

  it('stand under the report’s words after a tap, below what was typed, and are sent only with the mark', async () => {
    await start()
    const page = await open('/directives/p1')
    await addStep(page, 'Издан приказ № 41')
    await page.get('input[type="checkbox"]').setValue(true)
    await press(page, /^Отметить пункт/, 'Исполнено, добавить текст')
    await vi.waitFor(() => page.get('dialog[open] textarea'))
    await page.get('dialog[open] textarea').setValue('Начали')
    await press(page, 'Закрыть', 'Добавить шаги в отчёт')
    await vi.waitFor(() => { expect(words(page)).toBe('Начали\nИздан приказ № 41.') }, { timeout: 20_000 })
    expect(page.get('dialog[open]').text()).toContain('Текст взят.')
    expect(await marks()).toEqual([])
    await page.get('dialog[open] form').trigger('submit')
    await shows(page, 'Пункт 4.2 отмечен.')
    expect(await marks()).toEqual([['d:p1', 'reported', 'Начали\nИздан приказ № 41.']])
    expect(page.text()).not.toContain('Добавить шаги в отчёт')
  })

  it('come back by «Отменить» after a deletion', async () => {
    await start()
    const page = await open('/directives/p1')
    await addStep(page, 'Издать приказ')
    await press(page, 'Изменить шаг: Издать приказ', 'Удалить')
    await shows(page, 'Шаг удалён.')
    expect(await program.device.db.ownSteps.count()).toBe(0)
    await press(page, 'Отменить')
    await shows(page, 'Свои шаги: 0 из 1')
  })
})

describe('who does a point', () => {
  const fill = async (page: VueWrapper, name: string, date = ''): Promise<void> => {
    await vi.waitFor(() => page.get('dialog[open] input[type="text"]'), { timeout: 20_000 })
    await page.get('dialog[open] input[type="text"]').setValue(name)
    if (date !== '') await page.get('dialog[open] input[type="date"]').setValue(date)
  }

  it('is named from the status sheet; a day after the office’s is warned of and kept; «Отменить» takes it back', async () => {
    await start([makeDirective('p1', { reportDue: '2026-12-01' as DateOnly })])
    const page = await open('/', '4.2')
    await press(page, /^Отметить пункт/, 'Поручить сотруднику')
    await vi.dynamicImportSettled()
    await fill(page, 'Ким О.Д.', '2026-12-10')
    await shows(page, 'Это позже срока управления: 1 декабря. Сохранить можно.')
    await page.get('dialog[open] form').trigger('submit')
    await shows(page, 'Поручено: Ким О.Д., до 10 декабря')
    expect(page.find('dialog[open]').exists()).toBe(false)
    expect((await program.device.changes()).every(({ pending }) => pending === 0)).toBe(true)
    await press(page, 'Отменить')
    await vi.waitFor(() => { expect(page.get('li.card').text()).not.toContain('Поручено') }, { timeout: 20_000 })
  })

  it('is offered again by name, and changed from the page of a part', async () => {
    await start([makeDirective('p1', { children: [makeChild('c1'), makeChild('c2')] })])
    const page = await open('/directives/p1?part=d:p1:whole:c2')
    await press(page, 'Поручить сотруднику')
    await fill(page, '')
    await page.get('dialog[open] form').trigger('submit')
    expect(page.get('dialog[open]').text()).toContain('Напишите, кому поручаете.')
    await fill(page, 'Ким  О.Д.')
    await page.get('dialog[open] form').trigger('submit')
    await shows(page, 'Снять поручение')
    await press(page, 'Изменить')
    expect(page.findAll('dialog[open] [role="group"] button').map((name) => name.text())).toEqual(['Петрова А.И.', 'Ким О.Д.'])
    expect((await program.device.db.ownAssignments.toArray()).map(({ subject, name, personId }) => [subject, name, personId])).toEqual([['d:p1:whole:c2', 'Ким О.Д.', null]])
  })

  it('finds the points of whoever works on the phone by «Мои», and hides the chip where there are none', async () => {
    await start()
    const page = await open('/', '5.1')
    await vi.dynamicImportSettled()
    expect(page.text()).not.toContain('Мои')
    await press(page, /^Отметить пункт 5\.1/, 'Поручить сотруднику')
    await vi.dynamicImportSettled()
    await press(page, 'Петрова А.И.')
    await page.get('dialog[open] form').trigger('submit')
    await press(page, 'Мои · 1')
    expect(page.findAll('li.card .number').map((number) => number.text().split(' ')[0])).toEqual(['5.1'])
    const personId = (await program.device.db.enrolments.toArray())[0]?.personId
    await program.device.db.enrolments.update(program.organizationId, { personId: 'other' as never })
    // Another person begins with a list of her own.
    await vi.waitFor(() => { expect([page.findAll('li.card').length, page.text().includes('Мои')]).toEqual([2, false]) }, { timeout: 20_000 })
    await program.device.db.enrolments.update(program.organizationId, { personId: personId ?? null })
    await shows(page, 'Мои · 1')
  })
})

describe('words of before', () => {
  const text = 'Обеспечить необходимый охват обучающихся дополнительным образованием в рамках регионального проекта.'

  it('of the last period are taken into the form by one tap, and nothing is sent', async () => {
    await start([makeDirective('p1', { periodUnit: 'year', firstPeriodFrom: '2025-01-01' as DateOnly })])
    await program.device.record(program.organizationId, 'd:p1:2025' as SubjectKey, 'execution', { state: 'reported', text: 'Проведено 4 занятия' })
    const page = await open('/directives/p1', 'Сейчас нужен отчёт за 2026 год')
    await press(page, 'Взять текст за 2025 год')
    await vi.waitFor(() => { expect(words(page)).toBe('Проведено 4 занятия') }, { timeout: 20_000 })
    expect(await marks()).toEqual([['d:p1:2025', 'reported', 'Проведено 4 занятия']])
  })

  it('on a similar point of another document are offered with the day they were written', async () => {
    await start([makeDirective('p1', { text })])
    program.server.publish(program.organizationId, { ...makeResolution('r2'), number: '7' }, [makeDirective('p9', { text: text.replace('Обеспечить', 'Обеспечивать'), resolutionId: 'r2' as ResolutionId })], { control: 'onControl' })
    await program.device.sync(true)
    await program.device.record(program.organizationId, 'd:p9' as SubjectKey, 'execution', { state: 'reported', text: 'Охват 86 %' })
    const page = await open('/directives/p1', 'Уже отвечали 22.11.2026 на похожий пункт: Решение коллегии № 7 от 17.12.2021')
    await press(page, 'Взять текст')
    await vi.waitFor(() => { expect(words(page)).toBe('Охват 86 %') }, { timeout: 20_000 })
    expect(await marks()).toHaveLength(1)
  })
})

describe('the plan of a document', () => {
  it('takes all its points, or those that are chosen', async () => {
    await start()
    const page = await open('/documents/r1/plan', 'Выбрано 2 пункта из 2')
    const boxes = page.findAll('input[type="checkbox"]')
    await boxes[1]?.setValue(false)
    await shows(page, 'Выбран 1 пункт из 2')
    const printed = (): string => page.get('.printed-report').element.shadowRoot?.textContent ?? ''
    await vi.waitFor(() => { expect(printed()).toContain('Пересмотреть учебную нагрузку') })
    expect(printed()).not.toContain('Изучить кадры')
    expect(page.get('.printed-report').classes()).toContain('wide')
    await press(page, 'Выбрать все', 'Снять все')
    await shows(page, 'Выберите хотя бы один пункт.')
  })
})
