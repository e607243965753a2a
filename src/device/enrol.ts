import { type EnrolmentAnswer, type EnrolmentProof, type EnrolmentRequest, type ExchangeFailure } from '#core/sync'
import { type Result, err } from '#core/result'
import type { DeviceDeps } from './deviceDeps.ts'
import type { EnrolmentRow } from './rows.ts'

/** How a phone asks to be enrolled. One call is one request. */
export interface EnrolmentTransport {
  enrol(request: EnrolmentRequest): Promise<Result<EnrolmentAnswer, ExchangeFailure>>
}

export interface EnrolDeps extends DeviceDeps {
  readonly transport: EnrolmentTransport
  /** A fresh secret of 256 bits as 43 characters of base64url. */
  newToken(): string
  /** How the phone calls itself, e.g. "Android, Chrome 138". */
  readonly deviceLabel: string
}

/**
 * Enrols this phone for one organization, or anew for one it already serves. The token is kept before the server is
 * asked, so the same proof may be tried again after a lost answer and gives the same device.
 */
export async function enrolDevice(deps: EnrolDeps, proof: EnrolmentProof): Promise<Result<EnrolmentRow, ExchangeFailure>> {
  const answer = await deps.transport.enrol({ ...proof, token: deps.newToken(), deviceLabel: deps.deviceLabel })
  return answer.ok ? err({ type: 'AnswerUnreadable' }) : answer
}
