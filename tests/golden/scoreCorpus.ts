import type { Confidence, ParsedDirective, ParsedResolution } from '#core/resolution'
import type { Golden, GoldenAddressee, GoldenDeadline, GoldenDirective } from './goldenShape.ts'
import { plainWords, samePoint, similarity } from './textSimilarity.ts'

/** Counts of one or of many documents; every share is one count over another. */
export interface CorpusScore {
  documents: number
  /** Points that stand in the golden file, that were read, and that are both. */
  expected: number
  read: number
  found: number
  audience: number
  addressee: number
  responsible: number
  withResponsible: number
  deadline: number
  /** Parents with nested points on either side, and those whose nested points are exact. */
  parents: number
  nested: number
  fields: number
  rightFields: number
  /** Texts without directives, and those in which some were read. */
  nonDocuments: number
  falseDocuments: number
  /** Checked readings (text, addressee, deadline) by confidence, and the wrong ones among them. */
  readonly judged: Record<Confidence, number>
  readonly wrong: Record<Confidence, number>
}

export function emptyScore(): CorpusScore {
  const none = (): Record<Confidence, number> => ({ sure: 0, likely: 0, unsure: 0 })
  return {
    documents: 0, expected: 0, read: 0, found: 0, audience: 0, addressee: 0, responsible: 0, withResponsible: 0, deadline: 0, parents: 0, nested: 0,
    fields: 0, rightFields: 0, nonDocuments: 0, falseDocuments: 0, judged: none(), wrong: none(),
  }
}

export function addScores(a: CorpusScore, b: CorpusScore): CorpusScore {
  const sum = { ...a, judged: { ...a.judged }, wrong: { ...a.wrong } }
  for (const key of Object.keys(a) as (keyof CorpusScore)[]) if (key !== 'judged' && key !== 'wrong') sum[key] += b[key]
  for (const step of ['sure', 'likely', 'unsure'] as const) {
    sum.judged[step] += b.judged[step]
    sum.wrong[step] += b.wrong[step]
  }
  return sum
}

/** Compares a reading with its golden file; `miss` gets a line for everything that differs. */
export function scoreReading(parsed: ParsedResolution, golden: Golden, miss: (line: string) => void = () => undefined): CorpusScore {
  const score = emptyScore()
  score.documents = 1
  const pairs = pairDirectives(parsed, golden)
  const paired = new Set(pairs.values())
  const extra = parsed.directives.filter((directive) => !paired.has(directive) && !isIssuersAct(directive, golden))
  score.expected = golden.directives.length
  score.found = pairs.size
  score.read = pairs.size + extra.length
  for (const directive of extra) {
    miss(`added: ${directive.text}`)
    judge(score, directive.confidence.text.confidence, false)
  }
  if (golden.directives.length === 0) {
    score.nonDocuments = 1
    score.falseDocuments = extra.length > 0 ? 1 : 0
  }
  for (const expected of golden.directives) {
    const found = pairs.get(expected)
    if (found === undefined) miss(`missed: ${expected.text}`)
    else scorePair(score, { parsed, golden, expected, found }, miss)
  }
  scoreFields(score, parsed, golden, miss)
  return score
}

interface Pair {
  readonly parsed: ParsedResolution
  readonly golden: Golden
  readonly expected: GoldenDirective
  readonly found: ParsedDirective
}

function scorePair(score: CorpusScore, { parsed, golden, expected, found }: Pair, miss: (line: string) => void): void {
  judge(score, found.confidence.text.confidence, true)
  const wanted = expected.addressee ?? golden.sections[expected.section]?.addressee
  const read = found.addressee ?? parsed.sections[found.section]?.addressee
  const isAudience = audienceOf(wanted) === audienceOf(read)
  if (isAudience) score.audience += 1
  else miss(`audience of «${expected.text.slice(0, 60)}»: ${audienceOf(wanted)} <> ${audienceOf(read)} («${String(read?.text)}»)`)
  if (isSameName(wanted?.text, read?.text)) score.addressee += 1
  else miss(`addressee of «${expected.text.slice(0, 60)}»: «${String(wanted?.text)}» <> «${String(read?.text)}»`)
  judge(score, found.confidence.addressee.confidence, isAudience)
  const person = wanted?.responsible ?? expected.responsible ?? null
  if (person !== null) {
    score.withResponsible += 1
    if (plainWords(read?.responsible ?? found.responsible).includes(plainWords(person))) score.responsible += 1
    else miss(`responsible: ${person} <> ${String(read?.responsible ?? found.responsible)}`)
  }
  const isDeadline = isSameDeadline(expected.deadline, found.deadline)
  if (isDeadline) score.deadline += 1
  else miss(`deadline of «${expected.text.slice(0, 60)}»: ${JSON.stringify(expected.deadline)} <> ${JSON.stringify(found.deadline)}`)
  judge(score, found.confidence.deadline.confidence, isDeadline)
  scoreNesting(score, expected, found, miss)
}

function judge(score: CorpusScore, confidence: Confidence, isRight: boolean): void {
  score.judged[confidence] += 1
  if (!isRight) score.wrong[confidence] += 1
}

function scoreNesting(score: CorpusScore, { text, children = [] }: GoldenDirective, found: ParsedDirective, miss: (line: string) => void): void {
  if (children.length === 0 && found.children.length === 0) return
  score.parents += 1
  const left = [...found.children]
  const hits = children.filter((child) => {
    const at = left.findIndex((other) => similarity(child.text, other.text) >= samePoint)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  if (hits.length === children.length && left.length === 0) score.nested += 1
  else miss(`nesting of «${text.slice(0, 60)}»: ${String(children.length)} expected, ${String(found.children.length)} read, ${String(hits.length)} right`)
}

/** The best pairs first; of equal ones those with the same number, then the nearest. */
function pairDirectives(parsed: ParsedResolution, golden: Golden): ReadonlyMap<GoldenDirective, ParsedDirective> {
  const candidates = golden.directives.flatMap((expected, at) => {
    const ways = waysToWrite(expected, golden)
    const whole = (expected.children ?? []).length === 0 ? null : [expected.text, ...(expected.children ?? []).map(({ text }) => text)].join(' ')
    return parsed.directives.flatMap((found, place) => {
      const own = Math.max(...ways.map((way) => similarity(way, found.text)))
      const score = own >= samePoint || whole === null ? own : Math.max(own, similarity(whole, [found.text, ...found.children.map(({ text }) => text)].join(' ')))
      const distance = (String(expected.number ?? '') === String(found.number ?? '') ? 0 : 1000) + Math.abs(at - place)
      return score >= samePoint ? [{ expected, found, score, distance }] : []
    })
  })
  const pairs = new Map<GoldenDirective, ParsedDirective>()
  const taken = new Set<ParsedDirective>()
  for (const { expected, found } of candidates.sort((a, b) => b.score - a.score || a.distance - b.distance)) {
    if (pairs.has(expected) || taken.has(found)) continue
    pairs.set(expected, found)
    taken.add(found)
  }
  return pairs
}

/** With or without its deadline, after the heading that gives its verb, or as the annotator allows. */
function waysToWrite(directive: GoldenDirective, golden: Golden): readonly string[] {
  const section = golden.sections[directive.section]
  const ways = [directive.text, ...(directive.altTexts ?? [])]
  if (section?.headingKind === 'lead_in') ways.push(`${section.heading ?? ''} ${directive.text}`)
  const words = directive.deadline.text ?? ''
  return words === '' ? ways : [...ways, ...ways.flatMap((way) => [`${way} ${words}`, ...(way.includes(words) ? [way.replace(words, ' ')] : [])])]
}

function isIssuersAct({ text }: ParsedDirective, { optional = [] }: Golden): boolean {
  return optional.some((act) => similarity(act.text, text) >= 0.8 || (plainWords(text).length > 10 && plainWords(act.text).includes(plainWords(text))))
}

const educational = ['general_school', 'preschool', 'supplementary']

function audienceOf(addressee: Pick<GoldenAddressee, 'audience'> | undefined): string {
  const kinds = new Set((addressee?.audience ?? ['unaddressed']).flatMap((code) => (code === 'all_organizations' ? educational : [code])))
  return [...kinds].sort().join(',')
}

function isSameName(expected: string | null | undefined, read: string | null | undefined): boolean {
  if (!expected || !read) return !expected && !read
  const bare = (name: string): string => name.replace(/^рекомендовать\s+/iu, '').replace(/\(\p{Lu}\p{Ll}+ \p{Lu}\.\s?\p{Lu}\.\)/gu, '')
  return similarity(bare(expected), bare(read)) >= samePoint
}

function isSameDeadline(expected: GoldenDeadline, read: object & { readonly kind: string }): boolean {
  if (expected.kind !== read.kind) return false
  const values: Readonly<Record<string, unknown>> = { ...read }
  const same = (key: string): boolean => {
    const [wanted, found] = [expected[key] ?? null, values[key] ?? null]
    return wanted === null || (found !== null && (String(found).startsWith(String(wanted)) || String(wanted).startsWith(String(found))))
  }
  return ['date', 'from', 'to', 'every', 'year'].every(same)
}

const comparedFields = ['kind', 'number', 'date', 'attendees', 'municipality', 'title', 'chair', 'region'] as const

function scoreFields(score: CorpusScore, { document }: ParsedResolution, golden: Golden, miss: (line: string) => void): void {
  for (const field of comparedFields) {
    const wanted = golden.document[field] ?? null
    if ((golden.document.inferred ?? []).includes(field) || (wanted === null && field !== 'number' && field !== 'date')) continue
    score.fields += 1
    const [a, b] = [plainWords(wanted === null ? '' : String(wanted)), plainWords(document[field] === null ? '' : String(document[field]))]
    const isName = field === 'municipality' || field === 'title' || field === 'chair' || field === 'region'
    if (a === b || (isName && b !== '' && (a.includes(b) || b.includes(a) || similarity(a, b) >= 0.8))) score.rightFields += 1
    else miss(`document.${field}: ${String(wanted)} <> ${String(document[field])}`)
  }
}
