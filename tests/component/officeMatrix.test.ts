import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeControl, makeControlCell } from '../support/controlFactory.ts'
import { type FakeApi, button, createFakeApi, fine, openScreen, refusal } from '../support/officeScreen.ts'

let api: FakeApi
let screen: VueWrapper
beforeEach(async () => {
  api = createFakeApi()
  screen = await openScreen('/documents/r1', api)
})
afterEach(() => { screen.unmount() })

const reached = () => screen.findAll('[data-cell][tabindex="0"]').map((cell) => cell.attributes('aria-label'))
const press = async (key: string): Promise<void> => {
  await screen.get('[data-cell][tabindex="0"]').trigger('keydown', { key })
  await screen.vm.$nextTick()
}

describe('the matrix', () => {
  it('says every state by a mark, a word and a full name, and how old its data are', () => {
    const cells = screen.findAll('[data-cell]').map((cell) => [cell.attributes('aria-label'), cell.text(), cell.find('svg').exists()])
    expect(cells).toEqual([
      ['Школа one, пункт 4.1: просрочено, отмечено дважды, доставлено', 'просроченоотмечено дважды', true],
      ['Школа one, пункт 4.2: не направлено', '—', false],
      ['Школа two, пункт 4.1: снято, доставлено', 'снято', true],
      ['Школа two, пункт 4.2: ждёт решения, доставлено', 'ждёт решения', true],
    ])
    expect(screen.get('[role=grid]').text()).toContain('до 1 декабря')
    expect(screen.get('[role=rowheader]').text()).toContain('молчат: данные от 10 ноября, 12 дней')
  })

  it('has one cell in the tab order; arrows, Home and End move it and stop at the edges', async () => {
    expect(reached()).toEqual(['Школа one, пункт 4.1: просрочено, отмечено дважды, доставлено'])
    await press('ArrowLeft')
    await press('ArrowDown')
    expect(reached()).toEqual(['Школа two, пункт 4.1: снято, доставлено'])
    await press('End')
    expect([reached(), document.activeElement?.getAttribute('aria-label')]).toEqual([['Школа two, пункт 4.2: ждёт решения, доставлено'], 'Школа two, пункт 4.2: ждёт решения, доставлено'])
    await press('PageDown')
    await press('Home')
    await press('PageUp')
    expect(reached()).toEqual(['Школа one, пункт 4.1: просрочено, отмечено дважды, доставлено'])
  })

  it('opens an assignment by the cell\'s link', () => {
    expect(screen.findAll('a[data-cell]').map((cell) => cell.attributes('href'))).toContain('/office/organizations/two/assignments/d:p2')
  })

  it('chooses a cell that is pressed with Ctrl, follows one that is pressed plainly, and takes a press beside the cells for none', async () => {
    const first = screen.get('a[data-cell]')
    await first.trigger('click', { ctrlKey: true })
    expect(screen.findAll('[aria-selected=true]')).toHaveLength(1)
    await screen.get('[role=rowheader]').trigger('keydown', { key: ' ' })
    await screen.get('[role=grid]').trigger('click')
    expect(screen.findAll('[aria-selected=true]')).toHaveLength(1)
    await first.trigger('click')
    await flushPromises()
    expect(api.assignment.mock.calls[0]?.slice(0, 2)).toEqual(['one', 'd:p1'])
    expect(screen.find('[role=grid]').exists()).toBe(false)
  })

  it('shows only what is asked for, and says when there is none', async () => {
    await button(screen, 'Просрочено: 1').trigger('click')
    await flushPromises()
    expect(screen.findAll('[role=columnheader]').map((head) => head.text().slice(0, 3))).toEqual(['Орг', '4.1'])
    expect(screen.findAll('[role=rowheader]')).toHaveLength(1)
    await button(screen, 'На доработке: 0').trigger('click')
    await flushPromises()
    expect(screen.text()).toContain('Под этот отбор ничего не подходит.')
  })

  it('chooses by the space bar and by a row, decides on all at once, and names what was refused', async () => {
    await press(' ')
    expect(screen.findAll('[aria-selected=true]')).toHaveLength(1)
    await screen.findAll('[role=rowheader] input')[1]?.trigger('change')
    expect(screen.text()).toContain('Выбрано: 3 поручения')
    api.act.mockImplementationOnce(async (places) => fine({ done: places.slice(0, 2).map((place) => ({ ...place, changeId: 'office-9' })), refused: places.slice(2).map((place) => ({ ...place, code: 'TransitionNotAllowed' })) }))
    await screen.get('[data-cell][tabindex="0"]').trigger('keydown', { key: 'ф', code: 'KeyA' })
    await flushPromises()
    expect(api.act.mock.calls[0]).toEqual([[{ organizationId: 'one', subject: 'd:p1' }, { organizationId: 'two', subject: 'd:p1' }, { organizationId: 'two', subject: 'd:p2' }], { act: 'release' }])
    expect(screen.get('[role=alert]').text()).toContain('Школа two, пункт 4.2: Состояние поручения уже другое')
    expect(api.controlView).toHaveBeenLastCalledWith(true, { organizationIds: ['one', 'two'], revision: 'one' })
    await button(screen, 'Отменить').trigger('click')
    await flushPromises()
    expect(api.undoActs.mock.calls[0]?.[0]).toHaveLength(2)
  })

  it('is drawn whole for paper, whoever asks the browser to print', async () => {
    expect(screen.findAll('table')).toHaveLength(0)
    globalThis.dispatchEvent(new Event('beforeprint'))
    await flushPromises()
    expect(screen.findAll('table tbody tr').map((row) => row.text())).toEqual([expect.stringContaining('Школа one'), expect.stringContaining('Школа two')])
    globalThis.dispatchEvent(new Event('afterprint'))
    await flushPromises()
    expect(screen.findAll('table')).toHaveLength(0)
  })

  it('explains its marks', () => {
    expect(screen.findAll('details li').map((item) => item.text())).toContain('просрочено — срок прошёл, отчёта нет')
  })
})

describe('a large district', () => {
  it('draws no more cells than a screen shows, and says how many there are', async () => {
    const columns = Array.from({ length: 100 }, (_, i) => ({ ...makeControl().columns[0], id: `p${String(i)}`, position: i + 1 })) as unknown as ReturnType<typeof makeControl>['columns']
    const rows = Array.from({ length: 300 }, (_, i) => ({ ...makeControl().rows[0], organization: { id: `o${String(i)}`, name: `Школа ${String(i)}`, number: '1', kinds: [], settlement: '' }, cells: columns.map(({ id }) => makeControlCell({ directiveId: id })) })) as unknown as ReturnType<typeof makeControl>['rows']
    const large = createFakeApi()
    large.controlView.mockResolvedValue(fine(makeControl({ columns, rows })))
    const page = await openScreen('/control', large)
    expect([page.get('[role=grid]').attributes('aria-rowcount'), page.get('[role=grid]').attributes('aria-colcount')]).toEqual(['301', '101'])
    expect(page.findAll('[data-cell]').length).toBeLessThanOrEqual(3000)
    expect(page.text()).toContain('Показано: 30000 поручений')
    page.unmount()
  })
})

it('says so when a document has reached nobody yet', async () => {
  const empty = createFakeApi()
  empty.controlView.mockResolvedValue(fine(makeControl({ rows: [] })))
  const page = await openScreen('/documents/r1', empty)
  expect(page.text()).toContain('Этот документ ещё никому не направлен.')
  page.unmount()
})

it('keeps what it is narrowed to in the address', async () => {
  const page = await openScreen('/control?show=awaitsDecision&q=two&place=%D1%81.%20two', createFakeApi())
  expect(page.text()).toContain('Показано: 1 поручение')
  expect(page.get<HTMLInputElement>('input[type=search]').element.value).toBe('two')
  await page.get('input[type=search]').setValue('ничего')
  await flushPromises()
  expect(page.text()).toContain('Под этот отбор ничего не подходит.')
  await button(page, 'Сбросить отбор').trigger('click')
  await flushPromises()
  expect(page.text()).toContain('Показано: 3 поручения')
  page.unmount()
})

it('that cannot be decided says why and keeps the choice', async () => {
  const page = await openScreen('/documents/r1', api)
  await page.get('[data-cell][tabindex="0"]').trigger('keydown', { key: ' ' })
  api.act.mockResolvedValueOnce(refusal('ServerBusy'))
  await button(page, 'Снять с контроля').trigger('click')
  await flushPromises()
  expect(page.get('[role=alert]').text()).toContain('Сервер занят')
  expect(page.text()).toContain('Выбрано: 1 поручение')
  page.unmount()
})
