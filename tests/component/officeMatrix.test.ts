import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeApi, button, createFakeApi, makeMatrix, openScreen } from '../support/officeScreen.ts'

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
  it('says every state by a mark, a word and a full name', () => {
    const cells = screen.findAll('[data-cell]').map((cell) => [cell.attributes('aria-label'), cell.text(), cell.find('svg').exists()])
    expect(cells).toEqual([
      ['Школа one, пункт 4.1: просрочено, отмечено дважды', 'просроченоотмечено дважды', true],
      ['Школа one, пункт 4.2: не направлено', '—', false],
      ['Школа two, пункт 4.1: снято', 'снято', true],
      ['Школа two, пункт 4.2: ждёт решения', 'ждёт решения', true],
    ])
    expect(screen.get('thead').text()).toContain('до 1 декабря')
    expect(screen.get('tbody').text()).toContain('12 дней назад нет связи')
  })

  it('has one cell in the tab order; arrows, Home and End move it and stop at the edges', async () => {
    expect(reached()).toEqual(['Школа one, пункт 4.1: просрочено, отмечено дважды'])
    await press('ArrowLeft')
    await press('ArrowDown')
    expect(reached()).toEqual(['Школа two, пункт 4.1: снято'])
    await press('End')
    expect([reached(), document.activeElement?.getAttribute('aria-label')]).toEqual([['Школа two, пункт 4.2: ждёт решения'], 'Школа two, пункт 4.2: ждёт решения'])
    await press('ArrowDown')
    await press('Home')
    await press('ArrowUp')
    await press('ArrowUp')
    expect(reached()).toEqual(['Школа one, пункт 4.1: просрочено, отмечено дважды'])
  })

  it('opens an assignment by the cell\'s link', () => {
    expect(screen.findAll('a[data-cell]').map((cell) => cell.attributes('href'))).toContain('/office/organizations/two/assignments/d:p2')
  })

  it('shows only what is asked for, and says when there is none', async () => {
    await button(screen, 'Просрочено: 1').trigger('click')
    await flushPromises()
    expect(screen.findAll('thead th').map((head) => head.text().slice(0, 3))).toEqual(['Орг', '4.1'])
    expect(screen.findAll('tbody tr')).toHaveLength(1)
    await button(screen, 'На доработке: 0').trigger('click')
    await flushPromises()
    expect(screen.text()).toContain('Таких поручений в этом документе нет.')
  })

  it('explains its marks', () => {
    expect(screen.get('details').findAll('li').map((item) => item.text())).toContain('просрочено — срок прошёл, отчёта нет')
  })
})

it('says so when a document has reached nobody yet', async () => {
  const empty = createFakeApi()
  empty.matrix.mockResolvedValue({ ok: true, value: { ...makeMatrix(), rows: [] } })
  const page = await openScreen('/documents/r1', empty)
  expect(page.text()).toContain('Этот документ ещё никому не направлен.')
  page.unmount()
})
