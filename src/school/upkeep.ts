import type { OrganizationId } from '#core/directive'
import type { Result } from '#core/result'
import { type CheckOutcome, checkWithOffice } from '../device/checkWithOffice.ts'
import { putAwayClosed } from '../device/closedCards.ts'
import type { DeviceDeps } from '../device/deviceDeps.ts'
import { type EventName, eventsToText, logEvents, readEvents } from '../device/eventLog.ts'
import { type FileFailure, type WantedFile, fetchFile } from '../device/fileStore.ts'
import { type Loss, findLoss } from '../device/findLoss.ts'
import { countHeld, forgetOrganization } from '../device/forgetOrganization.ts'
import { createCacheCanary, createStorageCanary, eraseFromCanary, healNumbers, writeCanary } from '../device/lossCanary.ts'
import { untoldHealth } from '../device/measureHealth.ts'
import { type Persistence, askToPersist } from '../device/persist.ts'
import type { EnrolmentRow } from '../device/rows.ts'
import type { SyncDeps, SyncOutcome } from '../device/runSync.ts'

/** What the phone does for itself beside the records. It loads late: nothing here is needed to read and mark. */
export interface Upkeep {
  /** Once at the start: heals the numbers of a database that lost its newest writes. */
  begin(): Promise<void>
  /** After each exchange: the note outside the database, and a line of the log. */
  afterSync(outcome: SyncOutcome | null): Promise<void>
  log(what: EventName, detail?: string): Promise<void>
  findLoss(): Promise<Loss>
  keepStorage(): Promise<Persistence>
  /** What an exchange tells of this phone's health. */
  describe(enrolment: EnrolmentRow): ReturnType<NonNullable<SyncDeps['describe']>>
  checkWithOffice(organizationId: OrganizationId): Promise<CheckOutcome>
  /** How many records hold it back; 0 when the organization is off this phone. */
  forget(organizationId: OrganizationId): Promise<number>
  /** Brings a file of the office, or the rest of it, on to this phone. */
  fetchFile(wanted: WantedFile, tell: (received: number) => void, signal: AbortSignal): Promise<Result<null, FileFailure>>
  /** The log as text, with the phone's facts at its head. */
  readLog(): Promise<string>
}

/** The browser's own parts the upkeep works with. */
export interface UpkeepBrowser extends Pick<Window & typeof globalThis, 'addEventListener' | 'localStorage' | 'caches' | 'crypto' | 'fetch'> {
  readonly navigator: Pick<Navigator, 'storage' | 'userAgent'>
}

/** Puts the upkeep together for this browser. */
export function createUpkeep(deps: DeviceDeps & SyncDeps, browser: UpkeepBrowser): Upkeep {
  const { db, nowMs, appVersion } = deps
  const log = (what: EventName, detail?: string): Promise<void> => logEvents(db, [detail === undefined ? [nowMs(), what] : [nowMs(), what, detail]])
  return {
    log,
    ...careForStorage(deps, browser, log),
    ...dealWithOffice(deps, browser, log),
    fetchFile: (wanted, tell, signal) => fetchFile({ db, fetch: browser.fetch.bind(browser), sha256: (bytes) => hexDigest(browser.crypto, bytes) }, wanted, tell, signal),
    async readLog() {
      const devices = (await db.enrolments.toArray()).map(({ deviceId, cursor, clockOffsetMs }) => `${deviceId} ${cursor ?? '-'} ${String(clockOffsetMs)}`)
      const pending = await db.changes.filter((row) => row.pending === 1).count()
      return eventsToText({ version: appVersion, browser: browser.navigator.userAgent, nowMs: nowMs(), devices: devices.join('; '), pending }, await readEvents(db))
    },
  }
}

type StorageCare = Pick<Upkeep, 'begin' | 'afterSync' | 'findLoss' | 'keepStorage' | 'forget'>

/** How often (ms) it is looked whether closed points may leave. */
const tidyEveryMs = 86_400_000

/** What concerns the browser's storage alone. */
function careForStorage(deps: DeviceDeps, browser: UpkeepBrowser, log: Upkeep['log']): StorageCare {
  const { db, appVersion } = deps
  const { storage } = browser.navigator
  const tidy = createTidying(deps, log)
  const places = [createStorageCanary(browser.localStorage), createCacheCanary(browser.caches)]
  return {
    async begin() {
      const lost = await healNumbers(db, places)
      await log('start', appVersion)
      if (lost > 0) await log('lost', String(lost))
      // Chromium grants later what it refused at first, once the program is used often.
      if ((await db.enrolments.count()) > 0) await askToPersist(storage)
      for (const type of ['error', 'unhandledrejection']) browser.addEventListener(type, (event) => void log('error', errorPlace(event)))
    },
    async afterSync(outcome) {
      await writeCanary(deps, places)
      await tidy()
      for (const { type, sent, received, failure } of outcome?.organizations ?? []) {
        if (failure !== null) await log('failed', 'code' in failure ? failure.code : failure.type)
        else if (sent + received > 0) await log('exchange', `${type} sent=${String(sent)} received=${String(received)}`)
      }
    },
    async findLoss() {
      const loss = await findLoss(db, places, { fetch: browser.fetch.bind(browser), baseUrl: '' })
      if (loss.cleared.length + loss.remembered.length > 0) await log('lost', loss.cleared.map(({ unsent }) => String(unsent)).join(' '))
      return loss
    },
    async keepStorage() {
      const answer = await askToPersist(storage)
      await log('persist', answer)
      return answer
    },
    async forget(organizationId) {
      // The note goes first: the screen that follows an empty database reads it at once.
      if ((await countHeld(db, organizationId)) === 0) await eraseFromCanary(places, organizationId)
      const held = await forgetOrganization(db, organizationId)
      if (held === 0) await log('forgotten', organizationId)
      else await writeCanary(deps, places)
      return held
    },
  }
}

/** Takes points closed long ago off the phone, in every organization, once a day. */
function createTidying(deps: DeviceDeps, log: Upkeep['log']): () => Promise<void> {
  let tidiedMs = -Infinity
  return async () => {
    if (Math.abs(deps.nowMs() - tidiedMs) < tidyEveryMs) return
    tidiedMs = deps.nowMs()
    for (const organizationId of await deps.db.enrolments.toCollection().primaryKeys()) {
      const left = await putAwayClosed(deps, organizationId)
      if (left > 0) await log('left', String(left))
    }
  }
}

/** What goes to the office beside the records. */
function dealWithOffice(deps: DeviceDeps & SyncDeps, { navigator, crypto }: UpkeepBrowser, log: Upkeep['log']): Pick<Upkeep, 'describe' | 'checkWithOffice'> {
  async function describe(enrolment: EnrolmentRow): ReturnType<Upkeep['describe']> {
    const health = await untoldHealth(deps, navigator.storage, enrolment)
    return health === null ? {} : { health }
  }
  return {
    describe,
    async checkWithOffice(organizationId) {
      const outcome = await checkWithOffice({ ...deps, describe, sha256: (text) => digest(crypto, text) }, organizationId)
      await log('check', outcome.type === 'agreed' ? `agreed ${String(outcome.count)} repaired=${String(outcome.repaired)}` : outcome.type)
      return outcome
    },
  }
}

/** What broke and where in the program, without its message: that may quote a record. */
function errorPlace(event: Event): string {
  const error: unknown = 'error' in event ? event.error : 'reason' in event ? event.reason : null
  if (!(error instanceof Error)) return 'Unknown'
  return `${error.name} ${/[\w-]+\.js:\d+:\d+/.exec(error.stack ?? '')?.[0] ?? ''}`
}

async function digest({ subtle }: Crypto, text: string): Promise<string> {
  const hash = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...hash)).replaceAll('+', '-').replaceAll('/', '_').slice(0, 16)
}

async function hexDigest({ subtle }: Crypto, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
