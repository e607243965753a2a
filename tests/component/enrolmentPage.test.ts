import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { DeviceId } from '#core/directive'
import App from '../../src/school/App.vue'
import EnrolmentPage from '../../src/school/pages/EnrolmentPage.vue'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, nowMs, shows, tidy } from '../support/schoolProgram.ts'

const points = Array.from({ length: 31 }, (_, index) => makeDirective(`p${String(index + 1)}`, { position: index + 1 }))
const secret = 'school1.link'

function boxes(page: VueWrapper): string[] {
  return page.findAll('.boxes input').map((box) => (box.element as HTMLInputElement).value)
}

async function enterCode(page: VueWrapper, number = '4012', code = '482917305'): Promise<void> {
  await page.get('form input').setValue(number)
  await page.get('.boxes input').setValue(code)
  await page.get('form').trigger('submit')
}

async function savePerson(page: VueWrapper): Promise<void> {
  await shows(page, 'Фамилия и инициалы')
  await page.get('form input').setValue('Петрова А.И.')
  await page.get('form').trigger('submit')
}

describe('the enrolment', () => {
  let program: SchoolProgram

  beforeEach(() => {
    document.body.innerHTML = ''
    program = new SchoolProgram({ points })
    program.setNetwork(true)
  })

  it('is what every address of a phone that is not enrolled shows', async () => {
    const page = program.mount(App)
    await vi.waitFor(() => {
      expect(program.router.url.value.pathname).toBe('/e')
    }, { timeout: 20_000 })
    await shows(page, 'Подключить телефон')
  })

  it('says that the browser cleared the phone and how many records had not been sent', async () => {
    const entry = { organizationId: program.organizationId, organizationName: 'МБОУ СОШ № 3', deviceId: 'p1' as DeviceId, lastSequence: 34, lastExchangeMs: nowMs - 86_400_000, unsent: 3, unsentFrom: 32, unsentSinceMs: nowMs, atMs: nowMs }
    program.upkeep.findLoss = () => Promise.resolve({ cleared: [entry], remembered: [] })
    const cleared = program.mount(EnrolmentPage, { link: '' })
    await shows(cleared, 'Браузер очистил память приложения')
    await shows(cleared, /МБОУ СОШ № 3\. Не было отправлено записей: 3\. Могли пропасть записи с № 32 по № 34, первая сделана сегодня в \d\d:20\. Последняя связь: вчера в \d\d:20\./)
    program.upkeep.findLoss = () => Promise.resolve({ cleared: [], remembered: [{ organizationName: 'МБОУ СОШ № 3', lastContactMs: nowMs, lastSequence: 34 }] })
    await shows(program.mount(EnrolmentPage, { link: '' }), /МБОУ СОШ № 3\. Последняя связь: сегодня в \d\d:20\. В управлении есть записи по № 34\./)
    program.upkeep.findLoss = () => Promise.resolve({ cleared: [], remembered: [] })
    const fresh = program.mount(EnrolmentPage, { link: '' })
    await shows(fresh, 'Подключить телефон')
    expect(fresh.text()).not.toContain('очистил')
  })

  it('takes the link\'s secret out of the address bar before anything else', async () => {
    program.router.go(`/e#${secret}`)
    const page = program.mount(App)
    await shows(page, 'Вы открыли ссылку для подключения.')
    expect(program.router.url.value.hash).toBe('')
    await button(page, 'Подключить').trigger('click')
    await savePerson(page)
    await shows(page, 'Готово, можно без интернета')
  })

  it('spreads a pasted code over the three boxes and passes over everything that is no digit', async () => {
    const page = program.mount(EnrolmentPage, { link: '' })
    await page.get('.boxes input').setValue('482-917 305')
    expect(boxes(page)).toEqual(['482', '917', '305'])
    expect(page.findAll('input').every((input) => input.attributes('inputmode') === 'numeric')).toBe(true)
    expect(page.findAll('.boxes input').map((box) => box.attributes('aria-label'))).toEqual(['Код, цифры 1–3', 'Код, цифры 4–6', 'Код, цифры 7–9'])
  })

  it('does not ask the server with half a code', async () => {
    const page = program.mount(EnrolmentPage, { link: '' })
    await enterCode(page, '4012', '482917')
    expect(page.get('[role="alert"]').text()).toBe('Нужны номер организации и все девять цифр кода.')
  })

  it.each([
    ['EnrolmentCodeWrong', 'Код не подходит. Проверьте девять цифр в письме. Новый код даст специалист управления: телефон есть в письме.'],
    ['EnrolmentCodeUsed', 'Этот код уже использован. Новый код даст специалист управления: телефон есть в письме.'],
    ['EnrolmentCodeExpired', 'Срок кода вышел. Новый код даст специалист управления: телефон есть в письме.'],
    ['TooManyAttempts', 'Слишком много попыток. Попробуйте через 1 минуту или позвоните специалисту.'],
    ['ServerBusy', 'Сервер управления занят. Повторим сами.'],
  ])('says what %s means and who helps', async (code, sentence) => {
    const page = program.mount(EnrolmentPage, { link: '' })
    program.refuse(code)
    await enterCode(page)
    await shows(page, sentence)
  })

  it('names the clerk where the phone already knows one', async () => {
    await program.start()
    program.router.go(`/e#${secret}`)
    const page = program.mount(App)
    await shows(page, 'Специалист: Иванова Т.П.')
    program.refuse('EnrolmentCodeExpired')
    await button(page, 'Подключить').trigger('click')
    await shows(page, 'Срок кода вышел. Новый код даст специалист: Иванова Т.П., 8 39561 0-00-23.')
  })

  it('keeps the code after a lost network, and the same press again connects', async () => {
    const page = program.mount(EnrolmentPage, { link: '' })
    program.setNetwork(false)
    await enterCode(page)
    await shows(page, 'Нет ответа от управления. Код не потрачен')
    expect(boxes(page)).toEqual(['482', '917', '305'])
    program.setNetwork(true)
    await page.get('form').trigger('submit')
    await shows(page, 'Кто работает на этом телефоне')
  })

  it('offers to type a code in place of a link only when the link was refused', async () => {
    const page = program.mount(EnrolmentPage, { link: secret })
    program.setNetwork(false)
    await button(page, 'Подключить').trigger('click')
    await shows(page, 'Нет ответа от управления. Код не потрачен')
    expect(page.find('form').exists()).toBe(false)
    program.setNetwork(true)
    program.refuse('EnrolmentCodeExpired')
    await button(page, 'Подключить').trigger('click')
    await shows(page, 'Срок кода вышел.')
    await vi.waitFor(() => {
      expect(boxes(page)).toEqual(['', '', ''])
    }, { timeout: 20_000 })
  })

  it('never says «готово» while a part is still to come', async () => {
    program = new SchoolProgram({ points, pageSize: 16 })
    const page = program.mount(EnrolmentPage, { link: '' })
    const { transport } = program.device.deps
    const exchange = transport.exchange.bind(transport)
    let requests = 0
    transport.exchange = (...request) => {
      if ((requests += 1) === 2) program.setNetwork(false)
      return exchange(...request)
    }
    await enterCode(page)
    await savePerson(page)
    await shows(page, /Загружено 12 из 31\. Остальные придут, когда будет сеть\./)
    expect(tidy(page.text())).not.toContain('Готово')
    expect(button(page, 'Открыть поручения').text()).toBe('Открыть поручения')
    program.setNetwork(true)
    await program.device.sync()
    await shows(page, 'Готово, можно без интернета')
  })

  it('never says «готово» before the program itself is kept on the phone', async () => {
    program.isInstalled.value = false
    const page = program.mount(EnrolmentPage, { link: '' })
    await enterCode(page)
    await savePerson(page)
    await shows(page, 'Загружено: 31. Программа ещё сохраняется на телефоне.')
    program.isInstalled.value = true
    await shows(page, 'Готово, можно без интернета')
  })

  it('wants a name before anything can be recorded', async () => {
    const page = program.mount(EnrolmentPage, { link: '' })
    await enterCode(page)
    await shows(page, 'Фамилия и инициалы')
    await page.get('form').trigger('submit')
    await shows(page, 'Напишите фамилию и инициалы.')
  })
})
