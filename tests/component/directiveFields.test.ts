import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Directive, ReportField } from '#core/directive'
import App from '../../src/school/App.vue'
import { makeChild, makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const reportFields: readonly ReportField[] = [
  { id: 'f1', label: 'Охвачено детей', type: 'number', unit: 'чел.' },
  { id: 'f2', label: 'Приказ издан', type: 'yesNo', unit: null },
  { id: 'f3', label: 'Дата педсовета', type: 'date', unit: null },
  { id: 'f4', label: 'Что мешает', type: 'text', unit: null },
  { id: 'f5', label: 'Страница на сайте', type: 'link', unit: null },
]
const hash = 'c'.repeat(64)
let program: SchoolProgram
let page: VueWrapper

beforeEach(() => {
  document.body.innerHTML = ''
})
afterEach(() => {
  page.unmount()
  vi.restoreAllMocks()
})

async function open(point: Partial<Directive> = {}, part: string | null = null): Promise<void> {
  program = new SchoolProgram({ points: [makeDirective('p1', { reportFields, ...point })] })
  program.setNetwork(true)
  await program.start()
  program.router.go(`/directives/p1${part === null ? '' : `?part=${part}`}`)
  page = program.mount(App)
  await shows(page, 'История')
}

/** The input under a label that begins so. */
function input(label: string) {
  const found = page.findAll('label').find((one) => one.text().startsWith(label))
  return page.get(`[id='${found?.attributes('for') ?? ''}']`)
}

/** Types and leaves the field. */
async function fill(label: string, text: string): Promise<void> {
  await input(label).setValue(text)
  await input(label).trigger('change')
  await input(label).trigger('blur')
  await flushPromises()
}

const answers = async (): Promise<unknown[]> => (await program.device.changes()).filter(({ kind }) => kind === 'fieldValue').map(({ value }) => [value['fieldId'], value['value']])

describe('the fields of a point', () => {
  it('are kept one by one as each is left, a comma as a point, and say where the record is', async () => {
    await open()
    program.setNetwork(false)
    await shows(page, 'Заполнено 0 из 5')
    expect(input('Охвачено детей').attributes('inputmode')).toBe('decimal')
    await fill('Охвачено детей', '1 012,5')
    await shows(page, 'Сохранено на телефоне: Охвачено детей.')
    await button(page, 'Да').trigger('click')
    await fill('Дата педсовета', '2026-11-20')
    await fill('Что мешает', ' Нет автобуса ')
    await fill('Страница на сайте', 'https://school.example')
    await shows(page, 'Заполнено 5 из 5')
    expect(await answers()).toEqual([['f1', 1012.5], ['f2', true], ['f3', '2026-11-20'], ['f4', 'Нет автобуса'], ['f5', 'https://school.example']])
    await shows(page, /Петрова А\.И\. · сегодня в 14:20 · На телефоне/u)
    expect(button(page, 'Да').attributes('aria-pressed')).toBe('true')
  })

  it('that do not fit keep what was typed and record nothing', async () => {
    await open()
    await fill('Охвачено детей', 'много')
    await shows(page, 'Не сохранено. Напишите число, например 12,5.')
    await fill('Страница на сайте', 'http://school.example')
    await shows(page, 'Адрес начинается с https://')
    expect((input('Охвачено детей').element as HTMLInputElement).value).toBe('много')
    expect(await answers()).toEqual([])
    await fill('Охвачено детей', '')
    await fill('Страница на сайте', '')
    expect(tidy(page.text())).not.toContain('Не сохранено.')
    expect(await answers()).toEqual([])
  })

  it('are emptied, taken back at once and from the history', async () => {
    await open()
    await fill('Охвачено детей', '12')
    await shows(page, 'Заполнено 1 из 5')
    await fill('Охвачено детей', '')
    await shows(page, 'Заполнено 0 из 5')
    await fill('Охвачено детей', '14')
    await shows(page, 'Охвачено детей: 14 чел.')
    await button(page, /^Отменить: Охвачено детей: 14\sчел\./u).trigger('click')
    await shows(page, 'Заполнено 0 из 5')
    expect(await answers()).toEqual([['f1', 12], ['f1', null], ['f1', 14], ['f1', null]])
  })

  it('that two phones answered differently are told, both stand, and one is taken', async () => {
    await open()
    const second = await program.startSecondPhone()
    await fill('Охвачено детей', '12')
    await second.record(program.organizationId, 'd:p1' as never, 'fieldValue', { fieldId: 'f1', value: 14 })
    await second.sync()
    await program.device.sync()
    await shows(page, 'Отмечено дважды')
    await button(page, /^Взять эту: Охвачено детей: 12\sчел\./u).trigger('click')
    await vi.waitFor(() => { if (tidy(page.text()).includes('Обе записи — в истории')) throw new Error('still there') }, { timeout: 5000 })
    expect(await answers()).toEqual(expect.arrayContaining([['f1', 14]]))
    expect((await answers()).filter((one) => JSON.stringify(one) === '["f1",12]')).toHaveLength(2)
  })

  it('are not asked of a part, and only shown once the office has closed the point', async () => {
    await open({ text: 'Проводить:', children: [makeChild('c1')] }, 'd:p1:whole:c1')
    expect(tidy(page.text())).not.toContain('Показатели отчёта')
    page.unmount()
    await open()
    await fill('Охвачено детей', '12')
    program.office('d:p1', 'control', { state: 'released' })
    await program.device.sync()
    await shows(page, 'Управление закрыло этот пункт, ответы не меняются.')
    await shows(page, 'Охвачено детей12 чел.')
    expect(page.findAll('section input').some((one) => one.attributes('inputmode') === 'decimal')).toBe(false)
  })

  it('left empty are a word before the report, and hold nothing back', async () => {
    await open()
    await fill('Охвачено детей', '12')
    await button(page, /^Отметить/u).trigger('click')
    await shows(page, 'Не заполнено 4 из 5. Отправить так?')
    await button(page, 'Исполнено').trigger('click')
    await shows(page, 'Пункт 4.2 отмечен.')
  })
})

describe('the materials of a point', () => {
  const materials = [{ id: 'm1', title: 'Форма отчёта', hash, link: null, sizeBytes: 190_000, fileType: 'pdf' }, { id: 'm2', title: 'Портал', hash: null, link: 'https://edu.example', sizeBytes: null }]

  it('are brought by a tap, told how far, kept and thrown away; without a network they wait', async () => {
    await open({ materials })
    await shows(page, /Форма отчёта ?PDF, 190 кБ/u)
    program.setNetwork(false)
    await shows(page, 'Нет сети: откроется, когда появится сеть.')
    program.setNetwork(true)
    let end: () => void = () => undefined
    Object.assign(program.upkeep, {
      fetchFile: async (_wanted: unknown, tell: (received: number) => void) => {
        tell(95_000)
        await new Promise<void>((done) => { end = done })
        await program.device.db.files.put({ organizationId: program.organizationId, hash, received: 190_000, isWhole: true })
        return { ok: true, value: null }
      },
    })
    await vi.waitFor(() => button(page, 'Загрузить «Форма отчёта»'))
    await button(page, 'Загрузить «Форма отчёта»').trigger('click')
    await shows(page, 'Загружаем: 50 %')
    end()
    await shows(page, 'На телефоне, откроется без сети.')
    await button(page, 'Убрать с телефона «Форма отчёта»').trigger('click')
    await vi.waitFor(() => button(page, 'Загрузить «Форма отчёта»'))
    expect(page.get('a[href="https://edu.example"]').attributes('rel')).toBe('noopener noreferrer')
  })

  it.each([['NotFound', 'Этого файла в управлении больше нет.'], ['StorageFull', 'На телефоне нет места для файла.'], ['FileDamaged', 'Файл пришёл повреждённым и убран.'], ['NetworkUnavailable', 'Загруженное осталось на телефоне.']])('that do not come say why: %s', async (type, words) => {
    await open({ materials })
    Object.assign(program.upkeep, { fetchFile: () => Promise.resolve({ ok: false, error: { type } }) })
    await button(page, 'Загрузить «Форма отчёта»').trigger('click')
    await shows(page, words)
  })
})
