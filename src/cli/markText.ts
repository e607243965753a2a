import type { DeadlineRule, HeadingRule, ParsedResolution, PointRule, Span } from '#core/resolution'

/** A stretch of the source to highlight; `id` ties it to its note. */
export interface Mark {
  readonly span: Span
  readonly look: 'operative' | 'heading' | 'directive' | 'child' | 'deadline' | 'act' | 'unread'
  readonly id: string
  readonly rule: MarkRule | null
}

export type MarkRule = HeadingRule | PointRule | DeadlineRule

export interface MarkedPiece {
  readonly text: string
  readonly looks: readonly Mark['look'][]
  /** The rule of the innermost mark. */
  readonly rule: MarkRule | null
}

/** One printed line that is not empty: its text cut into highlighted and plain pieces. */
export interface MarkedLine {
  readonly pieces: readonly MarkedPiece[]
  /** Marks that begin on this line. */
  readonly starting: readonly string[]
}

/** Everything the parser found, in the order of the text; a deadline inside a sentence lies within its directive. */
export function marksOf({ document, sections, directives, optional, issues }: ParsedResolution): readonly Mark[] {
  const marks: Mark[] = []
  const add = (span: Span | null, look: Mark['look'], id: string, rule: MarkRule | null = null): void => {
    if (span !== null && span.end > span.start) marks.push({ span, look, id, rule })
  }
  add(document.operativeSpan, 'operative', 'operative')
  for (const section of sections) add(section.span, 'heading', `section-${String(section.index)}`, section.rule)
  for (const [at, directive] of directives.entries()) {
    add(directive.span, 'directive', `directive-${String(at)}`, directive.rule)
    for (const child of directive.children) add(child.span, 'child', '', child.rule)
    add(directive.deadline.span, 'deadline', '', directive.deadline.rule)
  }
  for (const [at, act] of optional.entries()) add(act.span, 'act', `act-${String(at)}`)
  for (const [at, issue] of issues.entries()) if (issue.type === 'ParagraphNotUnderstood') add(issue.span, 'unread', `issue-${String(at)}`)
  return marks.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
}

/** Cuts the source into printed lines with their marks; one pass over both. */
export function markLines(source: string, marks: readonly Mark[]): readonly MarkedLine[] {
  const lines: MarkedLine[] = []
  let first = 0
  let from = 0
  for (const printed of source.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)) {
    const to = from + printed.length
    while (first < marks.length && (marks[first]?.span.end ?? 0) <= from) first += 1
    const here: Mark[] = []
    for (let at = first; at < marks.length; at += 1) {
      const mark = marks[at]
      if (mark === undefined || mark.span.start >= to) break
      if (mark.span.end > from) here.push(mark)
    }
    if (printed.trim() !== '') {
      lines.push({
        pieces: cut(source, from, to, here),
        starting: here.filter(({ span, id }) => span.start >= from && id !== '').map(({ id }) => id),
      })
    }
    from = to + (source.startsWith('\r\n', to) ? 2 : 1)
  }
  return lines
}

function cut(source: string, from: number, to: number, marks: readonly Mark[]): MarkedLine['pieces'] {
  const bounds = [...new Set([from, to, ...marks.flatMap(({ span }) => [span.start, span.end])])].filter((at) => at >= from && at <= to).sort((a, b) => a - b)
  return bounds.slice(0, -1).map((start, at) => {
    const here = marks.filter(({ span }) => span.start <= start && span.end > start)
    return { text: source.slice(start, bounds[at + 1]), looks: here.map(({ look }) => look), rule: here.at(-1)?.rule ?? null }
  })
}
