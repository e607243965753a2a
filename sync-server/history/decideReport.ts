import type { OfficerId, ResolutionId } from '#core/directive'
import { foldReports } from '#core/organizationReport'
import type { ReportDecisionWish } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { type StoredChange, subjectToKey } from '#core/sync'
import type { OrganizationStore } from '../store/store.ts'
import type { DecisionRefusal } from './decide.ts'
import { type AppendDeps, appendOfficeChanges } from './history.ts'

/** Whose report on which document, and who decides. */
export interface ReportPlace {
  readonly resolutionId: ResolutionId
  readonly officerId: OfficerId
}

/**
 * Writes the office's word on an organization's report. Only the newest sending is decided on, and not twice alike:
 * another word replaces the first. Call inside a transaction: it reads what it judges and writes in one.
 */
export async function decideReport(organization: OrganizationStore, { resolutionId, officerId }: ReportPlace, { report, state, reason = '' }: ReportDecisionWish, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  const subject = subjectToKey({ type: 'resolution', resolutionId })
  const versions = foldReports(await organization.history.listOfSubject(subject))
  const named = versions.find(({ change }) => change.id === report)
  if (named === undefined) return err('NotFound')
  if (named !== versions[0] || named.decision?.state === state) return err('TransitionNotAllowed')
  if (state === 'returned' && reason === '') return err('ReasonRequired')
  const value = { state, report: named.change.id, ...(reason === '' ? {} : { reason }) }
  const seen = [named.change.id, ...(named.decision === null ? [] : [named.decision.change.id])]
  const draft = { authorId: officerId, subject, kind: 'reportDecision' as const, value, subjectVersion: named.change.subjectVersion, supersedes: seen }
  const [stored] = await appendOfficeChanges(organization, [draft], deps)
  if (stored === undefined) throw new Error('A decision was not appended.')
  return ok(stored)
}
