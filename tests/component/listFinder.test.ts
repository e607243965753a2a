import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type VueWrapper, flushPromises } from '@vue/test-utils'
import type { Table } from 'dexie'
import type { OrganizationId } from '#core/directive'
import App from '../../src/school/App.vue'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, nowMs, profile, shows, tidy } from '../support/schoolProgram.ts'

const points = [
  makeDirective('p1', { number: '4.2', position: 1 }),
  makeDirective('p2', { number: '5.1', position: 2, text: 'Изучить кадры.' }),
  makeDirective('p3', { number: '6.1', position: 3, text: 'Обновить сайт.' }),
]

describe('what narrows the list', () => {
  let program: SchoolProgram

  beforeEach(async () => {
    document.body.innerHTML = ''
    localStorage.clear()
    program = new SchoolProgram({ points })
    program.setNetwork(true)
    await program.start()
  })

  async function open(): Promise<VueWrapper> {
    const page = program.mount(App)
    await vi.dynamicImportSettled()
    await vi.waitFor(() => { expect(page.find('.said').exists()).toBe(true) }, { timeout: 20_000 })
    return page
  }

  const numbers = (page: VueWrapper): string[] => page.findAll('li.card .number').map((number) => number.text().split(' ')[0] ?? '')
  const chips = (page: VueWrapper): string[] => page.findAll('[role="group"] button').map((chip) => tidy(chip.text()))

  async function type(page: VueWrapper, words: string): Promise<void> {
    await page.get('input[type="search"]').setValue(words)
    await flushPromises()
  }

  it('finds a point by its own notes', async () => {
    const page = await open()
    await program.device.record(program.organizationId, 'd:p2' as never, 'progressNote', { text: 'Собрали справку у завуча' })
    await type(page, 'справка')
    await vi.waitFor(() => { expect(numbers(page)).toEqual(['5.1']) }, { timeout: 20_000 })
    await shows(page, 'Найдено: 1')
  })

  it('offers no chip while there is nothing to choose', async () => {
    const page = await open()
    await shows(page, 'Пересмотреть')
    expect(chips(page)).toEqual([])
  })

  it('offers what is not sent, begun and returned, with counts, and shows all by the first', async () => {
    program.office('d:p3', 'control', { state: 'returned', reason: 'Нет приложения' })
    await program.device.sync()
    program.setNetwork(false)
    const page = await open()
    await program.device.record(program.organizationId, 'd:p1' as never, 'execution', { state: 'inProgress' })
    await shows(page, 'Не отправлено · 1')
    expect(chips(page)).toEqual(['Все · 3', 'Не отправлено · 1', 'На доработке · 1'])
    await button(page, 'Не отправлено · 1').trigger('click')
    expect(numbers(page)).toEqual(['4.2'])
    await button(page, 'На доработке · 1').trigger('click')
    expect(numbers(page)).toEqual(['6.1'])
    await button(page, 'Все · 3').trigger('click')
    expect(numbers(page)).toHaveLength(3)
  })

  it('keeps an emptied chip under the reader, and begins without it the next time', async () => {
    program.setNetwork(false)
    const page = await open()
    await program.device.record(program.organizationId, 'd:p1' as never, 'execution', { state: 'inProgress' })
    await shows(page, 'Не отправлено · 1')
    await button(page, 'Не отправлено · 1').trigger('click')
    program.setNetwork(true)
    await program.device.sync(true)
    await shows(page, 'Здесь больше ничего нет.')
    page.unmount()
    const again = await open()
    await vi.waitFor(() => { expect(numbers(again)).toHaveLength(3) }, { timeout: 20_000 })
    expect(chips(again)).toEqual([])
  })

  it('remembers words and chip when the program is closed, and forgets them by «Показать все»', async () => {
    program.setNetwork(false)
    const page = await open()
    await program.device.record(program.organizationId, 'd:p1' as never, 'execution', { state: 'inProgress' })
    await program.device.record(program.organizationId, 'd:p2' as never, 'execution', { state: 'inProgress' })
    await shows(page, 'Не отправлено · 2')
    await button(page, 'Не отправлено · 2').trigger('click')
    await type(page, 'кадров')
    expect(numbers(page)).toEqual(['5.1'])
    page.unmount()
    const again = await open()
    await vi.waitFor(() => { expect(numbers(again)).toEqual(['5.1']) }, { timeout: 20_000 })
    expect(again.get<HTMLInputElement>('input[type="search"]').element.value).toBe('кадров')
    await button(again, 'Показать все').trigger('click')
    await vi.waitFor(() => { expect(numbers(again)).toHaveLength(3) })
    expect(again.get<HTMLInputElement>('input[type="search"]').element.value).toBe('')
  })

  it('keeps words and chip for each organization by itself', async () => {
    program.setNetwork(false)
    const { db } = program.device
    const second = 'second' as OrganizationId
    for (const table of [db.enrolments, db.cards, db.resolutions]) await (table as Table<object>).bulkAdd((await (table as Table<object>).toArray()).map((row) => ({ ...row, organizationId: second })))
    const page = await open()
    await shows(page, 'Изучить')
    await type(page, 'кадры')
    expect(numbers(page)).toEqual(['5.1'])
    await db.settings.put({ key: 'organizationId', value: second })
    await vi.waitFor(() => { expect(localStorage.getItem(`query ${program.organizationId}`)).toBe('кадры') })
    page.unmount()
    const other = await open()
    await vi.waitFor(() => { expect(numbers(other)).toHaveLength(3) }, { timeout: 20_000 })
    await type(other, 'сайт')
    expect(numbers(other)).toEqual(['6.1'])
    other.unmount()
    await db.settings.put({ key: 'organizationId', value: program.organizationId })
    const again = await open()
    await vi.waitFor(() => { expect(numbers(again)).toEqual(['5.1']) }, { timeout: 20_000 })
  })

  it('offers the points with a photo or a file of the school, whoever gave it, and no link', async () => {
    const page = await open()
    const second = await program.startSecondPhone()
    await program.device.record(program.organizationId, 'd:p1' as never, 'evidence', { title: 'Сайт', link: 'https://school.ru/' })
    await second.record(program.organizationId, 'd:p2' as never, 'evidence', { title: 'Приказ', hash: 'a'.repeat(64), sizeBytes: 10, fileType: 'jpg' })
    await second.sync()
    await program.device.sync()
    await shows(page, 'С фото · 1')
    await button(page, 'С фото · 1').trigger('click')
    expect(numbers(page)).toEqual(['5.1'])
  })

  it('keeps what a new head is told on the screen until it is stored that he was told', async () => {
    program.office('o', 'profile', { ...profile, organization: { ...profile.organization, handedOverMs: nowMs } })
    await program.device.sync()
    const page = await open()
    await shows(page, 'Вы приняли дела')
    const stored = Promise.withResolvers<string>()
    const { settings } = program.device.deps.db
    const put = vi.spyOn(settings, 'put').mockReturnValueOnce(stored.promise as never)
    await button(page, 'Понятно, больше не показывать').trigger('click')
    await vi.waitFor(() => { expect(put).toHaveBeenCalledOnce() })
    expect(page.find('dialog[open]').text()).toContain('Вы приняли дела')
    stored.resolve('')
    await vi.waitFor(() => { expect(page.find('dialog[open]').exists()).toBe(false) }, { timeout: 20_000 })
  })

  it('keeps what was typed into a form until it is sent, and leads back to it', async () => {
    const page = await open()
    const form = 'dialog[open] textarea'
    const begin = async (): Promise<void> => {
      await shows(page, 'Изучить')
      for (const name of [/^Отметить пункт 5\.1/, 'Исполнено, добавить текст']) await button(page, name).trigger('click')
      await vi.dynamicImportSettled()
      await flushPromises()
    }
    await begin()
    await page.get(form).setValue('Издан при')
    await page.get(form).setValue('Издан приказ')
    await button(page, 'Закрыть').trigger('click')
    await shows(page, 'Недописанные · 1')
    await button(page, 'Недописанные · 1').trigger('click')
    expect(numbers(page)).toEqual(['5.1'])
    await begin()
    await vi.waitFor(() => { expect(page.get<HTMLTextAreaElement>(form).element.value).toBe('Издан приказ') }, { timeout: 20_000 })
    await shows(page, 'Вы не закончили эту запись.')
    await page.get('dialog form').trigger('submit')
    await shows(page, 'Пункт 5.1 отмечен.')
    await shows(page, 'Недописанные · 0')
    expect((await program.device.changes()).find(({ kind }) => kind === 'execution')?.value).toEqual({ state: 'reported', text: 'Издан приказ' })
  })
})
