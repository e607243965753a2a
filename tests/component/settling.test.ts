import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type VueWrapper, flushPromises } from '@vue/test-utils'
import ICAL from 'ical.js'
import App from '../../src/school/App.vue'
import { keepInstallPrompt } from '../../src/school/installPrompt.ts'
import ListPage from '../../src/school/pages/ListPage.vue'
import SettingsPage from '../../src/school/pages/SettingsPage.vue'
import { browserOf } from '../../src/school/views/browserName.ts'
import { memoryText } from '../../src/school/views/storageText.ts'
import { day } from '../support/day.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const points = [
  makeDirective('p1', { number: '4.2', position: 1, reportDue: day('2026-11-22') }),
  makeDirective('p2', { number: '5.1', position: 2, text: 'Изучить кадры.', reportDue: day('2026-12-05') }),
  makeDirective('p3', { number: '6.1', position: 3, text: 'Обновить сайт.' }),
]

let program: SchoolProgram

beforeEach(() => {
  vi.restoreAllMocks()
  document.body.innerHTML = ''
  localStorage.clear()
  history.replaceState(null, '', '/')
  program = new SchoolProgram({ points })
  program.setNetwork(true)
})

async function press(page: VueWrapper, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    await button(page, name).trigger('click')
    await vi.dynamicImportSettled()
    await flushPromises()
  }
}

describe('the first enrolment', () => {
  const step = async (page: VueWrapper): Promise<void> => {
    await shows(page, 'Вы открыли ссылку для подключения.')
    await press(page, 'Подключить')
    await shows(page, 'Фамилия и инициалы')
    await page.get('form input').setValue('Петрова А.И.')
    await page.get('form').trigger('submit')
    await shows(page, 'Открыть поручения')
    await vi.dynamicImportSettled()
  }

  it('shows three cards one by one, which the list leaves behind for good', async () => {
    program.router.go('/e#school1.link')
    const page = program.mount(App)
    await step(page)
    await shows(page, 'Сеть не нужна')
    await press(page, 'Дальше')
    await shows(page, '«На телефоне» — запись есть только здесь.')
    await press(page, 'Дальше')
    await shows(page, 'Телефон специалиста всегда вверху')
    expect(page.findAll('.intro button').map((one) => one.text())).toEqual(['Назад'])
    await press(page, 'Открыть поручения')
    await shows(page, 'Изучить')
    expect(page.find('.intro').exists()).toBe(false)
    expect(await program.device.db.settings.get('seen introduction')).toBeDefined()
  })

  it('is helped before it too: what to do where the code is not taken', async () => {
    const page = program.mount(App)
    await shows(page, 'Код действует 14 дней и один раз.')
  })

  it('shows none on a phone that has shown them', async () => {
    await program.device.db.settings.put({ key: 'seen introduction', value: 'yes' })
    program.router.go('/e#school1.link')
    const page = program.mount(App)
    await step(page)
    await flushPromises()
    expect(page.find('.intro').exists()).toBe(false)
  })
})

describe('the dates of the week', () => {
  const openList = async (): Promise<VueWrapper> => {
    const page = program.mount(ListPage)
    await shows(page, 'Изучить')
    await vi.dynamicImportSettled()
    await flushPromises()
    return page
  }
  const line = 'На этой неделе 1 срок: 22 ноября'

  it('are told once a day, as long as the program stays open', async () => {
    await program.start()
    const page = await openList()
    await shows(page, line)
    page.unmount()
    const again = await openList()
    await vi.waitFor(() => { expect(again.find('.said').exists()).toBe(true) }, { timeout: 20_000 })
    expect(again.text()).not.toContain(line)
    again.unmount()
    await program.device.db.settings.put({ key: `seen digest ${program.organizationId}`, value: '2026-11-21' })
    await shows(await openList(), line)
  })

  it('are gone with the organization', async () => {
    await program.start()
    await shows(await openList(), line)
    const key = `seen digest ${program.organizationId}`
    await vi.waitFor(async () => { expect(await program.device.db.settings.get(key)).toBeDefined() }, { timeout: 20_000 })
    localStorage.setItem(`query ${program.organizationId}`, 'кадры')
    expect(await program.upkeep.forget(program.organizationId)).toBe(0)
    expect(await program.device.db.settings.get(key)).toBeUndefined()
    expect(localStorage.getItem(`query ${program.organizationId}`)).toBeNull()
  })

  it('say that nothing is overdue to who came for that by the icon', async () => {
    await program.start()
    history.replaceState(null, '', '/?show=overdue')
    await shows(await openList(), 'Просроченных поручений нет.')
  })
})

describe('the main screen', () => {
  const prompted = vi.fn(() => Promise.resolve())
  const offerOf = (outcome: string): Event => Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: prompted, userChoice: Promise.resolve({ outcome }) })

  async function openAndMark(state = 'В работе'): Promise<VueWrapper> {
    const page = program.mount(App)
    await shows(page, 'Изучить')
    await vi.dynamicImportSettled()
    expect(page.find('.offer').exists()).toBe(false)
    await press(page, /^Отметить пункт 5\.1/, state)
    await shows(page, 'Пункт 5.1 отмечен.')
    await flushPromises()
    return page
  }

  it('keeps the browser’s own offer from showing itself', () => {
    const kept = keepInstallPrompt(window)
    const event = offerOf('accepted')
    dispatchEvent(event)
    expect([event.defaultPrevented, kept.value]).toEqual([true, event])
  })

  it('is offered after a mark, and says what the browser promised once it is done', async () => {
    await program.start()
    program.installPrompt.value = offerOf('accepted') as NonNullable<typeof program.installPrompt.value>
    const keep = vi.spyOn(program.upkeep, 'keepStorage').mockResolvedValue('granted')
    const page = await openAndMark()
    await vi.waitFor(() => { expect(page.find('.offer').exists()).toBe(true) }, { timeout: 20_000 })
    await press(page, 'Добавить на главный экран')
    await shows(page, 'Значок добавлен на главный экран. Телефон обещал хранить записи и сам их не сотрёт.')
    expect([prompted.mock.calls.length, keep.mock.calls.length]).toEqual([1, 1])
    await press(page, 'Понятно')
    dispatchEvent(new Event('appinstalled'))
    await flushPromises()
    expect([page.find('.offer').exists(), keep.mock.calls.length]).toEqual([false, 1])
  })

  it('is not offered for an acknowledgement, and tells of an installation from the browser’s own menu', async () => {
    await program.start()
    program.upkeep.keepStorage = () => Promise.resolve('refused')
    const page = program.mount(App)
    await shows(page, 'Новые документы · 1')
    await press(page, /^Ознакомлен/)
    await shows(page, 'Ознакомление сохранено на телефоне.')
    expect(page.find('.offer').exists()).toBe(false)
    dispatchEvent(new Event('appinstalled'))
    await shows(page, 'Значок добавлен на главный экран. Телефон может удалить данные')
  })

  it('waits a week after «Позже» or the browser’s own refusal, and is never offered after «Больше не предлагать»', async () => {
    await program.start()
    program.installPrompt.value = offerOf('dismissed') as NonNullable<typeof program.installPrompt.value>
    const page = await openAndMark()
    await vi.waitFor(() => button(page, 'Добавить на главный экран'), { timeout: 20_000 })
    await press(page, 'Добавить на главный экран')
    await vi.waitFor(() => { expect(page.find('.offer').exists()).toBe(false) }, { timeout: 20_000 })
    const kept = async (): Promise<unknown> => (await program.device.db.settings.get('seen install'))?.value
    expect(await kept()).toBe(String(program.device.deps.nowMs() + 7 * 86_400_000))
    page.unmount()
    await program.device.db.settings.put({ key: 'seen install', value: String(program.device.deps.nowMs()) })
    const later = await openAndMark('Исполнено')
    await shows(later, 'Нажмите ⋮ справа вверху.')
    await press(later, 'Больше не предлагать')
    expect([later.find('.offer').exists(), await kept()]).toEqual([false, 'never'])
  })

  it('is not offered by a program that stands there', async () => {
    await program.start()
    vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({ matches: query === '(display-mode: standalone)' }) as MediaQueryList)
    const page = await openAndMark()
    expect(page.find('.offer').exists()).toBe(false)
    page.unmount()
    const settings = program.mount(SettingsPage)
    await shows(settings, 'Сроки в календарь (.ics)')
    expect(settings.find('.offer').exists()).toBe(false)
  })

  it.each([
    ['Mozilla/5.0 (Linux; Android 9) Chrome/138.0 YaBrowser/25.2 Mobile', 'yandex'],
    ['Mozilla/5.0 (Linux; Android 9) SamsungBrowser/28.0 Chrome/130.0 Mobile', 'samsung'],
    ['Mozilla/5.0 (Linux; Android 10; HMSCore) Chrome/114.0 HuaweiBrowser/15.0 Mobile', 'huawei'],
    ['Mozilla/5.0 (Android 9; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'firefox'],
    ['Mozilla/5.0 (Linux; Android 8.1) Chrome/138.0 Mobile Safari/537.36', 'chrome'],
  ])('knows whose menu it is: %s', (userAgent, name) => {
    expect(browserOf(userAgent)).toBe(name)
  })
})

describe('the settings', () => {
  it('say how much room is taken, and what the browser promised', async () => {
    await program.start()
    program.upkeep.measureRoom = () => Promise.resolve({ usedBytes: 12_300_000, quotaBytes: 300_000_000 })
    program.upkeep.keepStorage = () => Promise.resolve('refused')
    const page = program.mount(SettingsPage)
    await shows(page, 'Память: 12 из 300 МБ')
    await shows(page, 'Телефон может удалить данные, если кончится место. Добавьте приложение на главный экран.')
    expect([memoryText({ usedBytes: 1, quotaBytes: 64e9 }), memoryText({ usedBytes: 999_600_000, quotaBytes: 999_700_000 })].map(tidy)).toEqual(['Память: 1 МБ из 64 ГБ', 'Память: 1000 из 1000 МБ'])
  })

  it('have three sizes of the text, the largest of them twice the first', async () => {
    await program.start()
    const page = program.mount(SettingsPage)
    await shows(page, 'Размер текста')
    expect(page.findAll('label').map((label) => tidy(label.text())).filter((text) => text.includes('%'))).toEqual(['А100 %', 'А140 %', 'А200 %'])
    await page.findAll('label').find((label) => label.text().includes('200'))?.get('input').trigger('change')
    expect(document.documentElement.dataset['text']).toBe('largest')
  })

  it('show the log before it goes, and let it go as a file', async () => {
    await program.start()
    const share = vi.fn((_shared: { files: File[] }) => Promise.resolve())
    Object.assign(navigator, { canShare: () => true, share })
    program.upkeep.readLog = () => Promise.resolve('version=0.1.0\n2026-11-22T06:20:00 start')
    const page = program.mount(SettingsPage)
    await shows(page, 'Отправить журнал специалисту')
    await press(page, 'Отправить журнал специалисту')
    await shows(page, 'version=0.1.0 2026-11-22T06:20:00 start')
    expect(share).not.toHaveBeenCalled()
    await press(page, 'Отправить файлом')
    const [file] = share.mock.calls[0]?.[0].files ?? []
    expect([file?.name, file?.type, await file?.text()]).toEqual(['Журнал телефона.txt', 'text/plain', 'version=0.1.0\n2026-11-22T06:20:00 start'])
    await shows(page, 'Файл журнала готов.')
    program.upkeep.readLog = () => Promise.reject(new Error('closed'))
    await press(page, 'Отправить журнал специалисту')
    await shows(page, 'Журнал не открылся. Записи на месте.')
  })

  it('answer what is asked most, name the specialist, and show the three cards again', async () => {
    await program.start()
    const page = program.mount(SettingsPage)
    await shows(page, 'Помощь')
    await press(page, 'Помощь')
    for (const title of ['Нет сети', 'Телефон сломался или потерян', 'Код не подходит', 'Как исправить отметку', 'Фото не отправляется', 'Кто видит записи']) await shows(page, title)
    await shows(page, 'Не нашли ответ? Позвоните специалисту: Иванова Т.П., 8 39561 0-00-23.')
    await press(page, /Три вещи/)
    await shows(page, 'Сеть не нужна')
    await press(page, 'Закрыть', 'О программе')
    for (const text of ['Версия', 'Лицензия MIT', 'Что где хранится', 'Специалист: Иванова Т.П.']) await shows(page, text)
  })

  it('put the dates of all open points into one calendar file', async () => {
    await program.start()
    await program.device.record(program.organizationId, 'd:p2' as never, 'execution', { state: 'reported' })
    const saved: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob)
      return 'blob:calendar'
    })
    const page = program.mount(App)
    await shows(page, 'Обновить')
    program.router.go('/settings')
    await shows(page, 'Сроки в календарь (.ics)')
    await press(page, 'Сроки в календарь (.ics)')
    await shows(page, 'Сроков в файле: 1.')
    const calendar = new ICAL.Component(ICAL.parse((await saved[0]?.text()) ?? '') as unknown[])
    expect(calendar.getAllSubcomponents('vevent').map((event) => String(event.getFirstPropertyValue('dtstart')))).toEqual(['2026-11-22'])
    expect(String(calendar.getFirstPropertyValue('x-wr-calname'))).toContain('Поручено: ')
  })
})
