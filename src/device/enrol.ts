import { type Result, ok } from '#core/result'
import type { EnrolmentAnswer, EnrolmentProof, EnrolmentRequest, ExchangeFailure } from '#core/sync'
import type { DeviceDeps } from './deviceDeps.ts'
import { storageFailure } from './deviceFailures.ts'
import { refoldSubjects } from './foldViews.ts'
import type { SyncFailure } from './keepFailure.ts'
import { keepFormerEnd } from './giveBack.ts'
import { forgetPlaces } from './reissue.ts'
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

/** Keys of tokens that were sent and not answered yet. */
const askedPrefix = 'enrolment '

/**
 * Enrols this phone for one organization, or anew for one it already serves. The token is kept before the server is
 * asked, so the same proof may be tried again after a lost answer, or with room again, and gives the same device.
 */
export async function enrolDevice(deps: EnrolDeps, proof: EnrolmentProof): Promise<Result<EnrolmentRow, SyncFailure>> {
  try {
    const token = await tokenFor(deps, proof)
    const answer = await deps.transport.enrol({ ...proof, token, deviceLabel: deps.deviceLabel })
    return answer.ok ? ok(await keepEnrolment(deps, answer.value, token)) : answer
  } catch (error) {
    return storageFailure(error)
  }
}

async function tokenFor(deps: EnrolDeps, proof: EnrolmentProof): Promise<string> {
  const key = askedPrefix + ('secret' in proof ? proof.secret : `${proof.organizationNumber} ${proof.code}`)
  return deps.db.transaction('rw', deps.db.settings, async () => {
    const kept = (await deps.db.settings.get(key))?.value
    if (typeof kept === 'string') return kept
    const token = deps.newToken()
    await deps.db.settings.put({ key, value: token })
    return token
  })
}

/** Keeps what the server gave. Over an earlier enrolment the history is read anew, and nothing of the old one goes. */
async function keepEnrolment(deps: EnrolDeps, answer: EnrolmentAnswer, token: string): Promise<EnrolmentRow> {
  const { db } = deps
  return db.transaction('rw', [...db.historyTables, db.settings], async () => {
    const before = await db.enrolments.get(answer.organizationId)
    const row = before === undefined ? firstEnrolment(answer, token) : renewEnrolment(before, answer, token)
    await db.enrolments.put(row)
    const isAnew = before !== undefined && before.deviceId !== row.deviceId
    if (isAnew && row.formerCursor !== undefined) await keepFormerEnd(db, before)
    if (isAnew) await refoldSubjects(db, row.organizationId, await forgetPlaces(db, row))
    await db.settings.where('key').startsWith(askedPrefix).delete()
    // A code of the office is what helps a head who forgot his own PIN.
    if (isAnew) await db.settings.where('key').startsWith('pin ').delete()
    return row
  })
}

function firstEnrolment(answer: EnrolmentAnswer, token: string): EnrolmentRow {
  const { organizationId, districtId, deviceId, organizationName } = answer
  return {
    organizationId,
    districtId,
    deviceId,
    token,
    organizationName,
    personId: null,
    cursor: null,
    nextDeviceSequence: 1,
    lastStampMs: 0,
    clockOffsetMs: 0,
    firstLoadDone: false,
    remaining: 0,
    lastExchangeMs: null,
    lastAttemptMs: null,
    lastFailure: null,
    revokedOn: null,
    profile: null,
  }
}

/** The person (but after a change of the head), the clock and what was loaded stay; a repeated answer for the same device changes its token only. */
function renewEnrolment(before: EnrolmentRow, answer: EnrolmentAnswer, token: string): EnrolmentRow {
  const { organizationName, districtId, deviceId } = answer
  // Another head works on it now: he says his own name.
  const personId = before.handedOver === true ? null : before.personId
  const open: EnrolmentRow = { ...before, token, organizationName, personId, lastFailure: null, revokedOn: null, handedOver: false }
  if (deviceId === before.deviceId) return open
  const formerDeviceIds = [...(before.formerDeviceIds ?? []), before.deviceId]
  // What waits to be given back already is of an older life than this cursor.
  const formerCursor = before.givesBack === true ? undefined : (before.cursor ?? before.formerCursor)
  return { ...open, districtId, deviceId, cursor: null, ...(formerCursor === undefined ? {} : { formerCursor }), nextDeviceSequence: 1, formerDeviceIds, isCatchingUp: true, isReadingAnew: true }
}
