import type { Force, ResolutionKind } from '#core/directive'
import { spanInClause } from './clausePlace.ts'
import { findHeading, readHeading, readKind } from './findHeading.ts'
import type { OperativePart } from './findOperativePart.ts'
import { findMunicipality, findRegion } from './findPlaceNames.ts'
import { agendaLead, aimLead, talkLead } from './lexicon.ts'
import { flatText } from './normalizeText.ts'
import type { NormalizedText } from './normalizedText.ts'
import { officeToNominative } from './nominative.ts'
import type { ParsedDocument } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
import { datePattern, readDate } from './readDate.ts'
import type { Clause } from './splitClauses.ts'

/** Further clauses of a preamble are not looked at: a long list before the points says nothing of the document. */
const readClauses = 200
const readCharacters = 4000

/** Reads what the document says of itself from its heading, its preamble and its signatures. */
export function findDocumentFields(normalized: NormalizedText, clauses: readonly Clause[], operative: OperativePart | null): ParsedDocument {
  const heading = findHeading(clauses)
  const preamble = clauses.slice(heading.length, Math.min(operative?.first ?? clauses.length, readClauses + heading.length))
  const fields = readHeading(normalized, heading)
  const text = flatText(normalized, 0, Math.min(normalized.text.length, 60_000))
  const host = findHost(preamble)
  const date = fields.date ?? findMeetingDate(preamble)
  const marker = operative?.marker ?? null
  const opening = marker?.clause.text.slice(marker.from) ?? null
  // «РЕКОМЕНДАЦИИ:» over the points names the kind where the heading does not.
  const named = fields.kind === null ? readKind(opening ?? '') : null
  const kind = fields.kind ?? named?.kind ?? null
  return {
    kind,
    kindText: fields.kindText ?? named?.text ?? null,
    title: fields.title ?? findTopic(preamble),
    issuer: joinIssuer(fields.issuer ?? issuerOfOpening(opening), host),
    municipality: findMunicipality(text),
    region: findRegion(text),
    number: fields.number,
    date: date === null ? null : readDate(date, null),
    dateText: date,
    place: fields.place,
    ...findAttendees(preamble),
    ...findChair(operative?.tail ?? []),
    operativeMarker: opening,
    operativeSpan: marker === null ? null : spanInClause(normalized, marker.clause, marker.from, marker.clause.text.length),
    force: forceOf(kind, operative),
    ...findConsidered(preamble),
  }
}

function forceOf(kind: ResolutionKind | null, operative: OperativePart | null): Force {
  return kind === 'recommendations' ? 'recommendation' : (operative?.force ?? 'order')
}

/** «КОЛЛЕГИЯ РЕКОМЕНДУЕТ:» names who decided. */
function issuerOfOpening(opening: string | null): string | null {
  const found = /^(коллегия|совет|педсовет|совещание|собрание|конференция|комиссия)(?!\p{L})/iu.exec(opening ?? '')
  return found?.[1]?.toLowerCase() ?? null
}

/** «МУ «Управлением …» … проведена коллегия» names the office the body belongs to. */
function findHost(preamble: readonly Clause[]): string | null {
  const hostPattern = /(?<!\p{L})((?:М[КБА]?У|Г[КБА]?У)\s«)([^«»]{3,120})»(?=[^.;:]{0,60}\sпроведен[аоы]?(?!\p{L}))/u
  for (const { text } of preamble) {
    const found = hostPattern.exec(text.slice(0, readCharacters))
    if (found !== null) return `${found[1] ?? ''}${officeToNominative(found[2] ?? '')}»`
  }
  return null
}

function joinIssuer(issuer: string | null, host: string | null): string | null {
  return issuer === null || host === null ? (issuer ?? host) : `${issuer} ${host}`
}

/** The first date of the preamble that belongs to the meeting; «от 07.05.2018 № 204» belongs to a cited act. */
function findMeetingDate(preamble: readonly Clause[]): string | null {
  const pattern = new RegExp(`(?<!\\p{L}|\\d|\\d\\.)${datePattern}(?!\\s?№)`, 'giu')
  for (const { text } of preamble) {
    const head = blankQuoted(text.slice(0, readCharacters))
    if (!/(?:провед[её]н|состоял|прош[её]?л|приняли\sучастие|присутств|заседани|совещани|коллеги)/iu.test(head)) continue
    for (const found of head.matchAll(pattern)) {
      const cited = /(?:от|до|с|по|к)\s$/iu.test(head.slice(Math.max(0, found.index - 4), found.index))
      if (!cited && readDate(found[0], null) !== null) return found[0]
    }
  }
  return null
}

function findAttendees(preamble: readonly Clause[]): { readonly attendees: number | null; readonly attendeesText: string | null } {
  for (const { text } of preamble) {
    const head = text.slice(0, readCharacters)
    if (!/приняли\sучастие|участвовал|присутств|^мы,\s/iu.test(head)) continue
    const found = /(?<![\p{L}\d])(?:(?:более|свыше|около|порядка)\s)?(\d{1,5})\s(?:человек|чел\.|участник|педагог|руководител)\p{L}*/iu.exec(head)
    if (found !== null) return { attendees: Number(found[1]), attendeesText: found[0] }
  }
  return { attendees: null, attendeesText: null }
}

/** A topic that only the preamble names: «совещание на тему «…»», «Повестка: «…»». */
function findTopic(preamble: readonly Clause[]): string | null {
  for (const { text } of preamble) {
    const found = /(?:на тему|по теме|по вопросу|повестка(?:\sдня)?:)[:\s]{1,3}«(.{5,400}?)»(?=[\s.,;(]|$)/iu.exec(text.slice(0, readCharacters))
    if (found !== null) return found[1] ?? null
  }
  return null
}

/** List items under «… вопросы:», «Задачи:», «Цель:» before the operative part. */
function findConsidered(preamble: readonly Clause[]): { readonly considered: readonly string[]; readonly goal: string | null } {
  const considered: string[] = []
  let goal: string | null = null
  let lead: 'goal' | 'agenda' | null = null
  for (const { text, marker } of preamble) {
    if (talkLead.test(text)) break
    if (marker.style === 'none' || (text.endsWith(':') && agendaLead.test(text.slice(-200)))) {
      lead = !text.endsWith(':') ? null : aimLead.test(text) ? 'goal' : agendaLead.test(text.slice(-200)) ? 'agenda' : null
    } else if (lead === 'agenda') considered.push(text)
    else if (lead === 'goal') goal = goal === null ? text : `${goal} ${text}`
  }
  return { considered, goal }
}

const initialsName = /(\p{Lu}\.\s?(?:\p{Lu}\.)?\s?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}\.\s?(?:\p{Lu}\.)?)$/u

/** The first signature: a post, and a name after it on the same line or the next. */
function findChair(tail: readonly Clause[]): { readonly chair: string | null; readonly chairTitle: string | null } {
  const [post, next] = tail.map(({ text }) => text.slice(0, 300))
  if (post === undefined || /^приложени/iu.test(post)) return { chair: null, chairTitle: null }
  const own = initialsName.exec(post)
  if (own !== null) return { chair: own[1] ?? null, chairTitle: post.slice(0, own.index).replace(/[\s:_–-]+$/u, '') || null }
  const name = initialsName.exec(next ?? '')
  return { chair: name?.[1] ?? null, chairTitle: post.replace(/[\s:_–-]+$/u, '') }
}
