import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseResolution } from '#core/resolution'
import { readDocument } from '../formats/readDocument.ts'
import { documentErrorText } from './labels.ts'
import { readArguments } from './readArguments.ts'
import { renderPage } from './renderPage.ts'

/** Says in one line why there is no result; exit 2 means the file gave no text. */
function refuse(reason: string): void {
  process.stderr.write(`parse: ${reason}\n`)
  process.exitCode = 2
}

function readBytes(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch (error) {
    refuse(`не удалось открыть ${path}: ${error instanceof Error ? error.message : 'неизвестная ошибка'}`)
    return null
  }
}

function run(): void {
  const given = readArguments(process.argv.slice(2))
  if (given === null) {
    refuse('укажите файл: npm run --silent parse -- ФАЙЛ [--format json|html]')
    return
  }
  const bytes = readBytes(given.path)
  if (bytes === null) return
  const text = readDocument(bytes)
  if (!text.ok) {
    const { type, format } = text.error
    refuse(`${given.path}: ${documentErrorText[type]}${format === undefined ? '' : ` (${format})`} [${type}]`)
    return
  }
  const source = basename(given.path)
  const parsed = parseResolution(text.value)
  const page = (): string => renderPage(source, text.value, parsed)
  process.stdout.write(given.format === 'html' ? page() : `${JSON.stringify({ source, ...parsed }, null, 2)}\n`)
}

run()
