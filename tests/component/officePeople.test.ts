import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfficerId, OrganizationId, PersonId } from '#core/directive'
import { type FakeApi, button, createFakeApi, fine, makePersonRow, officer, openScreen, refusal, screenNowMs, settings } from '../support/officeScreen.ts'

let api: FakeApi
let screen: VueWrapper
const dayMs = 86_400_000
const named = (label: string) => {
  const found = screen.findAll('button').find((one) => one.attributes('aria-label') === label)
  if (found === undefined) throw new Error(`no «${label}»`)
  return found
}

beforeEach(() => { api = createFakeApi() })
afterEach(() => { screen.unmount() })

describe('the page of people', () => {
  it('says of everybody what he may do and whether he can come in', async () => {
    api.people.mockResolvedValue(fine([
      makePersonRow(),
      makePersonRow({ id: 'o2' as OfficerId, login: 'petrova', name: 'Петрова А.И.', roles: ['chief'], standing: 'invited', linkUntilMs: screenNowMs + 7 * dayMs, lastUsedMs: null }),
      makePersonRow({ id: 'o3' as OfficerId, login: 'sidorov', name: 'Сидоров И.И.', standing: 'deactivated', lastUsedMs: null }),
    ]))
    screen = await openScreen('/people', api)
    const rows = screen.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ' '))
    expect(rows[0]).toContain('Работает')
    expect(rows[1]).toContain('Приглашён, ещё не входил')
    expect(rows[1]).toContain('Ссылка действует до 29 ноября')
    expect(rows[2]).toContain('Доступ закрыт')
    expect(named('Вернуть доступ: Сидоров И.И.').exists()).toBe(true)
  })

  it('takes a closing back in one step', async () => {
    screen = await openScreen('/people', api)
    await named('Закрыть доступ: Иванова Т.П.').trigger('click')
    await flushPromises()
    expect(api.setPersonActive).toHaveBeenLastCalledWith('officer1', false)
    await button(screen, 'Вернуть').trigger('click')
    await flushPromises()
    expect(api.setPersonActive).toHaveBeenLastCalledWith('officer1', true)
  })

  it('says why the last administrator stays', async () => {
    api.setPersonActive.mockResolvedValue(refusal('LastAdministrator'))
    screen = await openScreen('/people', api)
    await named('Закрыть доступ: Иванова Т.П.').trigger('click')
    await flushPromises()
    expect(screen.get('[role=alert]').text()).toContain('Это единственный администратор')
  })

  it('is empty with a reason for who has no right, and asks the server nothing', async () => {
    api.me.mockResolvedValue(fine({ ...officer, rights: ['read', 'decide'] }))
    for (const path of ['/people', '/journal', '/settings', '/data', '/doctor', '/administration']) {
      screen = await openScreen(path, api)
      expect(screen.text(), path).toContain('Эта страница для администратора управления')
      screen.unmount()
    }
    expect(api.people).not.toHaveBeenCalled()
    expect(api.journal).not.toHaveBeenCalled()
    screen = await openScreen('/profile', api)
    expect(screen.text()).not.toContain('Настройка')
  })
})

describe('one’s own sign-in', () => {
  it('tells how strong a new password is, in words', async () => {
    screen = await openScreen('/profile', api)
    const field = screen.get('input[name=new-password]')
    const said = async (password: string) => {
      await field.setValue(password)
      return screen.get('.password [role=status]').text()
    }
    expect(await said('сосна')).toBe('Не хватает 5 знаков')
    expect(await said('ivanova123456')).toContain('Слишком простой')
    expect(await said('берёза над рекой 7')).toBe('Надёжный')
  })

  it('keeps what was typed when the old password is wrong', async () => {
    api.changePassword.mockResolvedValue(refusal('SignInWrong'))
    screen = await openScreen('/profile', api)
    await screen.get('input[name=password]').setValue('чужой')
    await screen.get('input[name=new-password]').setValue('берёза над рекой 7')
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(screen.get('[role=alert]').text()).toContain('Логин или пароль не подходит')
    expect((screen.get('input[name=new-password]').element as HTMLInputElement).value).toBe('берёза над рекой 7')
  })
})

describe('the journal', () => {
  it('names actions, also one of a newer server', async () => {
    const row = { number: 2, atMs: screenNowMs, officerId: 'officer1' as OfficerId, name: 'Иванова Т.П.', access: 'write' as const, ids: {}, about: ['Школа one'] }
    api.journal.mockResolvedValue(fine({ rows: [{ ...row, action: 'POST /organizations/:organizationId/codes' }, { ...row, number: 1, action: 'POST /new' }], total: 2, next: null, people: [] }))
    screen = await openScreen('/journal', api)
    expect(screen.text()).toContain('Выдан код подключения')
    expect(screen.text()).toContain('Школа one')
    expect(screen.text()).toContain('Другое действие (POST /new)')
  })

  it('asks anew for what was filtered, and only for what was filled in', async () => {
    screen = await openScreen('/journal', api)
    await screen.get('input[type=search]').setValue('1047')
    await screen.get('form').trigger('submit')
    expect(api.journal).toHaveBeenLastCalledWith({ text: '1047' })
  })
})

describe('the settings', () => {
  it('are saved as they were typed, and the rules only where they differ', async () => {
    screen = await openScreen('/settings', api)
    const number = screen.findAll('input[type=number]')[1]
    await number?.setValue(5)
    expect(screen.get('.preview').text()).toContain('27 ноября')
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(api.saveSettings).toHaveBeenCalledWith({ ...settings, ruleSet: { immediateDays: 5 } })
    expect(screen.text()).toContain('Новое получат 3 организации')
  })

  it('name the field that does not fit, and send nothing', async () => {
    screen = await openScreen('/settings', api)
    await screen.findAll('textarea')[0]?.setValue('строка\n'.repeat(9))
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(screen.get('[role=alert]').text()).toBe('Не сохранено: проверьте «Строки бланка, каждая с новой строки».')
    expect(api.saveSettings).not.toHaveBeenCalled()
  })

  it('name the line of a calendar that is no transfer', async () => {
    screen = await openScreen('/settings', api)
    await screen.get('input[maxlength="4"]').setValue('2028')
    await screen.findAll('textarea').at(-1)?.setValue('05.01.2028 → 09.05.2028\nзавтра')
    await button(screen, 'Добавить год').trigger('click')
    expect(screen.get('[role=alert]').text()).toContain('Строка 2 не похожа на перенос')
  })
})

describe('a person’s data', () => {
  it('are erased only after what it reaches was said', async () => {
    api.schoolPeople.mockResolvedValue(fine([{ organizationId: 'one' as OrganizationId, organization: 'Школа one', personId: 'p1' as PersonId, name: 'Петрова А.И.', post: 'директор', records: 3 }]))
    screen = await openScreen('/data', api)
    await screen.get('input[type=search]').setValue('петр')
    await screen.get('form').trigger('submit')
    await flushPromises()
    await named('Стереть имя: Петрова А.И.').trigger('click')
    expect(screen.text()).toContain('В резервных копиях имя пробудет до шести месяцев')
    expect(api.erasePerson).not.toHaveBeenCalled()
    await button(screen, 'Стереть имя').trigger('click')
    const confirm = screen.get('dialog').findAll('button').find((one) => one.text() === 'Стереть имя')
    await confirm?.trigger('click')
    await flushPromises()
    expect(api.erasePerson).toHaveBeenCalledWith('one', 'p1', 'Сотрудник №')
    expect(screen.text()).toContain('Имя стёрто. Теперь: Сотрудник № 1.')
  })
})

describe('the doctor', () => {
  it('puts what needs a hand first and says what to do', async () => {
    const check = (name: string, state: 'ok' | 'bad', found: string) => ({ check: name, state, found, details: { gb: 0.4, folder: 'D:\\porucheno' } })
    api.doctor.mockResolvedValue(fine({ nowMs: screenNowMs, publicUrl: 'https://p.example', version: '0.1.0', checks: [check('database', 'ok', 'fine'), check('disk', 'bad', 'scarce'), check('newer', 'bad', 'thing')] }))
    screen = await openScreen('/doctor', api)
    const rows = screen.findAll('dl > div').map((row) => row.text().replace(/\s+/g, ' '))
    expect(rows[1]).toContain('Плохо На диске с папкой D:\\porucheno осталось 0.4 ГБ.')
    expect(rows[2]).toContain('Неизвестная проверка: newer, thing.')
    expect(rows[3]).toContain('База цела')
  })
})

describe('the first run', () => {
  it('shows the steps until all are done, and can be put away', async () => {
    api.setupProgress.mockResolvedValue(fine({ people: 2, organizations: 0, documents: 0, letters: 0, isDismissed: false }))
    screen = await openScreen('/documents', api)
    const steps = screen.findAll('.steps li').map((item) => item.text().replace(/\s+/g, ' '))
    expect(steps[1]).toContain('2 сотрудника')
    expect(steps[2]).toContain('следующий шаг')
    expect(screen.findAll('.steps li a').map((link) => link.attributes('href'))).toEqual(['/office/settings', '/office/people', '/office/organizations', '/office/drafts', '/office/organizations/letters'])
    await button(screen, 'Больше не показывать').trigger('click')
    expect(api.dismissSetup).toHaveBeenCalled()
  })

  it('is asked of an empty server instead of a sign-in', async () => {
    api.me.mockResolvedValue(refusal('SessionMissing'))
    api.isSetupNeeded.mockResolvedValue(fine(true))
    api.setUp.mockResolvedValue(refusal('SetupCodeWrong'))
    screen = await openScreen('/documents', api)
    expect(screen.get('h1').text()).toBe('Первый запуск')
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(screen.get('[role=alert]').text()).toContain('Код не подходит')
  })
})

describe('a link of an invitation', () => {
  it('that is over says so and leads to the sign-in', async () => {
    vi.stubGlobal('location', { ...globalThis.location, hash: '#abc', assign: vi.fn() })
    api.me.mockResolvedValue(refusal('SessionMissing'))
    api.invited.mockResolvedValue(refusal('InvitationInvalid'))
    screen = await openScreen('/invitation', api)
    expect(screen.text()).toContain('Ссылка больше не действует')
    vi.unstubAllGlobals()
  })
})

describe('help', () => {
  it('finds a how-to by words in any form', async () => {
    screen = await openScreen('/help', api)
    await screen.get('input[type=search]').setValue('потерялся телефон')
    expect(screen.findAll('summary')).toHaveLength(0)
    await screen.get('input[type=search]').setValue('телефоны потерян')
    expect(screen.findAll('summary').map((one) => one.text())).toEqual(['Телефон потерян'])
  })
})
