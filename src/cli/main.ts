import { ChildReader } from '../formats/node/readInChild.ts'
import { listFiles } from './listFiles.ts'
import { type OutputFormat, readArguments } from './readArguments.ts'
import { type ReadFile, cannotOpen, readFile } from './readFile.ts'
import { renderPage } from './renderPage.ts'
import { renderTable } from './renderTable.ts'

/** Says in one line why there is no result; exit 2 means that a file gave no text. */
function refuse(reason: string): void {
  process.stderr.write(`parse: ${reason}\n`)
  process.exitCode = 2
}

function print({ source, text, parsed }: ReadFile, format: OutputFormat, isOneOfMany: boolean): string {
  if (format === 'html') return renderPage(source, text, parsed)
  if (format === 'table') return `${renderTable(source, parsed)}\n`
  // Several files give a line each, so that a program can read them one by one.
  return `${JSON.stringify({ source, ...parsed }, null, isOneOfMany ? 0 : 2)}\n`
}

function findFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    try {
      return listFiles(path)
    } catch (error) {
      refuse(cannotOpen(path, error))
      return []
    }
  })
}

async function run(): Promise<void> {
  const given = readArguments(process.argv.slice(2))
  if (given === null) {
    refuse('укажите файлы или папку: npm run --silent parse -- ФАЙЛ … [--format json|table|html]')
    return
  }
  const files = findFiles(given.paths)
  if (given.format === 'html' && files.length > 1) {
    refuse('размеченная страница делается для одного файла')
    return
  }
  const reader = new ChildReader()
  for (const [place, path] of files.entries()) {
    if (files.length > 1) process.stderr.write(`${String(place + 1)} из ${String(files.length)}: ${path}\n`)
    const read = await readFile(reader, path)
    if (read.ok) process.stdout.write(print(read.value, given.format, files.length > 1))
    else refuse(read.error)
  }
  reader.close()
}

await run()
