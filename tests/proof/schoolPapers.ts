/** Writes a school's report, plan and order on each of the five documents as .docx, prints them with LibreOffice and compares every sheet with its kept picture (`--keep` keeps new ones). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { compareWithKept } from '../support/files/keptPages.ts'

const pictures = fileURLToPath(new URL('pictures/schoolPapers/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'schoolPapers-'))
const vite = await createServer({ configFile: false, server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error' })
try {
  const { writeSchoolPapers } = (await vite.ssrLoadModule('/tests/support/files/writeSchoolPapers.ts')) as typeof import('../support/files/writeSchoolPapers.ts')
  const files = await writeSchoolPapers(folder)
  const { pages, compared, worst, wrong } = compareWithKept({ folder, files, pictures, isKeeping: process.argv.includes('--keep') })
  for (const line of wrong) console.error(line)
  const sheets = Object.values(pages).reduce((total, one) => total + one, 0)
  console.log(JSON.stringify({ proof: 'schoolPapers', files: files.length, pages: sheets, compared, worst: Number(worst.toFixed(4)), wrong: wrong.length }))
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await vite.close()
  if (process.env['KEEP_FOLDER'] === undefined) rmSync(folder, { recursive: true, force: true })
  else console.error(folder)
}
