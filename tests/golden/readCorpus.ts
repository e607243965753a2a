import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Golden } from './goldenShape.ts'

/** Half of the corpus was read while the rules were made; the other was held back and read only to measure. */
export type CorpusPart = 'open' | 'held'

export interface CorpusDocument {
  /** Its name without an ending, e.g. "21-prikaz-nachalo-goda". */
  readonly name: string
  readonly text: string
  readonly golden: Golden
}

const corpusFolder = fileURLToPath(new URL('corpus/', import.meta.url))

/** The documents of a part, by name. */
export function readCorpus(part: CorpusPart): readonly CorpusDocument[] {
  const folder = `${corpusFolder}${part}/`
  const names = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length)).sort()
  return names.map((name) => ({ name, text: readFileSync(`${folder}${name}.txt`, 'utf8'), golden: JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Golden }))
}

/** The bytes of a document as an office program wrote it; null where that document was not made in the format. */
export function readOfficeFile(part: CorpusPart, name: string, format: 'docx' | 'pdf'): Uint8Array | null {
  const folder = `${corpusFolder}${part}/`
  return readdirSync(folder).includes(`${name}.${format}`) ? new Uint8Array(readFileSync(`${folder}${name}.${format}`)) : null
}
