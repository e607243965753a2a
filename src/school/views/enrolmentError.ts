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
  const known = clerk ?? clerkIn(failure.details)
  return `${sentence} ${known === null ? t('enrol.newCode.unknown') : t('enrol.newCode', known)}`
}

/** Who had a code of the office is told in the refusal who gives a new one. */
function clerkIn({ clerk }: Readonly<Record<string, unknown>>): { readonly name: string; readonly phone: string } | null {
  return typeof clerk === 'object' && clerk !== null && 'name' in clerk && 'phone' in clerk ? { name: String(clerk.name), phone: String(clerk.phone) } : null
}
