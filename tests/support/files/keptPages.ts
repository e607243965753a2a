/** Word and Excel files printed by LibreOffice, each sheet beside the picture of it that is kept. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { differenceOf, readPgm, readPng, writePng } from './greyPicture.ts'

/** A page differs when more than this part of its ink lies elsewhere: another font's hinting moves less, a lost column far more. */
const threshold = 0.02
/** Dots an inch: letters are blurred, columns and lines are not. */
const resolution = 50
/** Sheets compared of one file: its first pages show every kind of row. */
const pagesCompared = 4

export interface KeptPages {
  /** Where the files lie, absolute; what is printed is put there too. */
  readonly folder: string
  /** Names of the files in it: .docx and .xlsx. */
  readonly files: readonly string[]
  /** Where the pictures and `pages.json` are kept, absolute. */
  readonly pictures: string
  /** Keeps what is drawn now instead of comparing with it. */
  readonly isKeeping: boolean
}

export interface PagesReport {
  /** Sheets of each file. */
  readonly pages: Readonly<Record<string, number>>
  readonly compared: number
  /** The greatest part of a sheet's ink that lies elsewhere than in its picture. */
  readonly worst: number
  /** What differs, in words; must be empty. */
  readonly wrong: readonly string[]
}

/** Prints the files and compares the first sheets of each, and how many there are, with what is kept. Needs `soffice` and poppler's tools. */
export function compareWithKept(kept: KeptPages): PagesReport {
  const { folder, files, pictures, isKeeping } = kept
  mkdirSync(pictures, { recursive: true })
  for (const file of files) print(folder, file)
  const pages = Object.fromEntries(files.map((file) => [file, drawPages(folder, file)]))
  const list = join(pictures, 'pages.json')
  if (isKeeping) writeFileSync(list, `${JSON.stringify(pages, null, 2)}\n`)
  const expected = JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, number>>
  const results = files.map((file) => compareFile(kept, file))
  return {
    pages,
    compared: results.reduce((sum, { compared }) => sum + compared, 0),
    worst: Math.max(...results.map(({ worst }) => worst)),
    wrong: [
      ...results.flatMap(({ different }) => different),
      ...files.filter((file) => pages[file] === 0 || pages[file] !== expected[file]).map((file) => `${file}: ${String(pages[file])} pages, expected ${String(expected[file])}`),
    ],
  }
}

/** LibreOffice's own exit code is no proof: a file it could not read gives no PDF. */
function print(folder: string, file: string): void {
  const place = join(folder, `${file}.d`)
  mkdirSync(place, { recursive: true })
  const home = `-env:UserInstallation=file://${folder}/profile`
  execFileSync('soffice', [home, '--headless', '--convert-to', 'pdf', '--outdir', place, join(folder, file)], { stdio: 'ignore', timeout: 120_000 })
}

function drawPages(folder: string, file: string): number {
  const pdf = join(folder, `${file}.d`, file.replace(/\w+$/, 'pdf'))
  const pages = Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1] ?? 0)
  execFileSync('pdftoppm', ['-gray', '-r', String(resolution), pdf, join(folder, `${file}.d`, 'page')])
  return pages
}

function compareFile({ folder, pictures, isKeeping }: KeptPages, file: string): { readonly compared: number; readonly different: readonly string[]; readonly worst: number } {
  const drawn = readdirSync(join(folder, `${file}.d`)).filter((name) => name.endsWith('.pgm')).sort().slice(0, pagesCompared)
  const different: string[] = []
  let worst = 0
  for (const [i, name] of drawn.entries()) {
    // As it would be kept: the sixteen greys of both are rounded alike.
    const picture = readPng(writePng(readPgm(readFileSync(join(folder, `${file}.d`, name)))))
    const path = join(pictures, `${file.replace('.', '-')}-${String(i + 1)}.png`)
    if (isKeeping) writeFileSync(path, writePng(picture))
    const difference = differenceOf(picture, readPng(readFileSync(path)))
    worst = Math.max(worst, difference)
    if (difference > threshold) different.push(`${file}, page ${String(i + 1)}: ${difference.toFixed(3)}`)
  }
  return { compared: drawn.length, different, worst }
}
