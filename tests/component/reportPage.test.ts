import { beforeEach, describe, expect, it } from 'vitest'
import type { SubjectKey } from '#core/sync'
import ListPage from '../../src/school/pages/ListPage.vue'
import DocumentsPage from '../../src/school/pages/DocumentsPage.vue'
import ReportPage from '../../src/school/pages/ReportPage.vue'
import { placeOf } from '../../src/school/router.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

let program: SchoolProgram
beforeEach(async () => {
  document.body.innerHTML = ''
  program = new SchoolProgram({ points: [makeDirective('p1', { position: 1, number: '4.1' }), makeDirective('p2', { position: 2, number: '4.2' }), makeDirective('p3', { position: 3, number: '5.3' })] })
  await program.start()
})

const record = (subject: string, kind: string, value: Record<string, string>) => program.device.record(program.organizationId, subject as SubjectKey, kind, value)
const open = () => program.mount(ReportPage, { resolutionId: 'r1' })
const reportsOf = async () => (await program.device.changes()).filter(({ kind }) => kind === 'organizationReport')

describe('the report on a document', () => {
  it('has an address of its own', () => {
    const { props, hasNav } = placeOf(new URL('https://school.test/documents/r1/report'))
    expect([props, hasNav]).toEqual([{ pathname: '/documents/r1/report' }, false])
    const page = program.mount(DocumentsPage, props)
    return shows(page, 'Исполнено 0 из 3')
  })

  it('is filled from the marks in the school’s own words, and names what has no mark', async () => {
    await record('d:p1', 'execution', { state: 'reported', text: 'Приказ № 41' })
    await record('d:p2', 'progressNote', { text: 'Собрание назначено' })
    const page = open()
    await shows(page, 'Исполнено 1 из 3')
    const lines = page.findAll('li').map((line) => tidy(line.text()))
    expect(lines[0]).toMatch(/^4\.1 .*Приказ № 41 ?Исполнено, 22 ноября/)
    expect(lines[1]).toMatch(/^4\.2 .*Собрание назначено/)
    expect(lines[2]).toMatch(/^5\.3 .*без отметки/)
    expect(page.findAll('li a').at(2)?.attributes('href')).toBe('/directives/p3')
    expect(page.get('textarea').element.value).toBe('Исполнено 1 из 3. Без отметки: 5.3.')
  })

  it('keeps every letter typed as a draft, and opens with it again', async () => {
    const page = open()
    await shows(page, 'Исполнено 0 из 3')
    await page.get('textarea').setValue('Работаем')
    await expect.poll(async () => (await program.device.db.settings.toArray()).find(({ key }) => key.startsWith('reportDraft'))?.value).toBe('Работаем')
    page.unmount()
    const again = open()
    await expect.poll(() => again.find('textarea').exists() && again.get('textarea').element.value).toBe('Работаем')
  })

  it('goes out frozen without a network: later marks change nothing of what was sent, and the draft is gone', async () => {
    program.setNetwork(false)
    await record('d:p1', 'execution', { state: 'reported', text: 'Приказ № 41' })
    const page = open()
    await shows(page, 'Исполнено 1 из 3')
    await page.get('textarea').setValue('Итог полугодия')
    await button(page, 'Отправить в управление').trigger('click')
    await shows(page, 'Отправлено отчётов: 1')
    await shows(page, /Исполнено 1 из 3.*Итог полугодия.*Петрова А\.И\..*На телефоне/)
    await record('d:p2', 'execution', { state: 'reported' })
    await shows(page, 'Исполнено 2 из 3')
    const [sent] = await reportsOf()
    expect(sent?.value).toMatchObject({ text: 'Итог полугодия', points: [{ number: '4.1', state: 'reported', text: 'Приказ № 41', on: '2026-11-22' }, { number: '4.2', state: 'notStarted' }, { number: '5.3', state: 'notStarted' }] })
    expect((await program.device.db.settings.toArray()).some(({ key }) => key.startsWith('reportDraft'))).toBe(false)
    program.setNetwork(true)
    await program.device.sync(true)
    await shows(page, /Передано · квитанция \d+.*Управление ещё не решило/)
  })

  it('shows why the office returned it first thing on the list and on its page, until a new one is sent', async () => {
    const page = open()
    await shows(page, 'Исполнено 0 из 3')
    await button(page, 'Отправить в управление').trigger('click')
    await shows(page, 'Отправлено отчётов: 1')
    await program.device.sync(true)
    program.office('r:r1', 'reportDecision', { report: (await reportsOf())[0]?.id ?? '', state: 'returned', reason: 'Нет приложения' })
    await program.device.sync(true)
    await shows(page, /Управление вернуло отчёт 22 ноября: Нет приложения\./)
    const list = program.mount(ListPage)
    await shows(list, /Управление вернуло отчёт, .*: Нет приложения\./)
    expect(list.find('a[href="/documents/r1/report"]').exists()).toBe(true)
    await button(page, 'Отправить исправленный').trigger('click')
    await shows(page, 'Отправлено отчётов: 2')
    await expect.poll(() => list.text()).not.toContain('Управление вернуло отчёт')
  })

  it('says nothing of a return that names another sending', async () => {
    program.office('r:r1', 'reportDecision', { report: 'elsewhere-1', state: 'returned', reason: 'Нет' })
    await program.device.sync(true)
    const list = program.mount(ListPage)
    await shows(list, '4.1')
    expect(list.text()).not.toContain('вернуло отчёт')
  })
})
