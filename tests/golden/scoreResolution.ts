import type { ParsedResolution } from '#core/resolution'

/*
 * Compares a reading with the expected one field by field, exactly. What an annotator knows from elsewhere (`inferred`), wrote
 * as a remark (`note`, `mentions`) or listed for people (`priorities`, `speakers`) is no matter of the text's rules.
 */

interface Expected {
  readonly source: string
  readonly document: Readonly<Record<string, unknown>> & { readonly inferred?: readonly string[] }
  readonly sections: readonly ExpectedSection[]
  readonly directives: readonly ExpectedDirective[]
}
interface ExpectedSection {
  readonly index: number
  readonly line: number
  readonly heading: string
  readonly number: string | null
  readonly headingKind: string
  readonly addressee: { readonly text: string | null; readonly responsible: string | null; readonly audience: readonly string[]; readonly scope?: readonly string[] }
}
interface ExpectedDirective {
  readonly number: string | null
  readonly ordinal: number
  readonly section: number
  readonly text: string
  readonly children: readonly { readonly text: string }[]
  readonly deadline: Readonly<Record<string, unknown>>
  readonly duplicateOf?: unknown
  readonly lines: readonly number[]
}

export interface Score {
  readonly differences: readonly string[]
  readonly directives: number
  readonly children: number
  readonly deadlines: number
}

const documentFields = [
  'kind', 'kindText', 'force', 'title', 'issuer', 'municipality', 'region', 'number', 'date', 'dateText', 'place',
  'attendees', 'attendeesText', 'chair', 'chairTitle', 'operativeMarker', 'considered', 'goal',
] as const

/** Lists every difference, and counts the directives, nested points and deadlines that are exactly right. Another format has other lines: `hasLines` is false for it. */
export function scoreResolution(parsed: ParsedResolution, expected: Expected, hasLines = true): Score {
  const differences: string[] = []
  const same = (place: string, found: unknown, wanted: unknown): boolean => {
    const equal = canonical(found) === canonical(wanted)
    if (!equal) differences.push(`${expected.source} ${place}: ${canonical(found)} instead of ${canonical(wanted)}`)
    return equal
  }
  compareDocument(parsed, expected, same)
  same('number of sections', parsed.sections.length, expected.sections.length)
  for (const [index, section] of expected.sections.entries()) same(`section ${String(index)}`, sectionOf(parsed, index, hasLines), wantedSection(section, hasLines))
  same('number of directives', parsed.directives.length, expected.directives.length)
  let directives = 0
  let children = 0
  let deadlines = 0
  for (const [index, wanted] of expected.directives.entries()) {
    const found = parsed.directives[index]
    const place = `directive ${String(index + 1)}`
    const keys = ['number', 'section', 'ordinal', 'text', 'duplicateOf', ...(hasLines ? (['lines'] as const) : [])] as const
    const fields = keys.map((key) => same(`${place} ${key}`, found?.[key], wanted[key]))
    const nested = wanted.children.map(({ text }, at) => same(`${place} child ${String(at)}`, found?.children[at]?.text, text))
    fields.push(same(`${place} number of children`, found?.children.length, wanted.children.length))
    const deadline = same(`${place} deadline`, found === undefined ? null : { ...found.deadline, span: undefined, rule: undefined }, wanted.deadline)
    if ([...fields, ...nested, deadline].every(Boolean)) directives += 1
    children += nested.filter(Boolean).length
    if (wanted.deadline['kind'] !== 'none' && deadline) deadlines += 1
  }
  return { differences, directives, children, deadlines }
}

function compareDocument(parsed: ParsedResolution, expected: Expected, same: (place: string, found: unknown, wanted: unknown) => boolean): void {
  for (const field of documentFields) {
    if (!(expected.document.inferred ?? []).includes(field)) same(`document.${field}`, parsed.document[field], expected.document[field])
  }
}

function sectionOf(parsed: ParsedResolution, index: number, hasLines: boolean): unknown {
  const section = parsed.sections[index]
  if (section === undefined) return null
  const { line, heading, number, headingKind, addressee } = section
  return { line: hasLines ? line : null, heading, number, headingKind, ...pickAddressee(addressee) }
}

function wantedSection({ line, heading, number, headingKind, addressee }: ExpectedSection, hasLines: boolean): unknown {
  return { line: hasLines ? line : null, heading, number, headingKind, ...pickAddressee(addressee) }
}

function pickAddressee(addressee: ExpectedSection['addressee']): Readonly<Record<string, unknown>> {
  const { text, responsible, audience, scope } = addressee
  return { text, responsible, audience, scope }
}

/** JSON with sorted keys, absent and null alike. */
function canonical(value: unknown): string {
  const sorted = (_key: string, part: unknown): unknown => {
    if (part === undefined) return null
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).filter(([, inner]) => inner !== undefined && inner !== null).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return JSON.stringify(value ?? null, sorted)
}
