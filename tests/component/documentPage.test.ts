import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import App from '../../src/school/App.vue'
import { day } from '../support/day.ts'
import { makeChild, makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const heading = 'Руководителям школ'
const points = [
  makeDirective('p2', { number: '5.1', position: 2, heading, text: 'Проводить:', children: [makeChild('c1')] }),
  makeDirective('p1', { number: '4.2', position: 1, heading, reportDue: day('2026-12-05') }),
  makeDirective('p3', { number: '6.1', position: 3, heading: 'Всем', text: 'Обновить сайт.' }),
]

describe('the page of a document', () => {
  let program: SchoolProgram

  beforeEach(async () => {
    document.body.innerHTML = ''
    localStorage.clear()
    program = new SchoolProgram({ points })
    program.setNetwork(true)
    await program.start()
  })

  async function open(address = '/documents/r1'): Promise<VueWrapper> {
    program.router.go(address)
    const page = program.mount(App)
    await shows(page, 'Назад')
    return page
  }

  it('shows without the network what the document is and every point of it at its place', async () => {
    program.setNetwork(false)
    const page = await open()
    await shows(page, 'Показаны пункты, направленные вашей организации: 3.')
    const text = tidy(page.get('article').text())
    for (const words of ['Решение коллегии № 3 от 17.12.2021', 'Документ r1', 'Кто принял: коллегия']) expect(text).toContain(words)
    expect(page.findAll('ol > li').map((point) => tidy(point.get('p').text()))).toEqual(['4.2 Пересмотреть учебную нагрузку педагогов.', '5.1 Проводить:', '6.1 Обновить сайт.'])
    expect(page.findAll('ol h3').map((title) => title.text())).toEqual([heading, 'Всем'])
    expect(tidy(page.findAll('ol > li')[0]?.text() ?? '')).toContain('отчёт до 5 декабря Новое')
    expect(page.findAll('ol > li')[1]?.text()).toContain('— информационные мероприятия')
  })

  it('leads to a point, and back from there', async () => {
    const page = await open()
    await shows(page, 'Открыть пункт')
    const link = page.findAll('ol a')[0]
    expect(link?.attributes('aria-label')).toBe('Открыть пункт 4.2, Пересмотреть учебную нагрузку педагогов')
    page.unmount()
    const point = await open(link?.attributes('href') ?? '')
    await shows(point, 'История')
    expect(point.get('a.back').attributes('href')).toBe('/documents/r1')
  })

  it('is acknowledged whole by one tap, and says who did and when', async () => {
    const page = await open()
    await shows(page, 'Ознакомлен(а)')
    await button(page, 'Ознакомлен(а): Решение коллегии № 3 от 17.12.2021').trigger('click')
    await shows(page, 'Ознакомлен(а): Петрова А.И., 22 ноября.')
    expect(page.findAll('article button').map((one) => one.text())).toEqual(['Напечатать лист на педсовет'])
  })

  it('prints a sheet of the open points with room for a name and a signature', async () => {
    program.office('d:p3', 'control', { state: 'released' })
    await program.device.sync()
    const page = await open()
    await shows(page, 'Лист на педсовет')
    await vi.waitFor(() => {
      expect(page.findAll('.council tbody tr').map((row) => row.findAll('td').map((cell) => tidy(cell.text())))).toEqual([
        ['4.2', 'Пересмотреть учебную нагрузку педагогов.', 'отчёт до 5 декабря', ''],
        ['5.1', 'Проводить: — информационные мероприятия', 'срок не указан', ''],
      ])
    }, { timeout: 20_000 })
    const print = vi.fn()
    vi.stubGlobal('print', print)
    await button(page, 'Напечатать лист на педсовет').trigger('click')
    vi.unstubAllGlobals()
    expect(print).toHaveBeenCalledOnce()
  })

  it('that is not on this phone says so', async () => {
    await shows(await open('/documents/other'), 'Такого документа на этом телефоне нет.')
  })

  it('is opened from the list of documents and from its point', async () => {
    program.router.go('/documents')
    const documents = program.mount(App)
    await shows(documents, 'Документ r1')
    expect(documents.get('main li a').attributes('href')).toBe('/documents/r1')
    documents.unmount()
    const point = await open('/directives/p1')
    await shows(point, 'История')
    expect(point.get('dl a').attributes('href')).toBe('/documents/r1')
  })
})
