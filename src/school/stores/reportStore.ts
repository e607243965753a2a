import { defineStore } from 'pinia'
import type { Ref } from 'vue'
import type { Resolution, ResolutionId } from '#core/directive'
import { composeReport } from '#core/organizationReport'
import { type ReportedPoint, type SubjectKey, subjectToKey } from '#core/sync'
import { storageFailure } from '../../device/deviceFailures.ts'
import { type ReportDraftPlace, keepReportDraft, readReportDraft } from '../../device/reportDraft.ts'
import { type DocumentReport, countExtensions, loadReport } from '../../device/reports.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useRecordStore } from './recordStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** Reports on documents: what they are filled from, what was typed, what was sent. */
export const useReportStore = defineStore('report', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const records = useRecordStore()

  /** A document's report, followed while the calling page lives. */
  function useReport(resolutionId: () => ResolutionId, subjects: () => readonly SubjectKey[] | null): Readonly<Ref<DocumentReport | null>> {
    return useLiveQuery(
      () => (enrolment.organizationId === null || subjects() === null ? null : [enrolment.organizationId, resolutionId(), ...(subjects() ?? [])].join(' ')),
      async () => (enrolment.organizationId === null ? null : loadReport(db, enrolment.organizationId, resolutionId(), subjects() ?? [])),
      null,
    )
  }

  /** Where the words of whoever works now are kept; null while nobody does. */
  function placeOf(resolutionId: ResolutionId): ReportDraftPlace | null {
    const { organizationId, personId = null } = enrolment.enrolment ?? {}
    return organizationId === undefined || personId === null ? null : { organizationId, personId, resolutionId }
  }

  async function readDraft(resolutionId: ResolutionId): Promise<string | null> {
    const place = placeOf(resolutionId)
    return place === null ? null : readReportDraft(db, place)
  }

  /** Keeps what is typed; says why it could not be kept, or null. */
  async function keepDraft(resolutionId: ResolutionId, text: string | null): Promise<string | null> {
    const place = placeOf(resolutionId)
    const failed = place === null ? null : await keepReportDraft(db, place, text).then(() => null, storageFailure)
    return failed === null ? null : t('mark.failed', { reason: errorText(failed.error.type) })
  }

  /** Sends the report as it stands; gives why it was not kept, or null. */
  async function send({ id, version }: Resolution, text: string, points: readonly ReportedPoint[]): Promise<string | null> {
    const target = { subject: subjectToKey({ type: 'resolution', resolutionId: id }), subjectVersion: version, name: '' }
    const failed = await records.record(target, 'organizationReport', composeReport(text.trim(), points), t('report.kept'), false)
    if (failed === null) await keepDraft(id, null)
    return failed
  }

  /** How often the office moved the date of each subject: a calendar takes the date moved last for the newer. */
  async function countMoves(subjects: readonly SubjectKey[]): Promise<ReadonlyMap<SubjectKey, number>> {
    return enrolment.organizationId === null ? new Map() : countExtensions(db, enrolment.organizationId, subjects)
  }

  return { countMoves, useReport, readDraft, keepDraft, send }
})
