import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeApi, button, createFakeApi, makeDocumentRow, makeOrganizationRow, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'
import { noCounts } from '#core/report'

let api: FakeApi
let screen: VueWrapper
beforeEach(() => { api = createFakeApi() })
afterEach(() => { screen.unmount() })

async function signInWith(password: string): Promise<void> {
  await screen.get('input[name=login]').setValue('suntar')
  await screen.get('input[name=password]').setValue(password)
  await screen.get('form').trigger('submit')
  await flushPromises()
}

describe('the way in', () => {
  it('asks for login and password, says why not, and then shows the page the address names', async () => {
    api.me.mockResolvedValueOnce(refusal('SessionMissing'))
    api.signIn.mockResolvedValueOnce(refusal('SignInWrong')).mockResolvedValueOnce(refusal('TooManyAttempts', 840))
    screen = await openScreen('/organizations', api)
    expect(screen.text()).toContain('Вход для специалиста управления')
    await signInWith('x')
    expect(screen.get('[role=alert]').text()).toBe('Логин или пароль не подходит. Проверьте раскладку и клавишу Caps Lock.')
    await signInWith('x')
    expect(screen.get('[role=alert]').text()).toBe('Слишком много неверных попыток. Повторите через 14 минут.')
    await signInWith('верный')
    expect(api.signIn).toHaveBeenLastCalledWith({ login: 'suntar', password: 'верный' })
    expect(screen.get('h1').text()).toBe('Организации')
    expect(screen.text()).toContain('Иванова Т.П., специалист')
  })

  it('does not take a missing server for a signing out', async () => {
    api.me.mockResolvedValueOnce(refusal('NetworkUnavailable'))
    screen = await openScreen('/documents', api)
    expect(screen.find('input[name=password]').exists()).toBe(false)
    expect(screen.get('[role=alert]').text()).toContain('Нет связи с сервером.')
    await button(screen, 'Попробовать ещё раз').trigger('click')
    await flushPromises()
    expect(screen.get('h1').text()).toBe('Документы')
  })
})

describe('a session that ended while somebody typed', () => {
  it('asks to sign in again above the page and keeps every word', async () => {
    screen = await openScreen('/organizations/one/assignments/d:p1', api)
    await button(screen, 'На доработку').trigger('click')
    await screen.get('textarea').setValue('Нет приложения')
    api.control.mockResolvedValueOnce(refusal('SessionMissing'))
    await screen.get('section[aria-label="Решение управления"] form').trigger('submit')
    await flushPromises()
    expect(screen.text()).toContain('Вход устарел. Войдите снова: всё, что набрано на странице, останется.')
    await signInWith('верный')
    expect(screen.find('input[name=password]').exists()).toBe(false)
    expect(screen.get('textarea').element.value).toBe('Нет приложения')
  })
})

describe('the documents', () => {
  it('say what waits, what is overdue and who is silent, each with the place to act', async () => {
    api.documents.mockResolvedValue({ ok: true, value: [makeDocumentRow({ unaddressed: 3, counts: { ...noCounts, assignments: 40, awaitsDecision: 2, requests: 1, overdue: 21 } })] })
    api.organizations.mockResolvedValue({ ok: true, value: [makeOrganizationRow('one', { lastContactMs: screenNowMs - 11 * 86_400_000 }), makeOrganizationRow('two', { lastContactMs: null })] })
    screen = await openScreen('/documents', api)
    const links = screen.get('section[aria-label="Требует внимания"]').findAll('a').map((link) => [link.text(), link.attributes('href')])
    expect(links).toEqual([
      ['Ждут решения: 2 отчёта', '/office/documents/r1?show=awaitsDecision'],
      ['1 просьба о продлении', '/office/documents/r1?show=awaitsDecision'],
      ['Просрочено: 21 поручение', '/office/documents/r1?show=overdue'],
      ['Без адресата: 3 пункта', '/office/unaddressed'],
      ['Нет связи больше 10 дней: 1 организация', '/office/organizations?show=silent'],
    ])
    expect(screen.get('table').text()).toContain('Решение коллегии №\u00a03 от 17.12.2021')
    expect(screen.get('nav').text()).toContain('Без адресата3')
  })

  it('are an empty state when there are none', async () => {
    api.documents.mockResolvedValue({ ok: true, value: [] })
    screen = await openScreen('/documents', api)
    expect(screen.text()).toContain('Документов пока нет.')
  })

  it('stay on the screen when a refresh fails, with the time they are of', async () => {
    screen = await openScreen('/documents', api)
    api.documents.mockResolvedValue(refusal('NetworkUnavailable'))
    await button(screen, 'Обновить').trigger('click')
    await flushPromises()
    expect(screen.text()).toContain('Показаны данные на 12:00. Нет связи с сервером.')
    expect(screen.find('table').exists()).toBe(true)
  })
})
