import type { ControlState, Directive, OfficerId } from '#core/directive'
import { type HistoryIndex, type MatrixCell, type SummaryContext, indexHistory, publishedControl, relatedAssignments, summarizeDirective } from '#core/report'
import { subjectToKey, wholePeriod } from '#core/sync'
import { decideControl } from '../history/decide.ts'
import type { AppendDeps } from '../history/history.ts'
import { publishTo } from '../history/publish.ts'
import type { DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { StoreAccess } from '../store/store.ts'

interface ReaddressCall {
  readonly district: DistrictRecord
  readonly officerId: OfficerId
  readonly context: SummaryContext
  readonly append: AppendDeps
}

/** Whose open points go to whom, and the words with which they are cancelled where they were. */
export interface Readdressing {
  readonly from: OrganizationRecord
  readonly to: OrganizationRecord
  readonly reason: string
}

/**
 * Gives a closing organization's open points to its successor: each is published there with the control it had, and
 * cancelled here with the reason. Answers how many the successor did not have before.
 */
export async function readdress(access: StoreAccess, { from, to, reason }: Readdressing, { district, officerId, context, append }: ReaddressCall): Promise<number> {
  const { documents } = access.forDistrict(district.id)
  const own = access.forOrganization(district.id, from.id)
  const history = indexHistory({ changes: await own.history.list({}), readUpTo: 0 })
  let count = 0
  for (const resolution of await documents.listResolutions()) {
    const open = (await documents.listDirectives(resolution.id)).map((directive) => ({ directive, cells: openCells(directive, history, context) })).filter(({ cells }) => cells.length > 0)
    if (open.length === 0) continue
    const controlOf = (directive: Directive): ControlState | undefined => controlPublished(directive, history)
    const publication = { districtId: district.id, officerId, today: context.today, resolution, directives: open.map(({ directive }) => directive), controlOf, hashes: new Map<object, string>() }
    count += await publishTo(access.forOrganization(district.id, to.id), publication.directives, publication, append)
    for (const { subject } of open.flatMap(({ cells }) => cells)) await decideControl(own, { subject, officerId, state: 'cancelled', reason }, append)
  }
  return count
}

/** What the office has not closed yet: the point, or each open period of a standing one. */
function openCells(directive: Directive, history: HistoryIndex, context: SummaryContext): MatrixCell[] {
  const periods = relatedAssignments(directive, history, context).flatMap(({ childId, cell }) => (childId === null ? [cell] : []))
  const whole = summarizeDirective(directive, history, context)
  return (periods.length > 0 ? periods : whole === null ? [] : [whole]).filter(({ control }) => control !== 'released' && control !== 'cancelled')
}

/** `noControl` is how a publication without a word on control is read. */
function controlPublished({ id }: Directive, history: HistoryIndex): ControlState | undefined {
  const subject = subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })
  const publication = history.changesOf(subject).filter(({ kind }) => kind === 'publication').at(-1)
  const control = publication === undefined ? 'noControl' : publishedControl(publication)
  return control === 'noControl' ? undefined : control
}
