import type { OrganizationId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { ExchangeFailure } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import { type HttpOptions, post } from './httpTransport.ts'

/** A link that enrols one more phone of the school, once. */
export interface PhoneInvitation {
  /** Such as the letter's: `https://…/e#<secret>`. */
  readonly link: string
  /** Server's clock, ms. */
  readonly expiresMs: number
}

const linkShape = /^https?:\/\/[^\s#]+\/e#[\w-]{22}$/

/** Asks the office's server for the link of a second phone. It needs the network and changes nothing on this phone. */
export async function invitePhone(db: PoruchenoDatabase, http: HttpOptions, organizationId: OrganizationId): Promise<Result<PhoneInvitation, ExchangeFailure>> {
  const enrolment = await db.enrolments.get(organizationId)
  if (enrolment === undefined) return err({ type: 'AnswerUnreadable' })
  const posted = await post(http, '/api/invitations', {}, { Authorization: `Bearer ${enrolment.token}` })
  if (!posted.ok) return posted
  const { value } = posted
  return isInvitation(value) ? ok({ link: value.link, expiresMs: value.expiresMs }) : err({ type: 'AnswerUnreadable' })
}

/** What becomes a picture that another phone opens must be a link of ours. */
function isInvitation(value: unknown): value is PhoneInvitation {
  if (typeof value !== 'object' || value === null || !('link' in value) || !('expiresMs' in value)) return false
  return typeof value.link === 'string' && linkShape.test(value.link) && Number.isSafeInteger(value.expiresMs)
}
