/** Writes the summary of each of the five documents as .docx and .xlsx, prints them with LibreOffice and compares every sheet with its kept picture (`--keep` keeps new ones). */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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
import { type GreyPicture, differenceOf, readPgm, readPng, writePng } from '../support/files/greyPicture.ts'
import { startSummaryRun } from '../support/summaryRun.ts'

const seed = 20261122
const pictures = fileURLToPath(new URL('pictures/summaries/', import.meta.url))
const isKeeping = process.argv.includes('--keep')
/** A page differs when more than this part of its ink lies elsewhere: another font's hinting moves less, a lost column far more. */
const threshold = 0.02
/** Dots an inch: letters are blurred, columns and lines are not. */
const resolution = 50
/** Sheets compared of one file: its first pages show every kind of row. */
const pagesCompared = 4

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

/** LibreOffice's own exit code is no proof: a file it could not read gives no PDF. */
function printAll(): void {
  const home = `-env:UserInstallation=file://${folder}/profile`
  for (const ending of ['docx', 'xlsx']) {
    const some = files.filter((file) => file.endsWith(ending))
    for (const file of some) mkdirSync(join(folder, `${file}.d`), { recursive: true })
    for (const file of some) execFileSync('soffice', [home, '--headless', '--convert-to', 'pdf', '--outdir', join(folder, `${file}.d`), join(folder, file)], { stdio: 'ignore', timeout: 120_000 })
  }
}

function pagesOf(file: string): number {
  const pdf = join(folder, `${file}.d`, file.replace(/\w+$/, 'pdf'))
  const pages = Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1] ?? 0)
  execFileSync('pdftoppm', ['-gray', '-r', String(resolution), pdf, join(folder, `${file}.d`, 'page')])
  return pages
}

/** Compares the first pages of a file with the kept ones; answers those that differ. */
function compare(file: string): { readonly compared: number; readonly different: readonly string[]; readonly worst: number } {
  const drawn = readdirSync(join(folder, `${file}.d`)).filter((name) => name.endsWith('.pgm')).sort().slice(0, pagesCompared)
  const different: string[] = []
  let worst = 0
  for (const [i, name] of drawn.entries()) {
    // As it would be kept: the sixteen greys of both are rounded alike.
    const picture = readPng(writePng(readPgm(readFileSync(join(folder, `${file}.d`, name)))))
    const kept = join(pictures, `${file.replace('.', '-')}-${String(i + 1)}.png`)
    if (isKeeping) writeFileSync(kept, writePng(picture))
    const difference = differenceOf(picture, readKept(kept))
    worst = Math.max(worst, difference)
    if (difference > threshold) different.push(`${file}, page ${String(i + 1)}: ${difference.toFixed(3)}`)
  }
  return { compared: drawn.length, different, worst }
}

function readKept(path: string): GreyPicture {
  return readPng(readFileSync(path))
}

try {
  mkdirSync(pictures, { recursive: true })
  await writeAll()
  printAll()
  const pages = Object.fromEntries(files.map((file) => [file, pagesOf(file)]))
  const expected: Readonly<Record<string, number>> = JSON.parse(isKeeping ? '{}' : readFileSync(join(pictures, 'pages.json'), 'utf8')) as Record<string, number>
  if (isKeeping) writeFileSync(join(pictures, 'pages.json'), `${JSON.stringify(pages, null, 2)}\n`)
  const results = files.map(compare)
  const wrong = [
    ...results.flatMap(({ different }) => different),
    ...files.filter((file) => pages[file] === 0 || (!isKeeping && pages[file] !== expected[file])).map((file) => `${file}: ${String(pages[file])} pages, expected ${String(expected[file])}`),
  ]
  for (const line of wrong) console.error(line)
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  console.log(JSON.stringify({ proof: 'summaries', seed, files: files.length, pages: sum(Object.values(pages)), compared: sum(results.map(({ compared }) => compared)), worst: Number(Math.max(...results.map(({ worst }) => worst)).toFixed(4)), wrong: wrong.length }))
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  if (process.env['KEEP_FOLDER'] === undefined) rmSync(folder, { recursive: true, force: true })
  else console.error(folder)
}
