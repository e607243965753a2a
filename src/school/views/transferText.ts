import type { DateOnly } from '#core/directive'
import type { ProfileValue } from '#core/sync'
import { formatDay } from '../../i18n/formatDate.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'
import { type Here, momentText } from './dateText.ts'
import type { CheckOutcome, EnrolmentRow, OrganizationOutcome } from './rows.ts'
import { isCutOff } from './syncLine.ts'

/** What keeps the records on the phone, in a sentence; null when nothing does. */
export function troubleText(enrolment: EnrolmentRow, unsent: number, here: Here): string | null {
  const { revokedOn, handedOver, lastFailure, lastAttemptMs } = enrolment
  if (revokedOn !== null && handedOver === true) return t(unsent === 0 ? 'sync.handedOver.all' : 'sync.handedOver', { n: unsent, date: formatDay(revokedOn, here.today) })
  if (revokedOn !== null) return t('sync.revoked', { n: unsent, date: formatDay(revokedOn, here.today) })
  if (isCutOff(enrolment)) return t('sync.unknown', { n: unsent })
  return lastFailure === null || lastAttemptMs === null ? null : failedText(lastFailure, lastAttemptMs, unsent, here)
}

/** What the office says of an organization that is closed; null while it works. */
export function closedText({ profile }: Pick<EnrolmentRow, 'profile'>, here: Here): string | null {
  const closedOn = profile?.organization.closedOn
  if (closedOn === undefined) return null
  const successor = profile?.organization.successor
  return [t('sync.organizationClosed', { date: formatDay(closedOn, here.today) }), successor === undefined ? '' : t('sync.successor', { name: successor })].join(' ').trim()
}

/** How a press of «Попробовать сейчас» ended. */
export function attemptText(outcome: OrganizationOutcome | undefined, unsent: number, here: Here): string {
  const failure = outcome === undefined ? { type: 'NetworkUnavailable' } : outcome.failure
  if (failure !== null) return failedText(codeOf(failure), here.nowMs, unsent, here)
  const moment = momentText(here.nowMs, here)
  if (outcome !== undefined && outcome.sent > 0) return t('sync.tried.sent', { moment, n: outcome.sent })
  return outcome !== undefined && outcome.received > 0 ? t('sync.tried.received', { moment }) : t('sync.tried.nothing', { moment })
}

function failedText(code: string, atMs: number, unsent: number, here: Here): string {
  const params = { moment: momentText(atMs, here), reason: reasonText(code) }
  return unsent > 0 ? t('sync.failed', params) : t('sync.failed.nothing', params)
}

/** How a check with the office ended. */
export function checkText(outcome: CheckOutcome): string {
  if (outcome.type === 'differs') return t('sync.check.differs')
  if (outcome.type === 'failed') return t('sync.check.failed', { reason: reasonText(outcome.failure === null ? 'AnswerUnreadable' : codeOf(outcome.failure)) })
  const { count: n, repaired } = outcome
  return repaired > 0 ? t('sync.check.repaired', { n, repaired }) : t('sync.check.agreed', { n })
}

/** What stands in the way of records that have been waiting for days, and who helps; null while nothing does. */
export function stuckText(since: DateOnly | null, unsent: number, clerk: ProfileValue['clerk'] | null, here: Here): string | null {
  if (since === null || unsent === 0) return null
  return [t('sync.stuck', { n: unsent, date: formatDay(since, here.today) }), clerk === null ? '' : t('sync.stuck.call', clerk)].join(' ').trim()
}

function reasonText(code: string): string {
  return code === 'ServerFull' ? t('sync.serverFull') : errorText(code)
}

function codeOf(failure: NonNullable<OrganizationOutcome['failure']> | { readonly type: string }): string {
  if (!('code' in failure)) return failure.type
  return failure.code === 'StorageFull' ? 'ServerFull' : failure.code
}
