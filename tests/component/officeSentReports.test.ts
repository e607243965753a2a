import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import type { OrganizationId, ResolutionId } from '#core/directive'
import type { OrganizationReportView, ReportVersionView } from '#core/report'
import type { SubjectKey } from '#core/sync'
import { day } from '../support/day.ts'
import { type FakeApi, button, createFakeApi, fine, officer, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'

let api: FakeApi
beforeEach(() => { api = createFakeApi() })

const version = (changes: Partial<ReportVersionView> = {}): ReportVersionView => ({
  changeId: 'phone-7', receipt: 12, atMs: screenNowMs, author: 'Петрова А.И.', post: 'директор', text: 'Исполнено 1 из 2.',
  points: [{ subject: 'd:p1' as SubjectKey, number: '4.1', state: 'reported', text: 'Приказ № 41', on: day('2026-11-20') }, { subject: 'd:p2' as SubjectKey, number: '4.2', state: 'notStarted', text: '' }],
  decision: null, ...changes,
})
const report = (versions: readonly ReportVersionView[]): OrganizationReportView => ({
  organization: { id: 'one' as OrganizationId, name: 'Школа one', number: '1001' },
  resolution: { id: 'r1' as ResolutionId, kindText: 'Решение коллегии', number: '3', date: day('2021-12-17'), title: 'О мерах' },
  versions,
})

test('the organization’s page shows the newest report with what each point was said to be, and the earlier ones', async () => {
  api.organizationReports.mockResolvedValue(fine([report([version(), version({ changeId: 'phone-3', text: 'Прежний', decision: { state: 'returned', reason: 'Нет приложения', officer: 'Иванова Т.П.', atMs: screenNowMs } })])]))
  const screen = await openScreen('/organizations/one', api)
  expect(api.organizationReports).toHaveBeenCalledWith('organizations/one', false)
  const text = screen.text().replaceAll('\u00a0', ' ')
  for (const part of ['Отчёты об исполнении', 'Решение коллегии № 3 от 17.12.2021', 'Исполнено 1 из 2.', 'Приказ № 41', 'исполнено, 20 ноября', 'без отметки', 'Ждёт решения', 'Прежний отчёт: 1', 'Нет приложения']) expect(text).toContain(part)
  screen.unmount()
})

test('a report is returned only with words, and they go with it', async () => {
  api.organizationReports.mockResolvedValue(fine([report([version()])]))
  const screen = await openScreen('/organizations/one', api)
  await button(screen, 'Вернуть').trigger('click')
  const form = screen.findAll('form').find((one) => one.text().includes('Почему возвращаете'))
  await form?.trigger('submit')
  expect(screen.text()).toContain('Напишите, что исправить.')
  await form?.find('textarea').setValue(' Нет приложения ')
  await form?.trigger('submit')
  await flushPromises()
  expect(api.decideReport).toHaveBeenCalledTimes(1)
  expect(api.decideReport).toHaveBeenCalledWith('one', 'r1', { report: 'phone-7', state: 'returned', reason: 'Нет приложения' })
  expect(screen.text()).toContain('Отчёт возвращён.')
  screen.unmount()
})

test('a report that was refused a decision says why', async () => {
  api.organizationReports.mockResolvedValue(fine([report([version()])]))
  api.decideReport.mockResolvedValue(refusal('TransitionNotAllowed'))
  const screen = await openScreen('/documents/r1/life', api)
  expect(api.organizationReports).toHaveBeenCalledWith('documents/r1', false)
  await button(screen, 'Принять отчёт').trigger('click')
  await flushPromises()
  expect(screen.find('[role=alert]').exists()).toBe(true)
  screen.unmount()
})

test('who may only read sees the report and no button', async () => {
  api.me.mockResolvedValue(fine({ ...officer, rights: ['read'] }))
  api.organizationReports.mockResolvedValue(fine([report([version()])]))
  const screen = await openScreen('/organizations/one', api)
  expect(screen.text()).toContain('Приказ № 41')
  expect(screen.text()).not.toContain('Принять отчёт')
  screen.unmount()
})
