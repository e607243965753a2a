/** Writes the summary of each of the five documents as .docx and .xlsx, prints them with LibreOffice and compares every sheet with its kept picture (`--keep` keeps new ones). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { summaryReport, wholeChoice } from '#core/report'
import { writeDocx } from '../../src/formats/write/docx.ts'
import { writeXlsx } from '../../src/formats/write/xlsx.ts'
import { reminderPaper } from '../../src/office/views/reminderPaper.ts'
import { summaryPaper } from '../../src/office/views/summaryPaper.ts'
import { summaryWorkbook } from '../../src/office/views/summaryWorkbook.ts'
import { weekPaper } from '../../src/office/views/weekPaper.ts'
import { compareWithKept } from '../support/files/keptPages.ts'
import { startSummaryRun } from '../support/summaryRun.ts'

const seed = 20261122
const pictures = fileURLToPath(new URL('pictures/summaries/', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'summaries-'))
const options = { silent: true, fields: true }
const files: string[] = []

async function writeAll(): Promise<void> {
  const run = await startSummaryRun(seed)
  const write = (name: string, bytes: Uint8Array): void => { writeFileSync(join(folder, name), bytes); files.push(name) }
  try {
    for (const district of run.districts) {
      for (const { id } of await run.store.forDistrict(district.id).documents.listResolutions()) {
        const name = `document-${String(files.filter((file) => file.startsWith('document') && file.endsWith('docx')).length + 1)}`
        const report = summaryReport(await run.gather(district, [id]), wholeChoice)
        write(`${name}.docx`, await writeDocx(summaryPaper(report, options)))
        write(`${name}.xlsx`, await writeXlsx(await summaryWorkbook(report, options, () => Promise.resolve())))
      }
    }
    const [district] = run.districts
    if (district === undefined) throw new Error('no district')
    const report = summaryReport(await run.gather(district), wholeChoice)
    write('week.docx', await writeDocx(weekPaper(report)))
    write('reminders.docx', await writeDocx(reminderPaper(report)))
    const organization = report.organizations.find(({ counts }) => counts.claimed.reported > 1)?.organization
    if (organization === undefined) throw new Error('nobody reported')
    const own = summaryReport(await run.gather(district), { ...wholeChoice, organizationIds: [organization.id] })
    write('organization.docx', await writeDocx(summaryPaper(own, options)))
  } finally {
    await run.close()
  }
}

try {
  await writeAll()
  const { pages, compared, worst, wrong } = compareWithKept({ folder, files, pictures, isKeeping: process.argv.includes('--keep') })
  for (const line of wrong) console.error(line)
  const sheets = Object.values(pages).reduce((total, one) => total + one, 0)
  console.log(JSON.stringify({ proof: 'summaries', seed, files: files.length, pages: sheets, compared, worst: Number(worst.toFixed(4)), wrong: wrong.length }))
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  if (process.env['KEEP_FOLDER'] === undefined) rmSync(folder, { recursive: true, force: true })
  else console.error(folder)
}
