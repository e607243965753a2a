import type { OrganizationId } from '#core/directive'
import { type ExchangeFailure, type ExchangeRequest, type ExchangeTransport, maxFetched, planExchange } from '#core/sync'
import { applyAnswer } from './applyAnswer.ts'
import { lackingNow } from './applyBodies.ts'
import { rowToChange } from './changeRows.ts'
import { wantedNow } from './leftCards.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { storageFailure } from './deviceFailures.ts'
import { dropGivenBack, readGivenBack } from './giveBack.ts'
import { type SyncFailure, isShutOut, keepFailure, keepRevocation } from './keepFailure.ts'
import { withReopening } from './reopen.ts'
import type { EnrolmentRow } from './rows.ts'
import { type SyncLock, withSyncLock } from './syncLock.ts'
import { healthKey } from './toldHealth.ts'

export interface SyncDeps extends DeviceDeps {
  readonly transport: ExchangeTransport
  /** Called before each request: how many own changes of the run are in the history, of how many. */
  readonly onProgress?: (progress: SyncProgress) => void
  /** What goes beside the records of a request: the phone's health, a digest. Its failure costs the exchange nothing. */
  readonly describe?: ((enrolment: EnrolmentRow) => Promise<Pick<ExchangeRequest, 'health' | 'digest'>>) | undefined
  /** Given by tests; a phone uses the one lock of its pages and worker. */
  readonly lock?: SyncLock
}

/** «Отправляем 2 из 3…» */
export interface SyncProgress {
  readonly organizationId: OrganizationId
  readonly sent: number
  readonly total: number
}

export interface SyncRequest {
  /** All organizations of the phone without it. */
  readonly organizationId?: OrganizationId
  /** The person pressed the button: also ask where the server has not known the phone. */
  readonly isManual?: boolean
}

export interface OrganizationOutcome {
  readonly organizationId: OrganizationId
  /** `revoked`: the office closed this phone's access, or the server does not know it; only a new enrolment helps. */
  readonly type: 'done' | 'failed' | 'revoked'
  /** Own changes that now stand in the history. */
  readonly sent: number
  /** Changes of others that came. */
  readonly received: number
  readonly failure: SyncFailure | null
}

export interface SyncOutcome {
  readonly organizations: readonly OrganizationOutcome[]
}

/** Most requests of one run and organization: 100 changes each, so a season's work fits; the next run goes on. */
const maxExchangesPerRun = 50

/**
 * Exchanges with the server until nothing unsent is left and nothing more waits there, for every organization of the
 * phone. Each answer is applied before the next request; a failure keeps everything and is stored with the enrolment.
 */
export async function runSync(deps: SyncDeps, request: SyncRequest = {}): Promise<SyncOutcome> {
  const lock = deps.lock ?? withSyncLock
  const askedMs = deps.nowMs()
  return lock(async () => {
    const known = await withReopening(deps.db, async () => deps.db.enrolments.toCollection().primaryKeys())
    const organizations: OrganizationOutcome[] = []
    for (const organizationId of known.filter((id) => request.organizationId === undefined || id === request.organizationId)) {
      organizations.push(await syncOrganization(deps, organizationId, { isManual: request.isManual === true, askedMs }))
    }
    return { organizations }
  })
}

/** What one run has reached in one organization so far. */
interface Tally {
  sent: number
  received: number
}

interface Asked {
  readonly isManual: boolean
  /** When the run was asked for (this phone's clock, ms), before it waited for its turn. */
  readonly askedMs: number
}

async function syncOrganization(deps: SyncDeps, organizationId: OrganizationId, { isManual, askedMs }: Asked): Promise<OrganizationOutcome> {
  const tally: Tally = { sent: 0, received: 0 }
  const enrolment = await deps.db.enrolments.get(organizationId)
  if (enrolment === undefined) return { organizationId, type: 'done', ...tally, failure: null }
  if (isShutOut(enrolment, isManual)) return { organizationId, type: 'revoked', ...tally, failure: null }
  try {
    if (!isManual && wasAnswered(enrolment, askedMs, deps.nowMs()) && (await countUnsent(deps, organizationId)) === 0) return { organizationId, type: 'done', ...tally, failure: null }
    for (let exchanges = 0; exchanges < maxExchangesPerRun; exchanges += 1) {
      const step = await withReopening(deps.db, () => exchangeOnce(deps, organizationId, tally))
      if (step.type !== 'again') return { organizationId, ...tally, ...step }
    }
    return { organizationId, type: 'done', ...tally, failure: null }
  } catch (error) {
    // The answer's transaction was undone: the same exchange is safe to repeat.
    const failure = storageFailure(error).error
    await keepFailure(deps, enrolment, failure).catch(() => undefined)
    return { organizationId, type: 'failed', ...tally, failure }
  }
}

/**
 * Whether another tab has asked and was answered while this one waited for its turn: the same question again says nothing
 * new. A last exchange in the future shows that the clock was set back, and proves nothing.
 */
function wasAnswered({ lastExchangeMs, lastFailure, firstLoadDone }: EnrolmentRow, askedMs: number, nowMs: number): boolean {
  return firstLoadDone && lastFailure === null && lastExchangeMs !== null && lastExchangeMs > askedMs && lastExchangeMs <= nowMs
}

type Step = { readonly type: 'again' } | Pick<OrganizationOutcome, 'type' | 'failure'>
const again: Step = { type: 'again' }

async function exchangeOnce(deps: SyncDeps, organizationId: OrganizationId, tally: Tally): Promise<Step> {
  const enrolment = await deps.db.enrolments.get(organizationId)
  if (enrolment === undefined) return { type: 'done', failure: null }
  const { request, unsent } = await planNext(deps, enrolment)
  deps.onProgress?.({ organizationId, sent: tally.sent, total: tally.sent + unsent })
  const { districtId, deviceId, token, cursor } = enrolment
  const answer = await deps.transport.exchange(request, { districtId, organizationId, deviceId, token })
  if (!answer.ok) {
    if (request.givenBack !== undefined && isUnreadable(answer.error)) {
      await dropGivenBack(deps.db, organizationId)
      return again
    }
    return takeFailure(deps, enrolment, answer.error, request.changes.length === 0)
  }
  const applied = await applyAnswer(deps, enrolment, answer.value)
  if (request.health !== undefined) await deps.db.enrolments.update(organizationId, { healthTold: healthKey(enrolment, request.health) })
  tally.sent += applied.sent
  tally.received += applied.received
  if (answer.value.more || applied.asksAgain) return again
  if ((await countUnsent(deps, organizationId)) === 0) return { type: 'done', failure: null }
  const hasProgressed = applied.sent + applied.refused > 0 || answer.value.cursor !== cursor || request.changes.length === 0
  return hasProgressed ? again : takeFailure(deps, enrolment, { type: 'AnswerUnreadable' }, false)
}

async function planNext(deps: SyncDeps, enrolment: EnrolmentRow): Promise<{ readonly request: ExchangeRequest; readonly unsent: number }> {
  const { organizationId, deviceId, cursor, isCatchingUp, givesBack, formerCursor, secured } = enrolment
  const pending = await deps.db.changes.where('[organizationId+pending]').equals([organizationId, 1]).toArray()
  const sendable = isCatchingUp === true ? [] : pending.filter((row) => row.deviceId === deviceId).map(rowToChange)
  const request = planExchange({ unsent: sendable, cursor, deviceTimeMs: deps.nowMs(), appVersion: deps.appVersion })
  const beside = await deps.describe?.(enrolment).catch(() => undefined)
  const fetch = [...wantedNow(enrolment), ...lackingNow(enrolment)].slice(0, maxFetched)
  const safety = {
    ...(formerCursor === undefined ? {} : { formerCursor }),
    ...(secured === undefined || secured === 0 ? {} : { secured }),
    ...(fetch.length > 0 ? { fetch } : {}),
    ...(givesBack === true ? { givenBack: await readGivenBack(deps.db, organizationId) } : {}),
  }
  return { request: { ...request, ...beside, ...safety, waiting: pending.length - request.changes.length }, unsent: pending.length }
}

/** Whether the server could not read a request: what it gives back must never hold up what it carries besides. */
function isUnreadable(failure: ExchangeFailure): boolean {
  return failure.type === 'Refused' && (failure.code === 'BodyTooLarge' || failure.code === 'BodyMalformed')
}

async function takeFailure(deps: SyncDeps, enrolment: EnrolmentRow, failure: ExchangeFailure, wasEmpty: boolean): Promise<Step> {
  if (failure.type === 'Refused' && failure.code === 'DeviceRevoked') {
    // The rest of the work is handed over in the same run; the office decides on all of it. A phone that reads a history anew offers none.
    return (await keepRevocation(deps, enrolment, failure.details, wasEmpty && enrolment.isCatchingUp !== true)) ? again : { type: 'revoked', failure }
  }
  await keepFailure(deps, enrolment, failure)
  return { type: failure.type === 'Refused' && failure.code === 'TokenUnknown' ? 'revoked' : 'failed', failure }
}

function countUnsent(deps: SyncDeps, organizationId: OrganizationId): Promise<number> {
  return deps.db.changes.where('[organizationId+pending]').equals([organizationId, 1]).count()
}
