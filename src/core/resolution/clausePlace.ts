import { sourceSpan } from './normalizeText.ts'
import type { NormalizedText } from './normalizedText.ts'
import type { Span } from './span.ts'
import type { Clause } from './splitClauses.ts'

/*
 * A clause's text is its range of the normalised text with each run of line breaks made one space, so an offset into the
 * text is found again by walking the runs.
 */

/** The place in the normalised text of the character `at` of a clause's text. */
function placeOf(normalized: NormalizedText, clause: Clause, at: number): number {
  if (clause.to - clause.from === clause.text.length && clause.lines.length === 1) return clause.from + at
  let left = at
  let place = clause.from
  while (left > 0 && place < clause.to) {
    if (normalized.text[place] === '\n') while (normalized.text[place + 1] === '\n') place += 1
    place += 1
    left -= 1
  }
  return place
}

/** The source span of the characters `from` to `to` of a clause's text. */
export function spanInClause(normalized: NormalizedText, clause: Clause, from: number, to: number): Span {
  if (to <= from) {
    const at = sourceSpan(normalized, clause.from, clause.to).start
    return { start: at, end: at }
  }
  return sourceSpan(normalized, placeOf(normalized, clause, from), placeOf(normalized, clause, to - 1) + 1)
}

/** The characters `from` to `to` of a clause's text, without spaces at the ends. */
export function textInClause(clause: Clause, from: number, to: number): string {
  return clause.text.slice(from, to).trim()
}
