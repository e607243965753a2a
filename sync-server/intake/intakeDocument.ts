import {
  type Addressee,
  type ChildId,
  type DateOnly,
  type DeadlineContext,
  type Directive,
  type DirectiveId,
  type PrintedDeadline,
  type Resolution,
  type ResolutionId,
  type RuleSet,
  calendarOf,
  computeDeadline,
  firstPeriodFrom,
  parseDateOnly,
  standingUnitOf,
} from '#core/directive'
import type { ParsedAddressee, ParsedDeadline, ParsedDirective, ParsedResolution, ParsedSection } from '#core/resolution'

/** What intake needs beside the parsed text. */
export interface IntakeDeps {
  readonly newId: () => string
  readonly ruleSet: RuleSet
  readonly publishedOn: DateOnly
}

/** A document and its directives, each with an id of its own, children too. */
export interface TakenDocument {
  readonly resolution: Resolution
  readonly directives: readonly Directive[]
}

/** Makes the first version of a document and its directives from what the parser read; every date by the rule set. */
export function intakeDocument(parsed: ParsedResolution, { newId, ruleSet, publishedOn }: IntakeDeps): TakenDocument {
  const resolution = intakeResolution(parsed, newId() as ResolutionId)
  const context: DeadlineContext = { ruleSet, calendar: calendarOf(ruleSet), signedOn: resolution.date, publishedOn }
  const directives = parsed.directives.map((directive, i): Directive => {
    const section = parsed.sections[directive.section]
    const deadline = printedPart(directive.deadline)
    const periodUnit = standingUnitOf(deadline, ruleSet)
    return {
      id: newId() as DirectiveId,
      resolutionId: resolution.id,
      version: 1,
      position: i + 1,
      number: directive.number,
      heading: section?.heading ?? null,
      headingKind: section?.headingKind ?? null,
      text: directive.text,
      children: directive.children.map(({ text }) => ({ id: newId() as ChildId, text })),
      addressee: intakeAddressee(directive, section),
      deadline,
      computed: computeDeadline(deadline, context),
      reportDue: null,
      periodUnit,
      firstPeriodFrom: periodUnit === null ? null : firstPeriodFrom(periodUnit, publishedOn, ruleSet, deadline),
      reportFields: [],
      materials: [],
    }
  })
  return { resolution, directives }
}

function intakeResolution({ document }: ParsedResolution, id: ResolutionId): Resolution {
  return {
    id,
    version: 1,
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

/** A point's own addressee goes before its section's. */
function intakeAddressee(directive: ParsedDirective, section: ParsedSection | undefined): Addressee {
  const parsed: ParsedAddressee | undefined = directive.addressee ?? section?.addressee
  const named = parsed === undefined ? [] : [parsed, ...(parsed.more ?? [])]
  const persons = directive.responsible === undefined ? named.flatMap(({ responsible }) => responsible ?? []) : [directive.responsible]
  return {
    text: parsed?.text === undefined || parsed.text === null ? null : named.map(({ text }) => text).join(', '),
    responsible: persons.length === 0 ? null : persons.join(', '),
    audience: named.length === 0 ? ['unaddressed'] : [...new Set(named.flatMap(({ audience }) => audience))],
    scope: parsed?.scope ?? [],
    scopeBasis: parsed?.scopeBasis ?? null,
    organizationIds: [],
    decidedBy: 'text',
  }
}

/** What is printed, without the place in the source, which only the clerk's check of an import needs. */
function printedPart({ span: _span, rule: _rule, ...printed }: ParsedDeadline): PrintedDeadline {
  return printed
}
