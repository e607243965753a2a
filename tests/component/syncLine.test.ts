import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DateOnly } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { CheckOutcome } from '../../src/device/checkWithOffice.ts'
import App from '../../src/school/App.vue'
import { type Here, momentText } from '../../src/school/views/dateText.ts'
import { type SyncFacts, toSyncLine } from '../../src/school/views/syncLine.ts'
import { lineText } from '../../src/school/views/syncText.ts'
import { SchoolProgram, button, nowMs, shows, tidy } from '../support/schoolProgram.ts'

const here: Here = { nowMs, zone: 'Asia/Irkutsk', today: '2026-11-22' as DateOnly }
const well = { lastExchangeMs: nowMs, lastAttemptMs: nowMs, lastFailure: null, revokedOn: null }
const facts: SyncFacts = { enrolment: well, unsent: 0, refused: 0, progress: null, isOnline: true }
const say = (changes: Partial<SyncFacts>): string => lineText(toSyncLine({ ...facts, ...changes }), here)

describe('the line about sending', () => {
  it.each<[string, Partial<SyncFacts>]>([
    ['Всё отправлено сегодня в 14:20', {}],
    ['Сохранено на телефоне: 3', { unsent: 3 }],
    ['Отправляем 2 из 3…', { unsent: 3, progress: { sent: 1, total: 3 } }],
    ['Отправляем 3 из 3…', { unsent: 0, progress: { sent: 3, total: 3 } }],
    ['Проверяем новое…', { progress: { sent: 0, total: 0 } }],
    ['Не удалось отправить. Повторим сами', { unsent: 3, enrolment: { ...well, lastFailure: 'NetworkUnavailable' } }],
    ['Сохранено на телефоне: 3', { unsent: 3, isOnline: false, enrolment: { ...well, lastFailure: 'NetworkUnavailable' } }],
    ['Не отправлено больше 3 дней: 3', { unsent: 3, isStuck: true }],
    ['Отправляем 1 из 3…', { unsent: 3, isStuck: true, progress: { sent: 0, total: 3 } }],
    ['Не принята 1 запись', { refused: 1 }],
    ['Не приняты 2 записи', { refused: 2 }],
    ['Доступ закрыт', { unsent: 2, enrolment: { ...well, lastFailure: 'DeviceRevoked', revokedOn: '2026-11-20' as DateOnly } }],
    ['Доступ закрыт', { enrolment: { ...well, lastFailure: 'TokenUnknown' } }],
    ['Связи с управлением ещё не было', { enrolment: { ...well, lastExchangeMs: null } }],
  ])('says «%s»', (sentence, changes) => {
    expect(say(changes)).toBe(sentence)
  })

  it('never says that all is sent while anything waits, whatever the last reply was', () => {
    for (const enrolment of [well, { ...well, lastFailure: 'NetworkUnavailable' }, { ...well, lastFailure: 'TokenUnknown' }]) {
      for (const isOnline of [true, false]) expect(say({ unsent: 1, enrolment, isOnline })).not.toMatch(/Всё отправлено/)
    }
  })

  it('names the day of a moment once a bare time would lie', () => {
    expect(momentText(nowMs - 86_400_000, here)).toBe('вчера в 14:20')
    expect(momentText(nowMs - 12 * 86_400_000, here)).toBe('10 ноября, 14:20')
    expect(momentText(nowMs - 700 * 86_400_000, here)).toBe('22 декабря 2024\u00a0г., 14:20')
  })
})

describe('the sheet of sending', () => {
  let program: SchoolProgram

  beforeEach(() => {
    document.body.innerHTML = ''
    program = new SchoolProgram()
    program.setNetwork(true)
  })

  async function openSheet(): Promise<ReturnType<SchoolProgram['mount']>> {
    const page = program.mount(App)
    await vi.waitFor(() => button(page, /^(Всё отправлено|Сохранено|Не удалось|Не принят|Доступ)/), { timeout: 20_000 })
    await button(page, /^(Всё отправлено|Сохранено|Не удалось|Не принят|Доступ)/).trigger('click')
    await shows(page, 'Записи этого телефона')
    return page
  }

  async function note(): Promise<void> {
    await program.device.record(program.organizationId, 'd:p1' as SubjectKey, 'progressNote', { text: 'Издан приказ № 41' })
  }

  it('stands under a line that says nothing before the records are counted', async () => {
    await program.start()
    program.setNetwork(false)
    await note()
    const said = new Set<string>()
    const watched = new MutationObserver(() => said.add(document.querySelector('button.transfer')?.textContent.trim() ?? ''))
    watched.observe(document.body, { childList: true, subtree: true, characterData: true })
    await shows(program.mount(App), 'Сохранено на телефоне: 1')
    watched.disconnect()
    expect([...said].filter((line) => line.includes('Всё отправлено'))).toEqual([])
  })

  it('ends every press of the button in a sentence with a time', async () => {
    await program.start()
    const page = await openSheet()
    await button(page, 'Попробовать сейчас').trigger('click')
    await shows(page, 'Готово сегодня в 14:20: всё отправлено, нового нет.')
    await note()
    await button(page, 'Попробовать сейчас').trigger('click')
    await shows(page, 'Готово сегодня в 14:20: отправлена 1 запись.')
    program.office('d:p1', 'control', { state: 'released' })
    await button(page, 'Попробовать сейчас').trigger('click')
    await shows(page, 'Готово сегодня в 14:20: есть новое от управления.')
    program.setNetwork(false)
    await note()
    await button(page, 'Попробовать сейчас').trigger('click')
    await shows(page, 'Не удалось отправить сегодня в 14:20: нет ответа от управления. Записи на телефоне, повторим сами.')
  })

  it('counts what waits and lists each record with its receipt', async () => {
    await program.start()
    program.setNetwork(false)
    await note()
    const page = await openSheet()
    await shows(page, 'Сохранено на телефоне: 1 запись. Отправим, когда появится сеть.')
    await shows(page, /Запись ?Издан приказ № 41.*На телефоне/)
    await shows(page, /Имя и должность.*Передано · квитанция \d/)
  })

  it('shows what was refused with its reason, and lets the line go on once it was seen', async () => {
    await program.start()
    await program.device.record(program.organizationId, 'd:unknown' as SubjectKey, 'progressNote', { text: 'Чужой пункт' })
    await program.device.sync()
    const page = await openSheet()
    await shows(page, 'Не приняты управлением')
    await shows(page, /Чужой пункт.*Не принято: Этот пункт вашей организации не направляли\./)
    await button(page, 'Закрыть').trigger('click')
    await shows(page, 'Всё отправлено сегодня в 14:20')
  })

  it('tells a revoked phone what is safe and offers to enter anew', async () => {
    await program.start()
    await note()
    const { token } = await program.device.enrolment(program.organizationId)
    program.server.revoke(token, '2026-11-20')
    await program.device.sync()
    const page = await openSheet()
    await shows(page, 'Доступ с этого телефона закрыт управлением 20 ноября.')
    expect(page.get('dialog a[href="/e"]').text()).toBe('Войти заново')
  })

  it('tells a phone nobody knows any more that its sign-in is out of date, who gives a new code, and that nothing is lost', async () => {
    await program.start()
    program.setNetwork(false)
    await note()
    await program.device.db.enrolments.update(program.organizationId, { lastFailure: 'TokenUnknown', lastAttemptMs: nowMs })
    const page = await openSheet()
    await shows(page, 'Вход устарел. Новый код даст специалист: Иванова Т.П., 8 39561 0-00-23. Записи на месте, неотправленных: 1.')
  })

  it('tells a program that is too old what to do, in the sheet and over the list, and promises nothing it cannot do', async () => {
    await program.start()
    await program.device.db.enrolments.update(program.organizationId, { lastFailure: 'ProtocolUnsupported', lastAttemptMs: nowMs })
    const old = 'Эта версия больше не может отправлять. Обновите при первой сети; записи не пропадут.'
    const page = await openSheet()
    expect(tidy(page.get('dialog [role="status"]').text())).toBe(old)
    await vi.waitFor(() => { expect(page.find('main [role="alert"]').text()).toBe(old) }, { timeout: 20_000 })
  })

  it('says how many of the records went and why the other did not', async () => {
    await program.start()
    const page = await openSheet()
    await note()
    await program.device.record(program.organizationId, 'd:unknown' as SubjectKey, 'progressNote', { text: 'Чужой пункт' })
    await button(page, 'Попробовать сейчас').trigger('click')
    await shows(page, 'Отправлено 1 из 2. Не принята 1 запись: этот пункт вашей организации не направляли.')
  })

  it('says in red what has been stuck for days, whatever contact there was since, and whom to call', async () => {
    await program.start()
    await note()
    const [own] = (await program.device.changes()).filter(({ pending }) => pending === 1)
    if (own === undefined) throw new Error('nothing unsent')
    await program.device.db.changes.update([own.organizationId, own.id], { stampMs: nowMs - 4 * 86_400_000 })
    program.setNetwork(false)
    const page = program.mount(App)
    // There was a contact after the record was made, and none is possible now.
    await shows(page, 'Не отправлено больше 3 дней: 1')
    expect(page.get('button.transfer').classes()).toContain('stuck')
    await page.get('button.transfer').trigger('click')
    await shows(page, '1 запись не отправлена с 18 ноября. Найдите место с сетью и нажмите «Попробовать сейчас». Не помогло? Позвоните специалисту: Иванова Т.П., 8 39561 0-00-23.')
    expect(page.findAll('dialog .stuck')).toHaveLength(1)
  })

  it('stays calm about records that have met no network at all, and says what to do in the sheet', async () => {
    await program.start()
    await note()
    const [own] = (await program.device.changes()).filter(({ pending }) => pending === 1)
    if (own === undefined) throw new Error('nothing unsent')
    await program.device.db.changes.update([own.organizationId, own.id], { stampMs: nowMs - 4 * 86_400_000 })
    await program.device.db.enrolments.update(program.organizationId, { lastExchangeMs: nowMs - 14 * 86_400_000, lastFailure: 'NetworkUnavailable' })
    program.setNetwork(false)
    const page = program.mount(App)
    await shows(page, 'Сохранено на телефоне: 1')
    await page.get('button.transfer').trigger('click')
    await shows(page, '1 запись не отправлена с 18 ноября.')
    expect(page.findAll('.stuck')).toHaveLength(0)
  })

  it.each<[CheckOutcome, string]>([
    [{ type: 'agreed', count: 34, repaired: 0 }, 'Сошлось: 34 из 34.'],
    [{ type: 'agreed', count: 36, repaired: 2 }, 'Исправлено записей: 2. Сошлось: 36 из 36.'],
    [{ type: 'differs' }, 'Не сошлось, хотя всё прочитано заново. Записи на месте. Позвоните специалисту.'],
    [{ type: 'failed', failure: { type: 'NetworkUnavailable' } }, 'Сверить не удалось: нет ответа от управления. Записи на месте.'],
  ])('tells how a check with the office ended: %j', async (outcome, sentence) => {
    await program.start()
    program.upkeep.checkWithOffice = () => Promise.resolve(outcome)
    const page = await openSheet()
    await button(page, 'Сверить с управлением').trigger('click')
    await shows(page, sentence)
  })

  it('says that the clock is wrong, with its time, and counts days from the last contact when it was set back', async () => {
    await program.start()
    const page = program.mount(App)
    await program.device.db.enrolments.update(program.organizationId, { clockOffsetMs: 2 * 3_600_000 })
    await shows(page, 'На телефоне стоит 22 ноября, 14:20. Проверьте дату: от неё зависят сроки.')
    await program.device.db.enrolments.update(program.organizationId, { clockOffsetMs: 0, lastExchangeMs: nowMs + 400 * 86_400_000 })
    await shows(page, /На телефоне стоит 22 ноября 2026\s*г\., 14:20\./)
  })

  it('shows a grey strip without the network and the clerk on every screen', async () => {
    await program.start()
    const page = program.mount(App)
    for (const address of ['/', '/documents', '/documents/r1', '/documents/r1/report', '/settings', '/directives/p1', '/e']) {
      program.router.go(address)
      await shows(page, 'Специалист: Иванова Т.П. 8 39561 0-00-23')
      // At the same place everywhere: only who works here stands before it.
      const [person, clerk] = [...document.querySelectorAll(':is(a, button, input)')].map(({ textContent }) => textContent)
      expect([person, clerk]).toEqual([expect.stringContaining('Работает:'), expect.stringContaining('Специалист: Иванова Т.П.')])
    }
    expect(page.get('header a').attributes('href')).toBe('tel:83956100023')
    program.setNetwork(false)
    await shows(page, 'Нет сети. Можно работать, всё сохраняется на телефоне.')
  })
})
