/** Makes the corpus and the five documents as Word and PDF files with LibreOffice, for the suites to read (`soffice` must be installed). */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { textToPage } from '../support/files/textToPage.ts'

const golden = fileURLToPath(new URL('../golden/', import.meta.url))
const seeds = fileURLToPath(new URL('../../seeds/resolutions/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'office-'))

/** Runs the office program over files, all at once. */
function convert(files: readonly string[], format: string, ...options: readonly string[]): void {
  const home = `-env:UserInstallation=file://${folder}/profile`
  execFileSync('soffice', [home, '--headless', ...options, '--convert-to', format, '--outdir', folder, ...files], { stdio: 'ignore', timeout: 300_000 })
}

/** The formats of Word and PDF, as the office program names them. */
const formats = { docx: 'docx:MS Word 2007 XML', pdf: 'pdf:writer_pdf_Export', doc: 'doc:MS Word 97' } as const

/** Makes the formats of every text of a folder and puts them where the suites look. */
function makeFolder(from: string, to: string, names: readonly string[], wanted: readonly (keyof typeof formats)[]): number {
  const pages = names.map((name) => {
    const page = join(folder, `${name}.html`)
    writeFileSync(page, textToPage(readFileSync(join(from, `${name}.txt`), 'utf8')))
    return page
  })
  convert(pages, formats.docx, '--infilter=HTML (StarWriter)')
  // From the Word file: a page of HTML would be printed as the web has it, not as an office does.
  const word = pages.map((page) => page.replace(/html$/u, 'docx'))
  for (const format of wanted) if (format !== 'docx') convert(word, formats[format])
  let made = 0
  for (const name of names) {
    for (const format of wanted) {
      cpSync(join(folder, `${name}.${format}`), join(to, `${name}.${format}`))
      made += 1
    }
  }
  return made
}

const namesIn = (place: string): string[] => readdirSync(place).filter((file) => file.endsWith('.txt')).map((file) => file.slice(0, -'.txt'.length)).sort()

try {
  let made = makeFolder(seeds, join(golden, 'files'), namesIn(seeds), ['docx', 'pdf', 'doc'])
  for (const part of ['open', 'held']) {
    const place = join(golden, 'corpus', part)
    // An empty text and a garbled one are no office's work.
    made += makeFolder(place, place, namesIn(place).filter((name) => !['12c-pustoy', '12d-krakozyabry'].includes(name)), ['docx', 'pdf'])
  }
  console.log(JSON.stringify({ proof: 'officeFiles', made }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
