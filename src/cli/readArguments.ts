export interface Arguments {
  readonly path: string
  readonly format: 'json' | 'html'
}

/** Reads `FILE [--format json|html]` in any order; null where they make no sense. */
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
  const [path] = paths
  if (path === undefined || paths.length > 1 || (format !== 'json' && format !== 'html')) return null
  return { path, format }
}
