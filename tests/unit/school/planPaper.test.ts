import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { writeDocx } from '../../../src/formats/write/docx.ts'
import { planPaper, toPlanRows } from '../../../src/school/views/planPaper.ts'
import { makeAssignment, makeCardView, today } from '../../support/cardFactory.ts'
import { day } from '../../support/day.ts'
import { makeChild } from '../../support/historyFactory.ts'
import { makeResolution } from '../../support/recordFactory.ts'

const head = {
  resolution: { ...makeResolution('r1'), kindText: 'Решение коллегии', number: '3', date: day('2021-12-17'), title: 'Об итогах' },
  organization: { name: 'МБОУ «СОШ № 3»', settlement: 'г. Бодайбо' }, office: 'Управление образования', signer: { name: 'Петрова А.И.', post: 'директор' }, today,
}
const views = [
  makeCardView('p1', { number: '4.1', text: 'Проводить:', heading: 'Продолжить реализацию:', headingKind: 'lead_in', children: [{ ...makeChild('c1'), text: 'сборы' }, { ...makeChild('c2'), text: 'беседы' }], reportDue: day('2026-12-20') }),
  makeCardView('p2', { number: null, text: 'Изучить кадры.' }),
  makeCardView('p3', { number: '5.1', text: 'Вести учёт.', periodUnit: 'year', firstPeriodFrom: day('2026-01-01') }),
]
const rows = toPlanRows(views, {
  assignmentBySubject: new Map([
    makeAssignment('d:p1', 'Сидорова М.К.', { dueDate: day('2026-12-05'), task: 'Подготовить проект' }), makeAssignment('d:p1:whole:c2', 'Ким О.Д.'),
    // Set for a period that is over.
    makeAssignment('d:p3', 'Ким О.Д.', { dueDate: day('2025-12-05'), period: '2025' }),
  ].map((row) => [row.subject, row])),
}, today)

describe('the plan by which a school carries out a document', () => {
  it('has a line for each point, and for a part that somebody of its own does; what nobody set is left to a pen', () => {
    expect(rows).toEqual([
      { number: '4.1', action: ['[Продолжить реализацию] Проводить:', '— сборы', 'Подготовить проект'], due: '05.12.2026', who: 'Сидорова М.К.' },
      { number: '', action: ['— беседы'], due: '20.12.2026', who: 'Ким О.Д.' },
      { number: '2', action: ['Изучить кадры.'], due: '', who: '' },
      { number: '5.1', action: ['Вести учёт.'], due: 'отчёт за 2026 год, до 20 января 2027\u00a0г.', who: 'Ким О.Д.' },
    ])
  })

  it('is a landscape paper with the table of the custom, blanks for number and date, and the signature', () => {
    const { isLandscape, pages: [page] } = planPaper(head, 'plan', rows)
    expect(isLandscape).toBe(true)
    expect(page).toMatchObject({
      title: 'План мероприятий по исполнению решения коллегии № 3 от 17.12.2021', addressee: ['Утверждён приказом', 'от «___» _______________ 20___ г. № _____'], signature: { post: 'Директор', name: 'Петрова А.И.' },
    })
    expect(page?.tables[0]?.columns.map(({ title }) => title)).toEqual(['№', 'Мероприятие', 'Срок', 'Ответственный', 'Отметка'])
    expect(page?.tables[0]?.columns.reduce((sum, { share }) => sum + share, 0)).toBe(100)
  })

  it('is an order as well, and keeps the kind of a document whose case is not known', () => {
    const [page] = planPaper(head, 'order', rows).pages
    expect(page).toMatchObject({ title: 'Приказ', addressee: [], lines: ['от «___» _______________ 20___ г. № _____', 'Об исполнении решения коллегии № 3 от 17.12.2021'] })
    expect(page?.opening[0]).toBe('В целях исполнения документа «Об итогах» приказываю:')
    const other = planPaper({ ...head, resolution: { ...head.resolution, kindText: 'Дорожная карта' } }, 'plan', [])
    expect(other.title).toBe('План мероприятий по исполнению: Дорожная карта № 3 от 17.12.2021')
  })

  it('becomes a Word file that holds the points and lies on its side', async () => {
    const files = unzipSync(await writeDocx(planPaper(head, 'plan', rows)))
    const words = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    for (const text of ['Изучить кадры.', '— беседы', 'Подготовить проект', 'Ким О.Д.', 'w:orient="landscape"']) expect(words).toContain(text)
  })
})
