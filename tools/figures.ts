/**
 * `npm run figures -- NAME …` runs the programs of `figureList.ts` by name and keeps the figures each prints in its last
 * line, with date and machine, in `docs/figures.json`; every call writes the tables of `docs/figures.md` and the README
 * anew from that file. A program that fails keeps nothing.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type FigureSource, figureSources } from './figureList.ts'
import { isEntry, root } from './repository.ts'

type Figures = Readonly<Record<string, unknown>>

export interface KeptFigure {
  readonly name: string
  /** ISO day. */
  readonly date: string
  readonly machine: string
  readonly figures: Figures
}

const keptPath = join(root, 'docs', 'figures.json')
/** The files with a table between the two marks. */
const tablePaths = ['docs/figures.md', 'README.md'].map((path) => join(root, path))
/** A list of words up to this long is shown whole, any other list by its length. */
const shownWords = 3
const marks = ['<!-- figures: written by npm run figures -->', '<!-- end of figures -->'] as const

/** The figures a program printed: the JSON object in its last line; null when there is none. */
export function readLastLine(output: string): Figures | null {
  const line = output.trimEnd().split('\n').at(-1) ?? ''
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : null
  } catch {
    return null
  }
}

/** The table, a row for each source that has figures. */
export function renderTable(sources: readonly FigureSource[], kept: readonly KeptFigure[]): string {
  const rows = sources.flatMap(({ name, what, command }) => {
    const figure = kept.find((one) => one.name === name)
    if (figure === undefined) return []
    const { proof: _proof, seed, ...rest } = figure.figures
    const cells = [what, `\`${command}\``, Object.entries(rest).map(tellFigure).join(', '), seed === undefined ? '–' : String(seed), figure.date, figure.machine]
    return [`| ${cells.join(' | ')} |`]
  })
  return ['| what | command | figures | seed | date | machine |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

/** `text` with the table between its marks replaced; a text without marks is an error of the repository. */
export function replaceTable(text: string, table: string): string {
  const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])]
  if (start === -1 || end < start) throw new Error('The marks of the table of figures are missing.')
  return `${text.slice(0, start + marks[0].length)}\n${table}\n${text.slice(end)}`
}

/** "shownAndLost": 0 → "shown and lost 0". */
function tellFigure([name, value]: readonly [string, unknown]): string {
  return `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${tellValue(value)}`
}

function tellValue(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 2 })
  if (Array.isArray(value)) return tellList(value)
  if (typeof value === 'object' && value !== null) return `(${Object.entries(value).map(tellFigure).join(', ')})`
  return String(value)
}

function tellList(list: readonly unknown[]): string {
  const isShort = list.length > 0 && list.length <= shownWords && list.every((item) => typeof item === 'string')
  return isShort ? list.join(', ') : String(list.length)
}

function describeMachine(): string {
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  return `${String(cpus().length)} cores, ${String(memoryGb)} GB, Node ${process.versions.node}`
}

async function runSource({ name, command }: FigureSource): Promise<KeptFigure | null> {
  const child = spawn(command, { cwd: root, shell: true, stdio: ['inherit', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => {
    process.stdout.write(bytes)
    output += bytes.toString()
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  const figures = readLastLine(output)
  if (code !== 0 || figures === null) return null
  return { name, date: new Date().toISOString().slice(0, 10), machine: describeMachine(), figures }
}

/** What `docs/figures.json` holds. */
export function readKept(): readonly KeptFigure[] {
  return existsSync(keptPath) ? (JSON.parse(readFileSync(keptPath, 'utf8')) as readonly KeptFigure[]) : []
}

/** The files as they must be for the figures kept, by path. */
export function renderFiles(kept: readonly KeptFigure[]): ReadonlyMap<string, string> {
  return new Map(tablePaths.map((path) => [path, replaceTable(readFileSync(path, 'utf8'), renderTable(figureSources, kept))]))
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !figureSources.some((source) => source.name === name))
  if (unknown.length > 0) {
    console.error(`No figures by the name of ${unknown.join(', ')}. Known: ${figureSources.map(({ name }) => name).join(', ')}`)
    process.exitCode = 1
    return
  }
  for (const source of figureSources.filter(({ name }) => names.includes(name))) {
    const figure = await runSource(source)
    if (figure === null) {
      console.error(`${source.command} failed; its figures are not kept.`)
      process.exitCode = 1
    } else writeFileSync(keptPath, `${JSON.stringify([...readKept().filter(({ name }) => name !== source.name), figure], null, 1)}\n`)
  }
  for (const [path, text] of renderFiles(readKept())) writeFileSync(path, text)
}

if (isEntry(import.meta.url)) await main(process.argv.slice(2))
