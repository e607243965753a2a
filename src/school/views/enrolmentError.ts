import type { ProfileValue } from '#core/sync'
import type { SyncFailure } from './rows.ts'
import { errorText, t } from '../../i18n/school.ts'

const needsNewCode: readonly string[] = ['EnrolmentCodeWrong', 'EnrolmentCodeUsed', 'EnrolmentCodeExpired', 'BodyMalformed']

/** Why a phone was not connected, what is safe, and who helps; the clerk is named when the phone knows one. */
export function enrolmentErrorText(failure: SyncFailure, isLink: boolean, clerk: ProfileValue['clerk'] | null): string {
  if (failure.type === 'NetworkUnavailable') return t('enrol.offline')
  if (failure.type !== 'Refused') return errorText(failure.type)
  if (failure.code === 'TooManyAttempts') return t('enrol.many', { n: Math.max(1, Math.ceil((failure.retryAfterSeconds ?? 60) / 60)) })
  const isWrongLink = isLink && (failure.code === 'EnrolmentCodeWrong' || failure.code === 'BodyMalformed')
  const sentence = isWrongLink ? t('enrol.linkWrong') : errorText(failure.code)
  if (!needsNewCode.includes(failure.code)) return sentence
  return `${sentence} ${clerk === null ? t('enrol.newCode.unknown') : t('enrol.newCode', clerk)}`
}
