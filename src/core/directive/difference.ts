import type { ControlState } from './assignment.ts'
import type { Addressee, Directive } from './directive.ts'

/** What of a point an office changes; one word in a sentence each. */
export const directiveParts = ['text', 'addressee', 'deadline', 'reportDue', 'period', 'fields', 'materials'] as const
export type DirectivePart = (typeof directiveParts)[number]

const fieldsOf: Readonly<Record<DirectivePart, (directive: Directive) => unknown>> = {
  text: ({ number, heading, headingKind, text, children }) => [number, heading, headingKind, text, children.map((child) => [child.id, child.text])],
  addressee: ({ addressee }) => wordsOfAddressee(addressee),
  deadline: ({ deadline, computed }) => [inOrder(deadline), computed.dueDate, computed.rule, computed.movedFrom, computed.toConfirm],
  reportDue: ({ reportDue }) => reportDue,
  period: ({ periodUnit, firstPeriodFrom }) => [periodUnit, firstPeriodFrom],
  fields: ({ reportFields }) => reportFields.map(inOrder),
  materials: ({ materials }) => materials.map(inOrder),
}

/** The parts in which two versions of a point differ, in a fixed order; its place and version do not count. */
export function differingParts(before: Directive, after: Directive): DirectivePart[] {
  return directiveParts.filter((part) => JSON.stringify(fieldsOf[part](before)) !== JSON.stringify(fieldsOf[part](after)))
}

function wordsOfAddressee({ text, responsible, audience, organizationIds, decidedBy }: Addressee): unknown {
  return [text, responsible, [...audience].sort(), [...organizationIds].sort(), decidedBy]
}

/** The same fields in whatever order, as they come back from a database, a browser and the wire. */
function inOrder(record: object): unknown {
  return Object.entries(record).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A point as it stands in one organization. */
export interface PointStanding {
  readonly directive: Directive
  /** The control it is published with. */
  readonly control: ControlState
  readonly isWithdrawn: boolean
}

/** What the office did to a point between two moments. */
export interface PointNews {
  readonly parts: readonly DirectivePart[]
  readonly isControlChanged: boolean
  readonly isWithdrawn: boolean
  readonly isBroughtBack: boolean
}

/** What a school is told of a point; null when there is nothing. Who else got it is no news for it. */
export function pointNews(before: PointStanding, after: PointStanding): PointNews | null {
  const parts = differingParts(before.directive, after.directive).filter((part) => part !== 'addressee')
  const isWithdrawn = after.isWithdrawn && !before.isWithdrawn
  const isBroughtBack = before.isWithdrawn && !after.isWithdrawn
  const isControlChanged = !before.isWithdrawn && !after.isWithdrawn && before.control !== after.control
  return parts.length > 0 || isWithdrawn || isBroughtBack || isControlChanged ? { parts, isControlChanged, isWithdrawn, isBroughtBack } : null
}
