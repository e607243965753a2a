/** A school's report, plan and order on each of the five documents, as Word files. Its words come from the catalogue, which only the bundler reads. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseResolution } from '#core/resolution'
import { writeDocx } from '../../../src/formats/write/docx.ts'
import type { CardView } from '../../../src/school/views/cardView.ts'
import { planPaper, toPlanRows } from '../../../src/school/views/planPaper.ts'
import { type ReportHead, reportPaper } from '../../../src/school/views/reportPaper.ts'
import { proposedText, reportFocuses, toReportRows } from '../../../src/school/views/reportView.ts'
import { makeAssignment, makeCardView, today } from '../cardFactory.ts'
import { day } from '../day.ts'
import { makeChild } from '../historyFactory.ts'
import { makeResolution } from '../recordFactory.ts'

const seeds = fileURLToPath(new URL('../../../seeds/resolutions/', import.meta.url))
const organization = { name: 'МБОУ «Средняя общеобразовательная школа № 3»', settlement: 'с. Верхнее' }

/** The points of a document as one school sees them: every second is reported, every third is given to somebody. */
function readDocument(name: string): { readonly head: ReportHead; readonly views: readonly CardView[] } {
  const parsed = parseResolution(readFileSync(join(seeds, name), 'utf8'))
  const views = parsed.directives.map(({ number, text, children }, i) => {
    const id = `p${String(i + 1)}`
    const reports = i % 2 === 0 ? { [`d:${id}`]: 'Издан приказ № 41 от 30 августа, проведён педагогический совет, протокол № 3.' } : {}
    return makeCardView(id, { position: i + 1, number, text, children: children.map((child, n) => ({ ...makeChild(`${id}c${String(n)}`), text: child.text })), reportDue: day('2026-12-20') }, reports)
  })
  const { kindText, number, date, title } = parsed.document
  const resolution = { ...makeResolution('r1'), kindText: kindText ?? 'Решение', number, date: date === null ? null : day(date), title: title ?? '' }
  return { head: { resolution, organization, office: 'Управление образования', signer: { name: 'Петрова А.И.', post: 'директор' }, today }, views }
}

/** Writes them into a folder; the names of the files. */
export async function writeSchoolPapers(folder: string): Promise<readonly string[]> {
  const files: string[] = []
  for (const [i, name] of readdirSync(seeds).filter((file) => file.endsWith('.txt')).sort().entries()) {
    const { head, views } = readDocument(name)
    const marks = new Map(views.flatMap(({ subject, summary }) => (summary?.reportText ? [[subject, { text: summary.reportText, atMs: Date.UTC(2026, 10, 20) }] as const] : [])))
    const rows = toReportRows(reportFocuses(views, views[0]?.card.resolutionId ?? ''), marks, 'Asia/Yakutsk')
    const assignments = views.filter((_view, place) => place % 3 === 0).map(({ subject }) => makeAssignment(subject, 'Сидорова М.К.', { dueDate: day('2026-12-05'), task: 'Подготовить проект' }))
    const plan = toPlanRows(views, { assignmentBySubject: new Map(assignments.map((row) => [row.subject, row])) }, today)
    const papers = { report: reportPaper(head, rows, proposedText(rows)), plan: planPaper(head, 'plan', plan), order: planPaper(head, 'order', plan) }
    for (const [kind, paper] of Object.entries(papers)) {
      const file = `${kind}-${String(i + 1)}.docx`
      writeFileSync(join(folder, file), await writeDocx(paper))
      files.push(file)
    }
  }
  return files
}
