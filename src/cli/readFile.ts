import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type ParsedResolution, parseResolution } from '#core/resolution'
import { err, ok, type Result } from '#core/result'
import type { ChildReader } from '../formats/node/readInChild.ts'
import { issues as sentences } from '../i18n/locales/ru.ts'

export interface ReadFile {
  readonly source: string
  readonly text: string
  readonly parsed: ParsedResolution
}

/** A file read and parsed, or one line that says why not. */
export async function readFile(reader: ChildReader, path: string): Promise<Result<ReadFile, string>> {
  const bytes = openFile(path)
  if (!bytes.ok) return bytes
  const read = await reader.read(bytes.value)
  if (read.ok) return ok({ source: basename(path), text: read.value.text, parsed: parseResolution(read.value.text) })
  const { type, format } = read.error
  return err(`${path}: ${sentences[type]}${format === undefined ? '' : ` (${format})`} [${type}]`)
}

function openFile(path: string): Result<Uint8Array, string> {
  try {
    return ok(readFileSync(path))
  } catch (error) {
    return err(cannotOpen(path, error))
  }
}

export function cannotOpen(path: string, error: unknown): string {
  return `не удалось открыть ${path}: ${error instanceof Error ? error.message : 'неизвестная ошибка'}`
}
