import {
  type Addressee,
  type Audience,
  type ChildId,
  type DateOnly,
  type DirectiveId,
  type Organization,
  type OrganizationId,
  type PrintedDeadline,
  type RuleSet,
  isOpen,
  kindsReachedBy,
  parseDateOnly,
  standingUnitOf,
} from '#core/directive'
import type { Doubt, ParsedAddressee, ParsedDeadline, ParsedDirective, ParsedResolution, ParsedSection, Span } from '#core/resolution'
import type { DraftBody, DraftDocument, DraftDoubts, DraftItem } from './draft.ts'
import { type InstitutionMatch, matchInstitutions, namesIn } from './matchInstitutions.ts'

/** What a draft needs beside the parsed text. */
export interface DraftContext {
  readonly newId: () => string
  readonly ruleSet: RuleSet
  readonly organizations: readonly Organization[]
  readonly today: DateOnly
}

/** Makes the draft of a parsed document; the issuer's own acts and the agenda stand in it as lines that are no directives. */
export function draftOf(parsed: ParsedResolution, context: DraftContext): DraftBody {
  const document = documentOf(parsed)
  const directives = parsed.directives.map((directive) => ({ at: directive.span.start, item: directiveItem(directive, parsed.sections[directive.section], document, context) }))
  const acts = parsed.optional.map(({ number, text, span }) => ({ at: span.start, item: plainItem(text, number, span, context) }))
  // The agenda stands before the points, whatever its place.
  const considered = parsed.document.considered.map((text) => plainItem(text, null, null, context))
  const inOrder = [...directives, ...acts].sort((a, b) => a.at - b.at).map(({ item }) => item)
  return { document, items: [...considered, ...inOrder] }
}

function documentOf({ document }: ParsedResolution): DraftDocument {
  return {
    kind: document.kind ?? 'resolution',
    kindText: document.kindText ?? '',
    number: document.number,
    date: document.date === null ? null : parseDateOnly(document.date),
    issuer: document.issuer,
    title: document.title ?? '',
    force: document.force,
    materials: [],
  }
}

function directiveItem(directive: ParsedDirective, section: ParsedSection | undefined, document: DraftDocument, context: DraftContext): DraftItem {
  const { newId, ruleSet } = context
  const deadline = printedPart(directive.deadline)
  const { addressee, isMissing } = addresseeOf(directive, section, context)
  return {
    id: newId() as DirectiveId,
    isDirective: true,
    number: directive.number,
    heading: section?.heading ?? null,
    headingKind: section?.headingKind ?? null,
    text: directive.text,
    children: directive.children.map(({ text }) => ({ id: newId() as ChildId, text })),
    addressee,
    deadline,
    reportDue: null,
    periodUnit: standingUnitOf(deadline, ruleSet),
    isOnControl: document.force === 'order' || deadline.kind !== 'none',
    reportFields: [],
    materials: [],
    spans: { text: directive.span, deadline: directive.deadline.span },
    doubts: doubtsOf(directive, isMissing),
  }
}

function plainItem(text: string, number: string | null, span: Span | null, { newId }: DraftContext): DraftItem {
  return {
    id: newId() as DirectiveId,
    isDirective: false,
    number,
    heading: null,
    headingKind: null,
    text,
    children: [],
    addressee: { text: null, responsible: null, audience: ['unaddressed'], scope: [], scopeBasis: null, organizationIds: [], decidedBy: 'text' },
    deadline: { kind: 'none', text: null },
    reportDue: null,
    periodUnit: null,
    isOnControl: false,
    reportFields: [],
    materials: [],
    spans: { text: span, deadline: null },
    doubts: { text: null, addressee: null, deadline: null },
  }
}

interface ReadAddressee {
  readonly audience: readonly Audience[]
  readonly matches: readonly InstitutionMatch[]
}

/** «Всем школам (кроме № 7)» is every school of the list but that one, each by name. */
function readOne({ audience, institutions, except }: ParsedAddressee, organizations: readonly Organization[], today: DateOnly): ReadAddressee {
  if (except === undefined) return { audience, matches: matchInstitutions(institutions ?? [], organizations, today) }
  const kinds = new Set(audience.flatMap(kindsReachedBy))
  const left = matchInstitutions(namesIn(except), organizations, today)
  const unknown = left.filter(({ organization }) => organization === null)
  if (unknown.length > 0) return { audience, matches: unknown }
  const reached = organizations.filter((one) => isOpen(one, today) && one.kinds.some((kind) => kinds.has(kind)) && !left.some(({ organization }) => organization === one))
  return { audience, matches: reached.map((organization) => ({ text: organization.name, organization })) }
}

/** A point's own addressee goes before its section's; what the text calls by name is one organization, not its kind. */
function addresseeOf(directive: ParsedDirective, section: ParsedSection | undefined, { organizations, today }: DraftContext): { readonly addressee: Addressee; readonly isMissing: boolean } {
  const parsed: ParsedAddressee | undefined = directive.addressee ?? section?.addressee
  const named = parsed === undefined ? [] : [parsed, ...(parsed.more ?? [])]
  const persons = directive.responsible === undefined ? named.flatMap(({ responsible }) => responsible ?? []) : [directive.responsible]
  const read = named.map((one) => readOne(one, organizations, today))
  const organizationIds = [...new Set(read.flatMap(({ matches }) => matches.flatMap(({ organization }): OrganizationId[] => (organization === null ? [] : [organization.id]))))]
  const unknown = read.filter(({ matches }) => matches.some(({ organization }) => organization === null))
  // Where every institution is known they alone are meant; else the kind stays, and the clerk decides, unless only one is of it.
  const isMissing = unknown.some((one) => organizations.filter((organization) => isOpen(organization, today) && organization.kinds.some((kind) => one.audience.flatMap(kindsReachedBy).includes(kind))).length !== 1)
  const audience = read.flatMap((one) => (one.matches.length > 0 && !unknown.includes(one) ? [] : one.audience))
  return {
    isMissing,
    addressee: {
      text: parsed?.text === undefined || parsed.text === null ? null : named.map(({ text }) => text).join(', '),
      responsible: persons.length === 0 ? null : persons.join(', '),
      audience: named.length === 0 ? ['unaddressed'] : [...new Set(audience)],
      scope: parsed?.scope ?? [],
      scopeBasis: parsed?.scopeBasis ?? null,
      organizationIds,
      decidedBy: 'text',
    },
  }
}

function doubtsOf({ confidence }: ParsedDirective, isMissing: boolean): DraftDoubts {
  const { text, addressee, deadline } = confidence
  return { text: text.doubt, addressee: isMissing ? 'InstitutionUnknown' : addressee.doubt, deadline: deadline.doubt satisfies Doubt | null }
}

/** What is printed, without the place in the source. */
function printedPart({ span: _span, rule: _rule, ...printed }: ParsedDeadline): PrintedDeadline {
  return printed
}
