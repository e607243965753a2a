import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { DateOnly, Directive } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import App from '../../src/school/App.vue'
import { makeAddressee } from '../support/directiveFactory.ts'
import { makeChild, makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows, tidy } from '../support/schoolProgram.ts'

const dated: Partial<Directive> = {
  deadline: { kind: 'until_date', text: 'Срок: до 01.10.2023г.', position: 'end_of_point', date: '2023-10-01' },
  computed: { dueDate: '2023-09-29' as DateOnly, rule: 'given_date', movedFrom: '2023-10-01' as DateOnly, toConfirm: false },
}
const standing: Partial<Directive> = {
  deadline: { kind: 'permanent', text: 'Срок: постоянно', position: 'end_of_point' },
  computed: { dueDate: null, rule: 'standing', movedFrom: null, toConfirm: false },
  periodUnit: 'year',
  firstPeriodFrom: '2025-01-01' as DateOnly,
}

describe('the page of a directive', () => {
  let program: SchoolProgram

  beforeEach(() => {
    document.body.innerHTML = ''
  })

  async function open(point: Partial<Directive> = {}, subject: string | null = null): Promise<VueWrapper> {
    program = new SchoolProgram({ points: [makeDirective('p1', point)] })
    program.setNetwork(true)
    await program.start()
    program.router.go(`/directives/p1${subject === null ? '' : `?part=${subject}`}`)
    const page = program.mount(App)
    await shows(page, 'История')
    return page
  }

  async function mark(page: VueWrapper, ...names: (string | RegExp)[]): Promise<void> {
    for (const name of names) await button(page, name).trigger('click')
  }

  async function marksOf(subject: string): Promise<unknown[]> {
    return (await program.device.changes()).filter((change) => change.kind === 'execution' && change.subject === subject).map(({ value }) => value['state'])
  }

  it('shows the whole point, its document, its addressee and the rule of its date in words', async () => {
    const page = await open({ ...dated, heading: 'Руководителям', addressee: makeAddressee({ decidedBy: 'clerk' }) })
    const text = tidy(page.text())
    for (const sentence of [
      'Весь пункт дословно', '4.2 Пересмотреть учебную нагрузку педагогов.', 'Решение коллегии № 3 от 17.12.2021', 'В документе: «Срок: до 01.10.2023г.»',
      'Срок — воскресенье 1 октября 2023 г. По правилам управления — пятница 29 сентября 2023 г.', 'Дата из документа.', 'в документе не назван', 'адресовано специалистом',
    ]) expect(text).toContain(sentence)
  })

  it('gives every part its own mark, which marks neither the whole nor another part', async () => {
    const page = await open({ text: 'Проводить:', children: [makeChild('c1'), makeChild('c2')] })
    await mark(page, 'Отметить часть 1 из 2, информационные мероприятия', 'Исполнено')
    await shows(page, 'Пункт 4.2, часть 1 из 2 отмечен.')
    expect(await marksOf('d:p1:whole:c1')).toEqual(['reported'])
    expect(await marksOf('d:p1')).toEqual([])
    expect(page.findAll('.state').map((state) => state.text())).toEqual(['Новое', 'Исполнено', 'Новое'])
  })

  it('gives every period its own report, and says which is owed now', async () => {
    const page = await open(standing)
    const chips = (): string[] => page.findAll('a[href*="?part="]').map((chip) => tidy(chip.text()))
    await shows(page, 'Сейчас нужен отчёт за 2025 год, до 20 января.')
    expect(chips()).toEqual(['2025 годНовое · сейчаспросрочено', '2026 годНовое'])
    await mark(page, /^Отметить за 2025 год/, 'Исполнено')
    await shows(page, 'Пункт 4.2, 2025 год отмечен.')
    await shows(page, 'Сейчас нужен отчёт за 2026 год, до 20 января 2027 г.')
    expect(chips()).toEqual(['2025 годИсполнено', '2026 годНовое · сейчас'])
    expect(await marksOf('d:p1:2025')).toEqual(['reported'])
    expect(await marksOf('d:p1:2026')).toEqual([])
    expect(await marksOf('d:p1')).toEqual([])
  })

  it('opens one part by its address and keeps a foreign key out', async () => {
    const page = await open({ children: [makeChild('c1'), makeChild('c2')] }, 'd:p1:whole:c2')
    expect(tidy(page.get('h1').text())).toContain('4.2 · часть 2 из 2')
    const foreign = await open({}, 'd:other')
    expect(tidy(foreign.get('h1').text())).toContain('Пересмотреть')
  })

  it('keeps a note, says where it is, then its receipt', async () => {
    const page = await open()
    program.setNetwork(false)
    await page.get('.done textarea').setValue('Издан приказ № 41')
    await page.get('.done form').trigger('submit')
    await shows(page, /Издан приказ № 41.*На телефоне/)
    expect(page.get<HTMLTextAreaElement>('.done textarea').element.value).toBe('')
    program.setNetwork(true)
    await program.device.sync()
    await shows(page, /Издан приказ № 41.*Передано · квитанция \d+/)
  })

  it('takes only an https link as evidence', async () => {
    const page = await open()
    const form = page.findAll('.done form')[1]
    await page.get('input[type="url"]').setValue('http://school.ru/prikaz')
    await form?.trigger('submit')
    await shows(page, 'Ссылка должна начинаться с https://')
    await page.get('input[type="url"]').setValue('https://school.ru/prikaz')
    await form?.trigger('submit')
    await shows(page, /школ|school\.ru\/prikaz.*квитанция/)
    expect((await program.device.changes()).some(({ kind, value }) => kind === 'evidence' && value['link'] === 'https://school.ru/prikaz')).toBe(true)
  })

  it('undoes from the history without a time limit, and keeps both records', async () => {
    const page = await open()
    await mark(page, /^Отметить пункт/, 'Исполнено')
    await shows(page, 'Отметка «Исполнено»')
    await mark(page, 'Отменить: Отметка «Исполнено»')
    await shows(page, 'Отметка «Новое»')
    expect(await marksOf('d:p1')).toEqual(['reported', 'notStarted'])
    expect(tidy(page.text())).toContain('Петрова А.И. · этот телефон · сегодня в 14:20')
  })

  it('shows a return with its remark and day, then that the report waits for a decision', async () => {
    const page = await open()
    program.office('d:p1', 'control', { state: 'returned', reason: 'Нет приложения', fixBy: '2026-12-05' })
    await program.device.sync()
    await shows(page, 'На доработке: Нет приложения.')
    await shows(page, 'Исправьте до 5 декабря.')
    await mark(page, /^Отметить пункт/, 'Исполнено')
    await shows(page, 'Управление ещё не решило.')
    expect(tidy(page.text())).not.toContain('Исправьте до')
  })

  it('shows an extension that was asked for and one that was given', async () => {
    const page = await open({ reportDue: '2026-12-01' as DateOnly })
    await mark(page, /^Отметить пункт/, 'Прошу продлить срок')
    await page.get('dialog input[type="date"]').setValue('2027-01-15')
    await page.get('dialog textarea').setValue('Ждём учебники')
    program.setNetwork(false)
    await page.get('dialog form').trigger('submit')
    await shows(page, 'Просьба продлить до 15 января 2027 г.: на телефоне. Пока действует прежний срок: 1 декабря.')
    program.setNetwork(true)
    await program.device.sync()
    await shows(page, 'Просьба продлить до 15 января 2027 г.: передана.')
    program.office('d:p1', 'extension', { to: '2027-01-20' })
    await program.device.sync()
    await shows(page, 'Управление продлило срок до 20 января 2027 г.')
  })

  it('closes by the office\'s decision, and shows a late mark as not applied', async () => {
    const page = await open()
    program.setNetwork(false)
    await mark(page, /^Отметить пункт/, 'В работе')
    await shows(page, 'Отметка «В работе»')
    program.office('d:p1', 'control', { state: 'released' })
    program.setNetwork(true)
    await program.device.sync()
    await shows(page, 'Снято с контроля 22 ноября.')
    await shows(page, 'Отметка «В работе» · Не применено')
    await mark(page, /^Отметить пункт/)
    expect(page.get('dialog[open]').text()).toContain('Прошу исправить')
  })

  it('shows both marks of a clash, and «Взять эту» settles it', async () => {
    const page = await open()
    const second = await program.startSecondPhone()
    program.setNetwork(false)
    await mark(page, /^Отметить пункт/, 'Исполнено')
    await shows(page, 'Отметка «Исполнено»')
    await second.record(program.organizationId, 'd:p1' as SubjectKey, 'execution', { state: 'inProgress' })
    await second.sync()
    program.setNetwork(true)
    await program.device.sync()
    await shows(page, 'Отмечено дважды')
    await shows(page, 'Этот пункт отметили дважды: Петрова А.И. «Исполнено» 22 ноября и Сидорова М.К. «В работе» 22 ноября. Оставлено «В работе», обе записи — в истории.')
    await mark(page, 'Взять эту: Отметка «В работе», Сидорова М.К.')
    await vi.waitFor(() => {
      expect(page.findAll('h2').map((title) => title.text())).not.toContain('Отмечено дважды')
    }, { timeout: 20_000 })
    expect(page.get('.state').text()).toBe('В работе')
  })

  it('names the reason of a record that was not taken', async () => {
    const page = await open()
    await mark(page, /^Отметить пункт/, 'В работе')
    await shows(page, 'Отметка «В работе»')
    await program.device.db.changes.toCollection().modify((change) => {
      if (change.kind === 'execution') Object.assign(change, { transfer: 'rejected', code: 'SubjectUnknown', pending: 0 })
    })
    await shows(page, 'Не принято: Этот пункт вашей организации не направляли.')
  })
})
