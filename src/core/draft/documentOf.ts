import {
  type ComputedDeadline,
  type DateOnly,
  type Directive,
  type Resolution,
  type ResolutionId,
  type RuleSet,
  calendarOf,
  computeDeadline,
  effectiveDueDate,
  firstPeriodFrom,
} from '#core/directive'
import type { DraftBody, DraftDocument, DraftItem } from './draft.ts'

/** How a draft becomes a document. */
export interface PublishingContext {
  readonly ruleSet: RuleSet
  readonly publishedOn: DateOnly
}

/** A document and its directives, as they are published. */
export interface DraftedDocument {
  readonly resolution: Resolution
  readonly directives: readonly Directive[]
  /** The directives that are published on control. */
  readonly onControl: ReadonlySet<string>
}

/** The first version of the document a draft makes; every date by the rule set. */
export function documentOf(draft: DraftBody, id: ResolutionId, context: PublishingContext): DraftedDocument {
  const items = draft.items.filter(({ isDirective }) => isDirective)
  return {
    resolution: { id, version: 1, ...draft.document },
    directives: items.map((item, place) => directiveOf(item, { resolutionId: id, position: place + 1, document: draft.document }, context)),
    onControl: new Set(items.filter(({ isOnControl }) => isOnControl).map((item) => item.id)),
  }
}

/** The date that a row would be due on if it were published so; null where it has none. */
export function dueDateOf(item: DraftItem, document: DraftDocument, context: PublishingContext): { readonly dueDate: DateOnly | null; readonly computed: ComputedDeadline } {
  const computed = computeDeadline(item.deadline, deadlineContext(document, context))
  return { dueDate: effectiveDueDate({ computed, reportDue: item.reportDue }, null), computed }
}

interface Place {
  readonly resolutionId: ResolutionId
  readonly position: number
  readonly document: DraftDocument
}

function directiveOf(item: DraftItem, { resolutionId, position, document }: Place, context: PublishingContext): Directive {
  const { id, number, heading, headingKind, text, children, addressee, deadline, reportDue, periodUnit, reportFields, materials } = item
  return {
    id,
    resolutionId,
    version: 1,
    position,
    number,
    heading,
    headingKind,
    text,
    children,
    addressee,
    deadline,
    computed: computeDeadline(deadline, deadlineContext(document, context)),
    reportDue,
    periodUnit,
    firstPeriodFrom: periodUnit === null ? null : firstPeriodFrom(periodUnit, context.publishedOn, context.ruleSet, deadline),
    reportFields,
    materials,
  }
}

function deadlineContext({ date }: DraftDocument, { ruleSet, publishedOn }: PublishingContext): Parameters<typeof computeDeadline>[1] {
  return { ruleSet, calendar: calendarOf(ruleSet), signedOn: date, publishedOn }
}
