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
  if (isCutOff(enrolment)) return t('session.expired', { n: unsent, code: newCodeText(enrolment) })
  return lastFailure === null || lastAttemptMs === null ? null : failedText(lastFailure, lastAttemptMs, unsent, here)
}

function newCodeText({ profile }: EnrolmentRow): string {
  return profile === null ? t('enrol.newCode.unknown') : t('enrol.newCode', profile.clerk)
}

/** What the office says of an organization that is closed; null while it works. */
export function closedText({ profile }: Pick<EnrolmentRow, 'profile'>, here: Here): string | null {
  const closedOn = profile?.organization.closedOn
  if (closedOn === undefined) return null
  const successor = profile?.organization.successor
  return [t('sync.organizationClosed', { date: formatDay(closedOn, here.today) }), successor === undefined ? '' : t('sync.successor', { name: successor })].join(' ').trim()
}

/** How a press of «Попробовать сейчас» ended; `refused`: the codes of what the office has just refused. */
export function attemptText(outcome: OrganizationOutcome | undefined, unsent: number, refused: readonly string[], here: Here): string {
  const failure = outcome === undefined ? { type: 'NetworkUnavailable' } : outcome.failure
  if (failure !== null) return failedText(codeOf(failure), here.nowMs, unsent, here)
  const moment = momentText(here.nowMs, here)
  const [code] = refused
  if (outcome !== undefined && code !== undefined) return t('sync.partial', { sent: outcome.sent, all: outcome.sent + refused.length, n: refused.length, reason: withSmallLetter(errorText(code)) })
  if (outcome !== undefined && outcome.sent > 0) return t('sync.tried.sent', { moment, n: outcome.sent })
  // Texts are there; photos and files begin their way after them.
  if (unsent > 0) return t('sync.tried.files', { moment })
  return outcome !== undefined && outcome.received > 0 ? t('sync.tried.received', { moment }) : t('sync.tried.nothing', { moment })
}

function failedText(code: string, atMs: number, unsent: number, here: Here): string {
  // Trying again helps nothing: only a newer program does.
  if (code === 'ProtocolUnsupported') return errorText(code)
  const params = { moment: momentText(atMs, here), reason: withSmallLetter(reasonText(code)) }
  return unsent > 0 ? t('sync.failed', params) : t('sync.failed.nothing', params)
}

/** How a check with the office ended. */
export function checkText(outcome: CheckOutcome): string {
  if (outcome.type === 'differs') return t('sync.check.differs')
  if (outcome.type === 'failed') return t('sync.check.failed', { reason: withSmallLetter(reasonText(outcome.failure === null ? 'AnswerUnreadable' : codeOf(outcome.failure))) })
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

/** After a colon the sentence goes on. */
function withSmallLetter(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
