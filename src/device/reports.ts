import type { OrganizationId, ResolutionId } from '#core/directive'
import { type ReportVersion, foldReports } from '#core/organizationReport'
import { type SubjectKey, foldAssignment, subjectToKey, valueOf } from '#core/sync'
import { appliedChangesOf, isApplied } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow } from './rows.ts'
import { changesOfSubject } from './viewQueries.ts'

/** What the school wrote last about one subject: with its mark, else as a note. */
export interface ReportedMark {
  readonly text: string
  /** When it was marked (ms); null while nobody did. */
  readonly atMs: number | null
}

/** A document's report on this phone: what it is filled from, and every sending. */
export interface DocumentReport {
  readonly marks: ReadonlyMap<SubjectKey, ReportedMark>
  /** The newest first. */
  readonly versions: readonly ReportVersion<ChangeRow>[]
  /** Sendings that the server refused or put aside, the newest first: kept and shown. */
  readonly refused: readonly ChangeRow[]
}

/** Reads what a report on a document is filled from, and what was sent of it. */
export async function loadReport(db: PoruchenoDatabase, organizationId: OrganizationId, resolutionId: ResolutionId, subjects: readonly SubjectKey[]): Promise<DocumentReport> {
  const key = subjectToKey({ type: 'resolution', resolutionId })
  const [own, ...marks] = await Promise.all([
    changesOfSubject(db, organizationId, key),
    ...subjects.map(async (subject): Promise<[SubjectKey, ReportedMark]> => [subject, markOf(await appliedChangesOf(db, organizationId, subject))]),
  ])
  return {
    marks: new Map(marks),
    versions: foldReports(own.filter(isApplied)),
    refused: own.filter((change) => change.kind === 'organizationReport' && !isApplied(change)).reverse(),
  }
}

function markOf(changes: readonly ChangeRow[]): ReportedMark {
  const { executionBy, notes } = foldAssignment(changes)
  const value = executionBy === null ? null : valueOf('execution', executionBy)
  const note = notes.at(-1)
  const said = (value?.state === 'notApplicableClaim' ? value.reason : value?.text) ?? ''
  const wrote = note === undefined ? '' : (valueOf('progressNote', note)?.text ?? '')
  const by = value === null || value.state === 'notStarted' ? note : executionBy
  return { text: (said.trim() === '' ? wrote : said).trim(), atMs: by === null || by === undefined ? null : (by.effectiveStampMs ?? by.stampMs) }
}

/** How many times the office moved the date of each subject. */
export async function countExtensions(db: PoruchenoDatabase, organizationId: OrganizationId, subjects: readonly SubjectKey[]): Promise<Map<SubjectKey, number>> {
  const counted = subjects.map(async (subject): Promise<[SubjectKey, number]> => [subject, (await appliedChangesOf(db, organizationId, subject)).filter(({ kind }) => kind === 'extension').length])
  return new Map(await Promise.all(counted))
}
