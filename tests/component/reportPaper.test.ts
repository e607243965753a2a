import { describe, expect, it } from 'vitest'
import { writeDocx } from '../../src/formats/write/docx.ts'
import { writePaperHtml } from '../../src/composables/paperPage.ts'
import { readDocument } from '../../src/formats/readDocument.ts'
import { reportFileName, reportPaper } from '../../src/school/views/reportPaper.ts'
import type { ReportRow } from '../../src/school/views/reportView.ts'
import type { SubjectKey } from '#core/sync'
import { day } from '../support/day.ts'
import { makeResolution } from '../support/recordFactory.ts'

const row = (changes: Partial<ReportRow> = {}): ReportRow => ({
  subject: 'd:p1' as SubjectKey, number: '4.1', name: '4.1', wording: 'Пересмотреть нагрузку.', href: '/', state: 'reported', word: 'Исполнено', isMarked: true, text: 'Приказ № 41 <b>', on: day('2026-11-20'), ...changes,
})
const head = {
  resolution: { ...makeResolution('r1'), kindText: 'Решение коллегии', number: '3', date: day('2021-12-17'), title: 'Об итогах' },
  organization: { name: 'МБОУ «СОШ № 3»', settlement: 'г. Бодайбо' }, office: 'Управление образования', signer: { name: 'Петрова А.И.', post: 'директор' }, today: day('2026-11-22'),
}
const paper = reportPaper(head, [row(), row({ number: '5.3', text: '', word: 'без отметки', on: null })], 'Исполнено 1 из 2.\nБез отметки: 5.3.')

describe('the paper of a school’s report', () => {
  it('bears the school’s name, the document’s in its case, every point and the signature', () => {
    const [page] = paper.pages
    expect(page).toMatchObject({
      letterhead: ['МБОУ «СОШ № 3»', 'г. Бодайбо'], title: 'Отчёт об исполнении решения коллегии № 3 от 17.12.2021',
      opening: ['Исполнено 1 из 2.', 'Без отметки: 5.3.'], signature: { post: 'Директор', name: 'Петрова А.И.' },
    })
    expect(page?.tables[0]?.columns.map(({ title }) => title)).toEqual(['№', 'Пункт', 'Что сделано', 'Отметка'])
    expect(page?.tables[0]?.rows.map(({ cells }) => cells.map((cell) => cell.join()))).toEqual([
      ['4.1', 'Пересмотреть нагрузку.', 'Приказ № 41 <b>', 'Исполнено, 20.11.2026'], ['5.3', 'Пересмотреть нагрузку.', '', 'без отметки'],
    ])
    const other = reportPaper({ ...head, resolution: { ...head.resolution, kindText: 'Дорожная карта' } }, [], '')
    expect(other.title).toBe('Отчёт об исполнении: Дорожная карта № 3 от 17.12.2021')
  })

  it('becomes a page of its own in which nothing of the school’s words is markup', () => {
    const html = writePaperHtml(paper)
    expect(html).toContain('Приказ № 41 &lt;b&gt;')
    expect(html).not.toContain('<b>"')
    expect(html).toContain('size:A4 portrait')
    expect(html).not.toMatch(/https?:|<script/u)
  })

  it('becomes a Word file that is read back', async () => {
    const read = await readDocument(await writeDocx(paper))
    expect(JSON.stringify(read)).toContain('Приказ № 41 <b>')
    expect(JSON.stringify(read)).toContain('Отчёт об исполнении решения коллегии')
  })

  it('has a file name that every phone takes', () => {
    expect(reportFileName('Отчёт', { number: '3/а' }, 'docx')).toBe('Отчёт № 3-а.docx')
    expect(reportFileName('Отчёт', { number: null }, 'html')).toBe('Отчёт.html')
  })
})
