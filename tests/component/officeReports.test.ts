import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reportKinds } from '../../src/office/views/reportName.ts'
import type { ReportFile } from '../../src/office/reportFile.ts'
import { type FakeApi, button, createFakeApi, fine, openScreen, refusal, settings } from '../support/officeScreen.ts'
import { makeSummaryPage } from '../support/summaryFactory.ts'

const write = vi.hoisted(() => vi.fn<(file: ReportFile, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>>())
const save = vi.hoisted(() => vi.fn<(bytes: Uint8Array, name: string) => void>())
vi.mock('../../src/office/reportWriter.ts', () => ({ writeReport: write }))
vi.mock('../../src/office/saveFile.ts', () => ({ saveFile: save }))

let api: FakeApi
let screen: VueWrapper
beforeEach(() => {
  api = createFakeApi()
  write.mockReset().mockResolvedValue(new Uint8Array([1]))
  save.mockReset()
})
afterEach(() => { screen.unmount() })

const rows = (): string[][] => screen.findAll('.sheet tbody tr').map((row) => row.findAll('td').map((cell) => cell.text()))

describe('the page of reports', () => {
  it('shows the summary with what was claimed and what was decided in columns of their own, the silent in a row of their own', async () => {
    screen = await openScreen('/reports?kind=document&document=r1', api)
    const [first, second, total, silent] = rows()
    expect(first?.[4]).toContain('Исполнено: 1 из 2')
    expect(first?.[4]).toContain('из них нет вестей: 1')
    expect(first?.[5]).toContain('Ждёт решения: 1')
    expect(second?.[5]).toContain('Просрочено: 1')
    expect(total?.[3]).toContain('4 поручения организациям')
    expect(silent).toEqual(['1 организация молчит больше 10 дней: Школа two'])
    expect(api.reportMarks.mock.calls[0]?.[0]).toEqual({ on: '2026-11-22', documentIds: ['r1'], organizationIds: [] })
  })

  it('gives the same paper to Word under a safe Russian name', async () => {
    screen = await openScreen('/reports?kind=document&document=r1', api)
    await button(screen, 'Word').trigger('click')
    await flushPromises()
    const [file] = write.mock.calls[0] ?? []
    expect(file?.type === 'docx' && file.paper.pages[0]?.tables[0]?.rows).toHaveLength(4)
    expect(save.mock.calls[0]?.[1]).toMatch(/^Сводка_[\p{L}\p{N}-]+_2026-11-22\.docx$/u)
    expect(screen.text()).toContain('сохранён в загрузках')
  })

  it('writes Excel with its explanations second, and CSV without a worker', async () => {
    screen = await openScreen('/reports?kind=document&document=r1', api)
    await button(screen, 'Excel').trigger('click')
    await vi.waitFor(() => { expect(save).toHaveBeenCalledTimes(1) })
    const [file] = write.mock.calls[0] ?? []
    expect(file?.type === 'xlsx' && file.workbook.sheets.map(({ name }) => name)).toEqual(['Сводка', 'Как считали', 'По организациям', 'Поручения'])
    await button(screen, 'CSV').trigger('click')
    await vi.waitFor(() => { expect(save).toHaveBeenCalledTimes(2) })
    expect(new TextDecoder().decode(save.mock.calls[1]?.[0])).toContain('Итого;')
  })

  it('can be stopped while a file is made, and nothing is saved', async () => {
    write.mockImplementation((_file, signal) => new Promise((_done, failed) => { signal.addEventListener('abort', () => { failed(signal.reason as Error) }) }))
    screen = await openScreen('/reports?kind=document&document=r1', api)
    await button(screen, 'Word').trigger('click')
    await button(screen, 'Отмена').trigger('click')
    await flushPromises()
    expect(screen.text()).toContain('Остановлено. Ничего не изменилось.')
    expect(save).not.toHaveBeenCalled()
  })

  it('puts pages together, and begins anew when a document changed between them', async () => {
    const whole = makeSummaryPage()
    const [one, two] = whole.organizations
    if (one === undefined || two === undefined) throw new Error('two organizations')
    api.reportMarks
      .mockResolvedValueOnce(fine({ ...whole, organizations: [one], next: '1001' }))
      .mockResolvedValueOnce(fine({ ...whole, head: null, revision: 2, organizations: [two], next: null }))
      .mockResolvedValueOnce(fine({ ...whole, organizations: [one], next: '1001' }))
      .mockResolvedValueOnce(fine({ ...whole, head: null, organizations: [two], next: null }))
    screen = await openScreen('/reports?kind=document&document=r1', api)
    expect(api.reportMarks.mock.calls.map(([, after]) => after)).toEqual([null, '1001', null, '1001'])
    expect(rows()[0]?.[4]).toContain('1 из 2')
  })

  it('says what is missing before it asks, and what happened when the server does not answer', async () => {
    screen = await openScreen('/reports?kind=period', api)
    expect(screen.text()).toContain('Назовите хотя бы один день')
    expect(api.reportMarks).not.toHaveBeenCalled()
    screen.unmount()
    api.reportMarks.mockResolvedValue(refusal('NetworkUnavailable'))
    screen = await openScreen('/reports', api)
    expect(screen.get('[role=alert]').text()).toContain('Нет связи с сервером')
  })

  it('opens a period with the one the office reports, and leaves days that were chosen', async () => {
    api.settings.mockResolvedValue(fine({ ...settings, defaultPeriod: 'year' }))
    screen = await openScreen('/reports', api)
    const choose = async (): Promise<string[]> => {
      await screen.findAll('input[type=radio]')[reportKinds.indexOf('period')]?.trigger('change')
      await flushPromises()
      return screen.findAll<HTMLInputElement>('input[type=date]').slice(0, 2).map(({ element }) => element.value)
    }
    expect(await choose()).toEqual(['2026-01-01', '2026-12-31'])
    screen.unmount()
    screen = await openScreen('/reports?from=2026-10-01', api)
    expect(await choose()).toEqual(['2026-10-01', ''])
  })

  it('draws the week on one page and letters to the silent only', async () => {
    screen = await openScreen('/reports?kind=week', api)
    expect(screen.text()).toContain('Исполнительская дисциплина: 0 % (0 из 1 в срок)')
    expect(screen.findAll('button').map((one) => one.text())).not.toContain('Excel')
    screen.unmount()
    screen = await openScreen('/reports?kind=reminders', api)
    expect(screen.findAll('.sheet')).toHaveLength(1)
    expect(screen.get('.sheet').text()).toContain('Школа two')
    expect(screen.get('.sheet').text()).toContain('12 дней нет вестей')
  })
})
