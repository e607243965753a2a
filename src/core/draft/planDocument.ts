import {
  type ChildId,
  type Directive,
  type DirectiveId,
  type DirectivePart,
  type Organization,
  type OrganizationId,
  type Resolution,
  type ResolutionId,
  addressedOrganizations,
  differingParts,
  isOpen,
} from '#core/directive'
import { type PublishingContext, documentOf } from './documentOf.ts'
import type { DraftBody, DraftItem } from './draft.ts'
import type { PublishedDocument, PublishedPoint } from './draftFromDocument.ts'

/** A published document, and who holds which of its points: has them published and not withdrawn. */
export interface HeldDocument extends PublishedDocument {
  readonly holdersOf: (directiveId: DirectiveId) => ReadonlySet<OrganizationId>
}

export interface PlanContext extends PublishingContext {
  readonly newId: () => string
  readonly organizations: readonly Organization[]
}

/** What publishing makes of a point. */
export type PointFate = 'added' | 'changed' | 'same' | 'broughtBack' | 'withdrawn'

/** One point as it will stand, and what that means for whom. */
export interface PlannedPoint {
  readonly directive: Directive
  /** Its version before; null for a new one. */
  readonly before: Directive | null
  readonly isOnControl: boolean
  readonly fate: PointFate
  readonly parts: readonly DirectivePart[]
  readonly isControlChanged: boolean
  /** Organizations that get it now, that hold it already, and that lose it. */
  readonly gives: readonly OrganizationId[]
  readonly tells: readonly OrganizationId[]
  readonly takes: readonly OrganizationId[]
}

/** What publishing a draft will do, to the last organization; nothing is done yet. */
export interface DocumentPlan {
  /** In the version it will have: a new one where anything changes. */
  readonly resolution: Resolution
  /** The document's own words change: everybody who holds a point is told. */
  readonly isHeadChanged: boolean
  readonly points: readonly PlannedPoint[]
}

/**
 * Compares a draft with the published document it corrects (null: with nothing). Points keep their ids, and get a new
 * version only where something of them changes; ids that are not the document's own are replaced, as the given back draft has them.
 */
export function planDocument(draft: DraftBody, known: HeldDocument | null, id: ResolutionId, context: PlanContext): DocumentPlan & { readonly draft: DraftBody } {
  const own = withOwnIds(draft, known, context.newId)
  const drafted = documentOf(own, id, context)
  const knownById = new Map(known?.points.map((point) => [point.directive.id, point]))
  const isSameDate = known !== null && known.resolution.date === drafted.resolution.date
  const kept = drafted.directives.map((directive, place) => {
    const point = knownById.get(directive.id)
    return { point, isOnControl: drafted.onControl.has(directive.id), directive: point === undefined ? directive : settled(directive, point.directive, isSameDate), place }
  })
  const placed = placeBetween(kept.map(({ directive, point }) => ({ directive, known: point?.directive.position ?? null })))
  const live = kept.map((one, i) => planPoint({ ...one, directive: placed[i] ?? one.directive }, known, context))
  const remaining = new Set(placed.map((directive) => directive.id))
  const gone = (known?.points ?? []).filter(({ directive }) => !remaining.has(directive.id)).flatMap((point) => planGone(point, known))
  const isHeadChanged = known !== null && headOf(known.resolution) !== headOf(drafted.resolution)
  const changes = isHeadChanged || [...live, ...gone].some(({ fate, isControlChanged, gives, takes }) => fate !== 'same' || isControlChanged || gives.length + takes.length > 0)
  const version = known === null ? 1 : known.resolution.version + (changes ? 1 : 0)
  return { resolution: { ...drafted.resolution, version }, isHeadChanged, points: [...live, ...gone], draft: own }
}

/** Takes points (all when none is named) back from everybody who holds them. */
export function planWithdrawal(known: HeldDocument, directiveIds: ReadonlySet<DirectiveId> | null): DocumentPlan {
  const points = known.points.filter(({ directive }) => directiveIds === null || directiveIds.has(directive.id)).flatMap((point) => planGone(point, known))
  return { resolution: known.resolution, isHeadChanged: false, points }
}

/** Gives withdrawn points (all when none is named) to those they are addressed to. */
export function planReturn(known: HeldDocument, directiveIds: ReadonlySet<DirectiveId> | null, context: PlanContext): DocumentPlan {
  const points = known.points
    .filter(({ directive, isWithdrawn }) => isWithdrawn && (directiveIds === null || directiveIds.has(directive.id)))
    .map((point) => planPoint({ point, directive: point.directive, isOnControl: point.isOnControl }, known, context))
  return { resolution: known.resolution, isHeadChanged: false, points }
}

/** Whether a plan changes anything. */
export function isIdle({ isHeadChanged, points }: DocumentPlan): boolean {
  return !isHeadChanged && points.every(({ fate, isControlChanged, gives, takes }) => fate === 'same' && !isControlChanged && gives.length + takes.length === 0)
}

interface Kept {
  readonly point: PublishedPoint | undefined
  readonly directive: Directive
  readonly isOnControl: boolean
}

function planPoint({ point, directive, isOnControl }: Kept, known: HeldDocument | null, { organizations, publishedOn }: PlanContext): PlannedPoint {
  const before = point?.directive ?? null
  const parts = before === null ? [] : differingParts(before, directive)
  const isMoved = before !== null && before.position !== directive.position
  const fate: PointFate = point === undefined ? 'added' : point.isWithdrawn ? 'broughtBack' : parts.length > 0 || isMoved ? 'changed' : 'same'
  const isControlChanged = point !== undefined && point.isOnControl !== isOnControl
  const holders = known?.holdersOf(directive.id) ?? new Set<OrganizationId>()
  const reached = new Set(addressedOrganizations(directive.addressee, organizations, publishedOn).map(({ id }) => id))
  const open = new Set(organizations.filter((one) => isOpen(one, publishedOn)).map(({ id }) => id))
  // Who came to the district after an unchanged point was published is not drawn in by the correction of another.
  const isAnew = fate === 'added' || fate === 'broughtBack' || parts.length > 0
  const takes = parts.includes('addressee') ? [...holders].filter((id) => open.has(id) && !reached.has(id)) : []
  return {
    directive: before !== null && parts.length === 0 && !isMoved ? before : { ...directive, version: (before?.version ?? 0) + 1 },
    before,
    isOnControl,
    fate,
    parts,
    isControlChanged,
    gives: isAnew ? [...reached].filter((id) => !holders.has(id)) : [],
    tells: [...holders].filter((id) => open.has(id) && !takes.includes(id)),
    takes,
  }
}

/** A closed organization loses a withdrawn point like all others: nothing new comes to it, but nothing is owed either. */
function planGone({ directive, isOnControl, isWithdrawn }: PublishedPoint, known: HeldDocument | null): PlannedPoint[] {
  const takes = [...(known?.holdersOf(directive.id) ?? [])]
  if (isWithdrawn && takes.length === 0) return []
  return [{ directive, before: directive, isOnControl, fate: 'withdrawn', parts: [], isControlChanged: false, gives: [], tells: [], takes }]
}

/** Dates computed when the point was published stay while nothing they were computed from changes. */
function settled(directive: Directive, before: Directive, isSameDate: boolean): Directive {
  const isSameDeadline = isSameDate && sameRecord(directive.deadline, before.deadline)
  const isSamePeriod = directive.periodUnit === before.periodUnit
  return {
    ...directive,
    version: before.version,
    computed: isSameDeadline ? before.computed : directive.computed,
    firstPeriodFrom: isSamePeriod ? before.firstPeriodFrom : directive.firstPeriodFrom,
  }
}

/** New points stand between their neighbours, and only those that were moved get another place: no point is told anew for it. */
function placeBetween(rows: readonly { readonly directive: Directive; readonly known: number | null }[]): Directive[] {
  let last = 0
  return rows.map(({ directive, known }, i) => {
    const next = rows.slice(i + 1).find((row) => row.known !== null && row.known > last)?.known ?? null
    const between = next === null ? Math.floor(last) + 1 : (last + next) / 2
    last = known !== null && known > last ? known : between
    return { ...directive, position: last }
  })
}

/** Ids come through a browser: a row keeps one only if the document has it, and a child only if its point has it. */
function withOwnIds(draft: DraftBody, known: HeldDocument | null, newId: () => string): DraftBody {
  const pointById = new Map(known?.points.map(({ directive }) => [String(directive.id), directive]))
  const items = draft.items.map((item): DraftItem => {
    const point = pointById.get(item.id)
    const children = new Set(point?.children.map((child) => child.id))
    return {
      ...item,
      id: point?.id ?? (newId() as DirectiveId),
      children: item.children.map((child) => (children.has(child.id) ? child : { ...child, id: newId() as ChildId })),
    }
  })
  return { ...draft, items }
}

function headOf({ id: _id, version: _version, ...head }: Resolution): string {
  return JSON.stringify(Object.entries(head).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function sameRecord(a: object, b: object): boolean {
  const text = (record: object): string => JSON.stringify(Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1)))
  return text(a) === text(b)
}
