import { formatDay } from '../../i18n/formatDate.ts'
import { errorText, t } from '../../i18n/school.ts'
import { type Here, momentText } from './dateText.ts'
import type { EnrolmentRow, OrganizationOutcome } from './rows.ts'
import { type SyncLine, isCutOff } from './syncLine.ts'

/** The line about sending in words. */
export function lineText(line: SyncLine, here: Here): string {
  switch (line.type) {
    case 'sending':
      return t('sync.sending', { i: line.i, n: line.n })
    case 'checking':
      return t('sync.checking')
    case 'never':
      return t('sync.never')
    case 'revoked':
      return t('sync.revoked.short')
    case 'refused':
      return t('sync.refused.short', { n: line.n })
    case 'waiting':
      return t('sync.waiting.short', { n: line.n })
    case 'failed':
      return t('sync.failed.short')
    case 'done':
      return t('sync.done', { moment: momentText(line.atMs, here) })
  }
}

/** What keeps the records on the phone, in a sentence; null when nothing does. */
export function troubleText(enrolment: EnrolmentRow, unsent: number, here: Here): string | null {
  const { revokedOn, lastFailure, lastAttemptMs } = enrolment
  if (revokedOn !== null) return t('sync.revoked', { n: unsent, date: formatDay(revokedOn, here.today) })
  if (isCutOff(enrolment)) return t('sync.unknown', { n: unsent })
  return lastFailure === null || lastAttemptMs === null ? null : failedText(lastFailure, lastAttemptMs, unsent, here)
}

/** How a press of «Попробовать сейчас» ended. */
export function attemptText(outcome: OrganizationOutcome | undefined, unsent: number, here: Here): string {
  const failure = outcome === undefined ? { type: 'NetworkUnavailable' } : outcome.failure
  if (failure !== null) return failedText('code' in failure ? failure.code : failure.type, here.nowMs, unsent, here)
  const moment = momentText(here.nowMs, here)
  if (outcome !== undefined && outcome.sent > 0) return t('sync.tried.sent', { moment, n: outcome.sent })
  return outcome !== undefined && outcome.received > 0 ? t('sync.tried.received', { moment }) : t('sync.tried.nothing', { moment })
}

function failedText(code: string, atMs: number, unsent: number, here: Here): string {
  const params = { moment: momentText(atMs, here), reason: errorText(code) }
  return unsent > 0 ? t('sync.failed', params) : t('sync.failed.nothing', params)
}
