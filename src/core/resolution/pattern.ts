/**
 * A pattern that matches whole words only: JavaScript's `\b` knows Latin letters alone.
 * `source` is a regular expression body, e.g. `школ(?:ы|ам)`; case is ignored unless `flags` says otherwise.
 */
export function wholeWord(source: string, flags = 'iu'): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, flags)
}

/** The text with everything inside «…», “…” and "…" blanked, offsets kept: a name in quotes says nothing of its own. */
export function blankQuoted(text: string): string {
  const kept: string[] = []
  let from = 0
  for (const quoted of findQuoted(text)) {
    kept.push(text.slice(from, quoted.from), '·'.repeat(quoted.to - quoted.from))
    from = quoted.to
  }
  kept.push(text.slice(from))
  return kept.join('')
}

/** The insides of the outermost quotes, in order; a quote that is never closed is no quote. */
export function findQuoted(text: string): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  let depth = 0
  let opened = 0
  let straight = -1
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '«' || sign === '“' || sign === '„') {
      if (depth === 0) opened = at + 1
      depth += 1
    } else if ((sign === '»' || sign === '”') && depth > 0) {
      depth -= 1
      if (depth === 0) found.push({ from: opened, to: at })
    } else if (sign === '"' && depth === 0) {
      if (straight < 0) straight = at + 1
      else {
        found.push({ from: straight, to: at })
        straight = -1
      }
    }
  }
  return found
}
