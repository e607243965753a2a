import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueRow } from '#core/report'
import { day } from '../support/day.ts'
import { type FakeApi, button, createFakeApi, fine, officer, openScreen, screenNowMs } from '../support/officeScreen.ts'

const row = (id: string, changes: Partial<QueueRow> = {}): QueueRow => ({
  organization: { id, name: `Школа ${id}`, number: '1001' } as QueueRow['organization'],
  resolution: { id: 'r1', kindText: 'Решение', number: '3', date: null } as QueueRow['resolution'],
  directive: { id: 'p1', number: '4.1', position: 1, text: 'Пересмотреть нагрузку' } as QueueRow['directive'],
  subject: 'd:p1' as QueueRow['subject'], period: 'whole', part: null, kind: 'report', sinceMs: screenNowMs - 3 * 86_400_000, text: 'Приказ № 41', to: null,
  author: 'Петрова А.И.', toldBy: null, dueDate: null, isOverdue: false, evidence: 0, ...changes,
})

let api: FakeApi
let screen: VueWrapper
beforeEach(async () => {
  api = createFakeApi()
  api.queue.mockResolvedValue(fine([row('one'), row('two', { kind: 'extension', to: day('2026-12-20'), text: 'ремонт' }), row('three', { kind: 'correction', text: 'Не тот приказ' })]))
  screen = await openScreen('/queue', api)
})
afterEach(() => { screen.unmount() })

const press = async (key: string, code = key): Promise<void> => {
  await screen.get('[data-queue][tabindex="0"]').trigger('keydown', { key, code })
  await flushPromises()
}

describe('the queue', () => {
  it('says what waits, whose, since when, and its count stands in the menu', () => {
    expect(screen.get('nav').text()).toContain('Ждут решения3')
    expect(screen.findAll('li.item').map((item) => item.text())[0]).toContain('ждёт 3 дня')
    expect(screen.text()).toContain('Просит продлить до 20 декабря')
  })

  it('is worked by keys alone: accept, grant, refuse with a reason, reopen with a reason', async () => {
    await press('a', 'KeyA')
    expect(api.act).toHaveBeenLastCalledWith([{ organizationId: 'one', subject: 'd:p1' }], { act: 'release' })
    await press('ArrowDown')
    expect(document.activeElement?.textContent).toContain('Школа two')
    await press('ч', 'KeyX')
    expect(api.act).toHaveBeenLastCalledWith([{ organizationId: 'two', subject: 'd:p1' }], { act: 'extend', day: '2026-12-20' })
    await press('т', 'KeyN')
    await screen.get('form.stack').trigger('submit')
    expect(screen.get('[role=alert]').text()).toBe('Напишите причину: школа должна понять, что делать.')
    await screen.get('textarea').setValue('срок назначил район')
    await screen.get('form.stack').trigger('submit')
    await flushPromises()
    expect(api.act).toHaveBeenLastCalledWith([{ organizationId: 'two', subject: 'd:p1' }], { act: 'refuseExtension', reason: 'срок назначил район' })
    await press('End')
    await press('a', 'KeyA')
    expect(screen.get('h3').text()).toContain('Вернуть на контроль')
  })

  it('is decided in bulk by the space bar', async () => {
    await press(' ')
    await press('ArrowDown')
    await press(' ')
    expect(screen.text()).toContain('Выбрано: 2 поручения')
    await button(screen, 'Снять с контроля').trigger('click')
    await flushPromises()
    expect(api.act.mock.calls.at(-1)?.[0]).toHaveLength(2)
  })
})

it('who may only read sees how long things wait, and no button', async () => {
  const reader = createFakeApi()
  reader.me.mockResolvedValue(fine({ ...officer, rights: ['read'] }))
  reader.queue.mockResolvedValue(fine([row('one')]))
  const page = await openScreen('/queue', reader)
  expect(page.text()).toContain('ждёт 3 дня')
  await page.get('[data-queue]').trigger('keydown', { key: 'a', code: 'KeyA' })
  await flushPromises()
  expect([reader.act.mock.calls.length, page.findAll('li.item input').length]).toEqual([0, 0])
  page.unmount()
})

it('says so when nothing waits', async () => {
  const page = await openScreen('/queue', createFakeApi())
  expect(page.text()).toContain('Решений никто не ждёт.')
  page.unmount()
})
