import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId } from '#core/directive'
import type { DeviceView } from '#core/report'
import { day } from '../support/day.ts'
import { makeAddressee } from '../support/directiveFactory.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { type FakeApi, button, createFakeApi, fine, makeOrganizationRow, makeOrganizationView, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'
import { makeResolution } from '../support/recordFactory.ts'

let api: FakeApi
let screen: VueWrapper
beforeEach(() => { api = createFakeApi() })
afterEach(() => { screen.unmount() })

const dayMs = 86_400_000
const device: DeviceView = { id: 'phone1' as DeviceId, label: 'Android 10', enrolledMs: screenNowMs - 20 * dayMs, lastContactMs: screenNowMs - 5 * dayMs, revokedMs: null, appVersion: '0.1.0', waiting: 3 }

describe('the organizations', () => {
  it('say when each was last heard of and mark the silent ones', async () => {
    api.organizations.mockResolvedValue(fine([
      makeOrganizationRow('one'),
      makeOrganizationRow('two', { lastContactMs: screenNowMs - 11 * dayMs }),
      makeOrganizationRow('three', { lastContactMs: null, devices: 0, closedOn: day('2026-09-01') }),
      makeOrganizationRow('four', { lastContactMs: screenNowMs - 60 * 60_000 }),
    ]))
    screen = await openScreen('/organizations', api)
    expect(screen.findAll('tbody tr')).toHaveLength(3)
    await screen.get('label.closed input').setValue(true)
    expect(screen.findAll('tbody tr').map((row) => row.findAll('td')[0]?.text())).toEqual(['5 дней назад', '11 дней назад нет связи', 'не подключена', 'сегодня в 11:00'])
    expect(screen.text()).toContain('закрыта 1 сентября')
    expect(screen.findAll('[role=group] button').map((one) => one.text())).toEqual(['Все: 4', 'Ждут решения: 0', 'Просрочено: 0', 'Нет связи: 1', 'Не подключены: 0'])
  })

  it('say the trouble of a phone before its contact, however fresh that is', async () => {
    api.organizations.mockResolvedValue(fine([makeOrganizationRow('one', { lastContactMs: screenNowMs - 60 * 60_000, trouble: 'stuck' }), makeOrganizationRow('two', { trouble: 'clock' })]))
    screen = await openScreen('/organizations', api)
    expect(screen.findAll('tbody tr').map((row) => row.findAll('td')[0]?.text())).toEqual(['записи не уходят сегодня в 11:00', 'неверные часы 5 дней назад'])
  })

  it('are found by name, number or settlement, ё or е', async () => {
    api.organizations.mockResolvedValue(fine([makeOrganizationRow('one', { name: 'Берёзовская школа' }), makeOrganizationRow('two', { number: '2002' })]))
    screen = await openScreen('/organizations', api)
    const found = async (text: string): Promise<number> => {
      await screen.get('input[type=search]').setValue(text)
      return screen.findAll('tbody tr').length
    }
    expect([await found('березов'), await found('2002'), await found('верхнее школа'), await found('нет такой')]).toEqual([1, 1, 2, 0])
    expect(screen.text()).toContain('Ничего не найдено по слову «нет такой».')
  })
})

describe('an organization', () => {
  it('says what may be lost before a phone is cut off, and cuts it off once confirmed', async () => {
    api.organization.mockResolvedValue(fine(makeOrganizationView({ deviceList: [device] })))
    screen = await openScreen('/organizations/one', api)
    expect(screen.text()).toContain('При последней связи ждали отправки 3 записи')
    await screen.get('button[aria-label="Отключить телефон «Android 10»"]').trigger('click')
    const sheet = screen.get('dialog')
    expect(sheet.text()).toContain('Последняя связь: 17 ноября, 5 дней назад. Что внесено позже, есть только на этом телефоне.')
    expect(sheet.text()).toContain('При последней связи на нём ждали отправки 3 записи: они могут пропасть.')
    expect(api.revoke).not.toHaveBeenCalled()
    await button(screen, 'Отключить телефон').trigger('click')
    await flushPromises()
    expect(api.revoke).toHaveBeenCalledWith('one', 'phone1')
    expect(screen.text()).toContain('Телефон отключён. Чтобы подключить другой, дайте школе новый код.')
  })

  it('tells how each phone fares, what to do about it first', async () => {
    const poor: DeviceView = { ...device, health: [1, 2, 4, 'StorageFull'], clockSkewMs: -3 * 3_600_000 }
    api.organization.mockResolvedValue(fine(makeOrganizationView({ deviceList: [poor, { ...poor, id: 'phone2' as DeviceId, revokedMs: screenNowMs }] })))
    screen = await openScreen('/organizations/one', api)
    const [first, second] = screen.findAll('li.device').map((row) => row.text())
    expect(first).toMatch(/Записи не уходят больше недели\..*почти нет места.*Сбой на телефоне: StorageFull\..*Часы телефона отстают на 3 ч\..*ждали отправки 3 записи.*Связь: 5 дней назад.*Браузер может очистить память/su)
    expect(second).not.toMatch(/не уходят|ждали отправки/u)
  })

  it('says of a phone that was cut off since when its records are on it alone, and of one that a phone invited, by which', async () => {
    const off: DeviceView = { ...device, revokedMs: screenNowMs }
    const handedIn: DeviceView = { ...off, id: 'phone2' as DeviceId, handedOverMs: screenNowMs }
    api.organization.mockResolvedValue(fine(makeOrganizationView({ deviceList: [{ ...device, id: 'phone3' as DeviceId, invitedBy: 'Android 10' }, off, { ...off, id: 'phone4' as DeviceId, lastContactMs: null }, handedIn] })))
    screen = await openScreen('/organizations/one', api)
    const rows = screen.findAll('li.device').map((row) => row.text())
    expect(rows[0]).toContain('Подключён не письмом, а кодом с телефона организации: Android 10')
    expect(rows[1]).toContain('Последняя связь 17 ноября; что внесено позже — только на том телефоне.')
    expect(rows[2]).toContain('На связь не выходил; что внесено — только на том телефоне.')
    expect(rows[3]).not.toContain('только на том телефоне')
  })

  it('shows a new code once, in groups of three, with its QR and its last day', async () => {
    screen = await openScreen('/organizations/one', api)
    await button(screen, 'Новый код').trigger('click')
    await flushPromises()
    const letter = document.querySelector('dialog.letter')
    expect(letter?.textContent).toContain('1001')
    expect(letter?.textContent).toContain('482 917 305')
    expect(letter?.textContent).toContain('Подключает один телефон. Действует до 6 декабря.')
    expect(letter?.querySelector('svg path')?.getAttribute('d')).toMatch(/^M\d+ \d+h1v1h-1z/)
  })

  it('says why there is no code', async () => {
    api.createCode.mockResolvedValue(refusal('OrganizationClosed'))
    screen = await openScreen('/organizations/one', api)
    await button(screen, 'Новый код').trigger('click')
    await flushPromises()
    expect(screen.get('[role=alert]').text()).toContain('Организация закрыта')
  })
})

describe('points without an addressee', () => {
  const row = {
    resolution: makeResolution('r1'),
    directive: makeDirective('p1', { addressee: makeAddressee({ scope: ['general_school', 'preschool'], scopeBasis: 'обучающихся' }) }),
    proposalReach: 2,
  }
  beforeEach(() => {
    api.organizations.mockResolvedValue(fine([makeOrganizationRow('one'), makeOrganizationRow('two', { kinds: ['preschool'] }), makeOrganizationRow('three', { kinds: ['supplementary'] }), makeOrganizationRow('old', { closedOn: day('2026-09-01') })]))
  })

  it('name the text\'s proposal and take it in one step', async () => {
    api.unaddressed.mockResolvedValueOnce(fine([row])).mockResolvedValue(fine([]))
    screen = await openScreen('/unaddressed', api)
    expect(screen.text()).toContain('Предлагается: общеобразовательные, детские сады. Получат 2 организации.')
    expect(screen.text()).toContain('«обучающихся»')
    await button(screen, 'Направить как предложено').trigger('click')
    await flushPromises()
    expect(api.address).toHaveBeenCalledWith('p1', { audience: ['general_school', 'preschool'], organizationIds: [] })
    expect(screen.get('.note.good').text()).toBe('Пункт 4.2 направлен: 2 организации. Школы увидят его при следующей связи.')
    expect(screen.text()).toContain('Все пункты кому-то направлены.')
  })

  it('go to other kinds or to organizations by name, with the reach said before', async () => {
    api.unaddressed.mockResolvedValue(fine([row]))
    screen = await openScreen('/unaddressed', api)
    await button(screen, 'Выбрать другое').trigger('click')
    const choice = (words: string) => {
      const label = screen.findAll('label').find((one) => one.text() === words)
      if (label === undefined) throw new Error(words)
      return label.get('input')
    }
    expect((choice('детские сады').element as HTMLInputElement).checked).toBe(true)
    await choice('детские сады').trigger('change')
    await choice('общеобразовательные').trigger('change')
    expect(screen.text()).toContain('Выберите хотя бы один вид организаций.')
    expect(button(screen, 'Направить').attributes('disabled')).toBeDefined()
    await choice('Школа three').trigger('change')
    expect(screen.text()).toContain('Получит 1 организация.')
    expect(screen.text()).not.toContain('Школа old')
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(api.address).toHaveBeenCalledWith('p1', { audience: [], organizationIds: ['three'] })
  })

  it('go all at once, and stop at the first refusal', async () => {
    const second = { ...row, directive: makeDirective('p2', { number: '4.3', addressee: row.directive.addressee }) }
    api.unaddressed.mockResolvedValue(fine([row, second]))
    api.address.mockResolvedValueOnce(fine(null)).mockResolvedValueOnce(refusal('ServerBusy'))
    screen = await openScreen('/unaddressed', api)
    await button(screen, 'Направить все 2 пункта как предложено').trigger('click')
    await flushPromises()
    expect(api.address.mock.calls.map(([id]) => id)).toEqual(['p1', 'p2'])
    expect(screen.get('.note.good').text()).toBe('Направлен 1 пункт. Школы увидят его при следующей связи.')
    expect(screen.get('[role=alert]').text()).toContain('Сервер занят.')
  })
})
