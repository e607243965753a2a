import type { VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OrganizationId, PersonId } from '#core/directive'
import { ok } from '#core/result'
import App from '../../src/school/App.vue'
import PeopleSettings from '../../src/school/pages/PeopleSettings.vue'
import { choosePerson } from '../../src/device/phonePeople.ts'
import { setPin } from '../../src/device/pins.ts'
import { recordPerson } from '../../src/device/people.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const header = /Работает: /

let program: SchoolProgram
let petrova: PersonId
let sidorova: PersonId

beforeEach(async () => {
  document.body.innerHTML = ''
  program = new SchoolProgram()
  program.setNetwork(true)
  await program.start()
  petrova = await current()
})

async function current(organizationId: OrganizationId = program.organizationId): Promise<PersonId> {
  const { personId } = await program.device.enrolment(organizationId)
  if (personId === null) throw new Error('nobody works')
  return personId
}

const pinDeps = () => ({ db: program.device.db, nowMs: program.device.deps.nowMs, crypto })

/** Сидорова shares the phone; Петрова works. */
async function share(): Promise<void> {
  const named = await recordPerson(program.device.deps, { organizationId: program.organizationId, name: 'Сидорова М.К.', post: 'завуч' })
  if (!named.ok) throw new Error(named.error.type)
  sidorova = named.value
  await setPin(pinDeps(), petrova, '1111')
  await setPin(pinDeps(), sidorova, '2222')
  await choosePerson(program.device.db, program.organizationId, petrova)
}

/** Opens the sheet by the header and asks for somebody. */
async function ask(page: VueWrapper, name: RegExp): Promise<void> {
  await vi.waitFor(() => button(page, header), { timeout: 20_000 })
  await button(page, header).trigger('click')
  await vi.waitFor(() => button(page, name), { timeout: 20_000 })
  await button(page, name).trigger('click')
}

async function type(page: VueWrapper, pin: string): Promise<void> {
  await vi.waitFor(() => page.get('.pin input'), { timeout: 20_000 })
  await page.get('.pin input').setValue(pin)
}

/** A new PIN is typed twice. */
async function choosePin(page: VueWrapper, pin: string): Promise<void> {
  await shows(page, 'Придумайте ПИН')
  await type(page, pin)
  await shows(page, 'Повторите ПИН')
  await type(page, pin)
}

describe('changing who works', () => {
  it('takes the header, the name and four digits, and signs what follows', async () => {
    await share()
    const page = program.mount(App)
    await ask(page, /^Сидорова/)
    await type(page, '2222')
    await shows(page, 'Работает: Сидорова М.К.')
    expect(await current()).toBe(sidorova)
    expect(page.find('dialog').element.open).toBe(false)
  })

  it('does not happen before the fourth digit, nor by a wrong PIN, which says how many tries remain', async () => {
    await share()
    const page = program.mount(App)
    await ask(page, /^Сидорова/)
    await type(page, '222')
    expect(await current()).toBe(petrova)
    await type(page, '2223')
    await shows(page, 'Неверный ПИН. Осталось 4 попытки.')
    expect((page.get('.pin input').element as HTMLInputElement).value).toBe('')
    for (const left of ['3 попытки', '2 попытки', '1 попытка']) {
      await type(page, '0000')
      await shows(page, left)
    }
    await type(page, '0000')
    await shows(page, 'Пять раз неверно. Подождите 5 минут и попробуйте снова. Записи на месте.')
    await type(page, '2222')
    await shows(page, 'Подождите 5 минут')
    expect(await current()).toBe(petrova)
  })

  it('says who resets a forgotten PIN: the head, and for the head the office', async () => {
    await share()
    const page = program.mount(App)
    await ask(page, /^Сидорова/)
    await shows(page, 'Спросите директора — он сбросит ПИН в Настройках.')
    await choosePerson(program.device.db, program.organizationId, sidorova)
    await button(page, 'Назад').trigger('click')
    await shows(page, 'Сидорова М.К.завуч · работает сейчас')
    await button(page, /^Петрова/).trigger('click')
    await shows(page, 'Попросите у специалиста управления новый код')
  })

  it('asks who has no PIN for one before he works', async () => {
    await share()
    await program.device.db.settings.delete(`pin ${sidorova}`)
    const page = program.mount(App)
    await ask(page, /^Сидорова/)
    await shows(page, 'Придумайте ПИН: четыре цифры')
    await type(page, '3333')
    await shows(page, 'Повторите ПИН')
    await type(page, '3334')
    await shows(page, 'Не совпало. Придумайте ПИН ещё раз.')
    expect(await current()).toBe(petrova)
    await choosePin(page, '3333')
    await shows(page, 'Работает: Сидорова М.К.')
  })
})

describe('two organizations of one phone', () => {
  let nursery: OrganizationId
  beforeEach(async () => {
    const { id, secret } = program.addOrganization('nursery')
    nursery = id
    await program.device.enrol(secret)
    await program.device.sync()
  })

  it('are opened by one tap for a head who works in both, and the header names the open one', async () => {
    await recordPerson(program.device.deps, { organizationId: nursery, personId: petrova, name: 'Петрова А.И.', post: 'заведующая' })
    await share()
    await program.device.db.settings.put({ key: 'organizationId', value: program.organizationId })
    const page = program.mount(App)
    await ask(page, /^МБОУ nursery/)
    await vi.waitFor(() => {
      expect(tidy(page.get('header').text())).toContain('МБОУ nursery Работает: Петрова А.И.')
    }, { timeout: 20_000 })
    expect([await current(), await current(nursery)]).toEqual([petrova, petrova])
  })

  it('ask for the PIN of who signs there when somebody else works', async () => {
    await recordPerson(program.device.deps, { organizationId: nursery, personId: petrova, name: 'Петрова А.И.', post: 'заведующая' })
    await share()
    await choosePerson(program.device.db, program.organizationId, sidorova)
    await program.device.db.settings.put({ key: 'organizationId', value: program.organizationId })
    const page = program.mount(App)
    await ask(page, /^МБОУ nursery/)
    await shows(page, 'ПИН: Петрова А.И.')
    expect(tidy(page.get('header').text())).not.toContain('nursery')
    await type(page, '1111')
    await vi.waitFor(() => {
      expect(tidy(page.get('header').text())).toContain('МБОУ nursery Работает: Петрова А.И.')
    }, { timeout: 20_000 })
  })
})

describe('the people in Settings', () => {
  it('come with a PIN each: first whoever works now, then the new one, who works next', async () => {
    const page = program.mount(PeopleSettings)
    await shows(page, 'Петрова А.И., директор')
    await button(page, 'Добавить человека').trigger('click')
    await shows(page, 'Сначала ваш ПИН: Петрова А.И.')
    await choosePin(page, '1111')
    await shows(page, 'Новый человек на телефоне')
    const [name, post] = page.findAll('dialog form input')
    expect((post?.element as HTMLInputElement).value).toBe('')
    await name?.setValue('Сидорова М.К.')
    await post?.setValue('завуч')
    await page.get('dialog form').trigger('submit')
    await shows(page, 'Передайте телефон: Сидорова М.К.')
    await choosePin(page, '2222')
    await shows(page, 'Сидорова М.К., завучработает сейчас · ПИН задан')
    expect(await current()).not.toBe(petrova)
  })

  it('let the head reset the PIN of another, and take that back', async () => {
    await share()
    const page = program.mount(PeopleSettings)
    await shows(page, 'Сидорова М.К., завучПИН задан')
    await button(page, 'Сбросить ПИН: Сидорова М.К.').trigger('click')
    await shows(page, 'Сидорова М.К., завучПИН не задан')
    expect(page.findAll('button').map((one) => one.text())).not.toContain('Сбросить ПИН')
  })

  it('let nobody else reset a PIN', async () => {
    await share()
    await choosePerson(program.device.db, program.organizationId, sidorova)
    const page = program.mount(PeopleSettings)
    await shows(page, 'ПИН другого человека здесь сбрасывает Петрова А.И.')
    expect(page.findAll('button').map((one) => one.text())).not.toContain('Сбросить ПИН')
  })

  it('change their own PIN by the old one', async () => {
    await share()
    const page = program.mount(PeopleSettings)
    await shows(page, 'ПИН задан')
    await button(page, 'Сменить свой ПИН').trigger('click')
    await shows(page, 'Сначала прежний ПИН')
    await type(page, '0000')
    await shows(page, 'Неверный ПИН')
    await type(page, '1111')
    await choosePin(page, '4444')
    await vi.waitFor(() => {
      expect(page.find('.pin').exists()).toBe(false)
    }, { timeout: 20_000 })
  })

  it('show the code of a second phone with the time it holds, and say when a network is needed', async () => {
    const link = `https://school.test/e#${'a'.repeat(22)}`
    const invitePhone = vi.spyOn(program.upkeep, 'invitePhone').mockResolvedValue({ ok: false, error: { type: 'NetworkUnavailable' } })
    const page = program.mount(PeopleSettings)
    await shows(page, 'Петрова А.И., директор')
    await button(page, 'Подключить завуча').trigger('click')
    await shows(page, 'Нужна сеть: код даёт управление.')
    invitePhone.mockResolvedValue({ ok: false, error: { type: 'Refused', code: 'TooManyAttempts', details: {}, retryAfterSeconds: 7200 } })
    await button(page, 'Подключить завуча').trigger('click')
    await shows(page, 'подождите 2 ч.')
    invitePhone.mockResolvedValue(ok({ link, expiresMs: program.device.deps.nowMs() + 86_400_000 }))
    await button(page, 'Подключить завуча').trigger('click')
    await shows(page, /Код для одного телефона\. Действует до: 23 ноября, \d\d:20\./)
    expect(page.find('svg[aria-label="Код для подключения второго телефона"]').exists()).toBe(true)
    expect(page.text()).not.toContain('Нужна сеть')
  })
})
