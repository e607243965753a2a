import type { DocumentPlan, HeldDocument, PlanContext, PlannedPoint } from '#core/draft'
import { type Directive, type OrganizationId, type ResolutionId, effectiveDueDate, isUnaddressed } from '#core/directive'
import type { DifferenceView, DocumentEventKind, DocumentState, EventPoint } from '#core/report'
import type { AppendDeps } from '../history/history.ts'
import { publishPlan } from '../history/publishPlan.ts'
import type { StoreAccess } from '../store/store.ts'
import type { DraftCall } from './draftCall.ts'
import { baseOf } from './heldDocument.ts'

/** How much of a point's text stands in a list. */
const shownLength = 160

/** A plan with what it is called afterwards. */
export interface DocumentChange {
  readonly resolutionId: ResolutionId
  readonly plan: DocumentPlan
  /** The document before; null where it did not stand. */
  readonly known: HeldDocument | null
  readonly kind: DocumentEventKind
  readonly state: DocumentState
  readonly draftId: string | null
  readonly reason: string | null
}

/** Carries a plan out: versions, withdrawals, histories and the document's own record of it, all or nothing. Call inside a transaction. */
export async function carryOut(access: StoreAccess, change: DocumentChange, { district, officerId, nowMs }: DraftCall, deps: AppendDeps): Promise<OrganizationId[]> {
  const { resolutionId, plan, known, kind, state, draftId, reason } = change
  const { documents, lives } = access.forDistrict(district.id)
  if (known === null || known.resolution.version !== plan.resolution.version) await documents.saveResolution(plan.resolution)
  for (const { directive, before } of plan.points) {
    if (before?.version !== directive.version) await documents.saveDirective(directive)
  }
  const idsOf = (fate: PlannedPoint['fate']) => plan.points.filter((point) => point.fate === fate).map(({ directive }) => directive.id)
  await lives.setWithdrawn(idsOf('withdrawn'), nowMs)
  await lives.setWithdrawn(idsOf('broughtBack'), null)
  await lives.setState(resolutionId, state)
  const organizationIds = await publishPlan(access, { districtId: district.id, officerId, plan, isUndoing: kind === 'undone' }, deps)
  const body = { points: eventPoints(plan), isHeadChanged: plan.isHeadChanged, organizationIds, before: known === null ? null : baseOf(known), draftId, reason }
  await lives.record({ resolutionId, kind, atMs: nowMs, officerId, version: plan.resolution.version, body })
  return organizationIds
}

/** What a plan will do, in figures a clerk reads before it is done. */
export function differenceOf(plan: DocumentPlan, known: HeldDocument | null): DifferenceView {
  const { points } = plan
  const moved = points.filter((point) => isTold(point) && dueOf(point.before) !== dueOf(point.directive))
  const reached = (lists: readonly (readonly OrganizationId[])[]): number => new Set(lists.flat()).size
  const told = points.filter(isTold)
  const holders = plan.isHeadChanged ? points.map(({ tells }) => tells) : []
  return {
    isCorrection: known !== null,
    isIdle: known !== null && eventPoints(plan).length === 0 && !plan.isHeadChanged,
    isHeadChanged: plan.isHeadChanged,
    points: eventPoints(plan),
    counts: {
      organizations: reached([...points.flatMap(({ gives, takes }) => [gives, takes]), ...told.map(({ tells }) => tells), ...holders]),
      added: points.reduce((sum, { gives }) => sum + gives.length, 0),
      addedTo: reached(points.map(({ gives }) => gives)),
      dueMoved: reached(moved.map(({ tells }) => tells)),
      changed: reached(told.map(({ tells }) => tells)),
      taken: points.reduce((sum, { takes }) => sum + takes.length, 0),
      takenFrom: reached(points.map(({ takes }) => takes)),
      unaddressed: points.filter(({ fate, directive }) => fate !== 'withdrawn' && isUnaddressed(directive.addressee)).length,
    },
  }
}

/** What a plan is made by. */
export async function planContextOf(access: Pick<StoreAccess, 'forDistrict'>, { district, context, newId }: DraftCall): Promise<PlanContext> {
  return { ruleSet: context.ruleSet, publishedOn: context.today, newId, organizations: await access.forDistrict(district.id).organizations.list() }
}

function isTold({ fate, isControlChanged, before }: PlannedPoint): boolean {
  return before !== null && (fate === 'changed' || isControlChanged)
}

function eventPoints({ points }: DocumentPlan): EventPoint[] {
  return points
    .filter(({ fate, isControlChanged, gives, takes, parts }) => (fate !== 'same' && (fate !== 'changed' || parts.length > 0)) || isControlChanged || gives.length + takes.length > 0)
    .map((point) => {
      const { directive, before, fate, parts, isControlChanged, gives, tells, takes } = point
      return {
        directiveId: directive.id,
        number: directive.number,
        text: directive.text.slice(0, shownLength),
        fate,
        parts,
        isControlChanged,
        dueBefore: dueOf(before),
        dueAfter: fate === 'withdrawn' ? null : dueOf(directive),
        gives: gives.length,
        tells: isTold(point) ? tells.length : 0,
        takes: takes.length,
      }
    })
}

function dueOf(directive: Directive | null): ReturnType<typeof effectiveDueDate> {
  return directive === null ? null : effectiveDueDate(directive, null)
}
