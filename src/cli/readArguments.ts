export type OutputFormat = 'json' | 'table' | 'html'

export interface Arguments {
  /** Files and folders, at least one. */
  readonly paths: readonly string[]
  readonly format: OutputFormat
}

const formats: readonly string[] = ['json', 'table', 'html'] satisfies OutputFormat[]

/** Reads `FILE … [--format json|table|html]` in any order; null where they make no sense. */
export function readArguments(given: readonly string[]): Arguments | null {
  const paths: string[] = []
  let format = 'json'
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? ''
    if (word === '--format') {
      at += 1
      format = given[at] ?? ''
    } else if (word.startsWith('--format=')) format = word.slice('--format='.length)
    else if (word.startsWith('--')) return null
    else paths.push(word)
  }
  return paths.length > 0 && isFormat(format) ? { paths, format } : null
}

function isFormat(word: string): word is OutputFormat {
  return formats.includes(word)
}
