import type { OrganizationId, PersonId } from '#core/directive'
import type { Result } from '#core/result'
import type { ExchangeFailure } from '#core/sync'
import { type CheckOutcome, checkWithOffice } from '../device/checkWithOffice.ts'
import { putAwayClosed } from '../device/closedCards.ts'
import type { DeviceDeps } from '../device/deviceDeps.ts'
import { type EventName, eventsToText, logEvents, readEvents } from '../device/eventLog.ts'
import { type FileFailure, type WantedFile, fetchFile } from '../device/fileStore.ts'
import { type Loss, findLoss } from '../device/findLoss.ts'
import { type PhoneInvitation, invitePhone } from '../device/invitePhone.ts'
import { type TeacherLinks, createTeacherLinks } from '../device/teacherLinks.ts'
import { countHeld, forgetOrganization } from '../device/forgetOrganization.ts'
import { listLaterCards } from '../device/laterCards.ts'
import { createCacheCanary, createStorageCanary, eraseFromCanary, healNumbers, writeCanary } from '../device/lossCanary.ts'
import { untoldHealth } from '../device/measureHealth.ts'
import { findSigner } from '../device/findSigner.ts'
import { ownOldDrafts } from '../device/oldDrafts.ts'
import { type Persistence, type StorageRoom, askToPersist, measureRoom } from '../device/persist.ts'
import { type Freed, freeReceived, uploadProofs } from '../device/proofUpload.ts'
import { forgetFind } from './findMemory.ts'
import { mayCarryFiles } from './proofNetwork.ts'
import type { EnrolmentRow } from '../device/rows.ts'
import type { Card } from '../device/viewQueries.ts'
import type { SyncDeps, SyncOutcome } from '../device/runSync.ts'
import { placeRows } from '../device/placeRows.ts'
import { renewSummaries } from '../device/renewSummaries.ts'

/** What the phone does for itself beside the records. It loads late: nothing here is needed to read and mark. */
export interface Upkeep {
  /** Once at the start: heals the numbers of a database that lost its newest writes. */
  begin(): Promise<void>
  /** After each exchange: the note outside the database, and a line of the log. */
  afterSync(outcome: SyncOutcome | null): Promise<void>
  log(what: EventName, detail?: string): Promise<void>
  findLoss(): Promise<Loss>
  keepStorage(): Promise<Persistence>
  measureRoom(): Promise<StorageRoom | null>
  /** What an exchange tells of this phone's health. */
  describe(enrolment: EnrolmentRow): ReturnType<NonNullable<SyncDeps['describe']>>
  checkWithOffice(organizationId: OrganizationId): Promise<CheckOutcome>
  /** How many records hold it back; 0 when the organization is off this phone. */
  forget(organizationId: OrganizationId): Promise<number>
  /** Brings a file of the office, or the rest of it, on to this phone. */
  fetchFile(wanted: WantedFile, tell: (received: number) => void, signal: AbortSignal): Promise<Result<null, FileFailure>>
  /** Takes photos and files off this phone that the office, asked now, has. */
  freeProofs(organizationId: OrganizationId): Promise<Freed>
  /** Who of those who sign on this phone bears this name. */
  findSigner(name: string): Promise<PersonId | undefined>
  /** Asks the office for the link of one more phone of the school. */
  invitePhone(organizationId: OrganizationId): Promise<Result<PhoneInvitation, ExchangeFailure>>
  /** The links of an organization's points for people without the program. */
  teacherLinks(organizationId: OrganizationId): TeacherLinks
  /** The log as text, with the phone's facts at its head. */
  readLog(): Promise<string>
  /** The points closed long ago that the list begins without; to be followed like any query. */
  listLaterCards(organizationId: OrganizationId): Promise<readonly Card[]>
}

/** The browser's own parts the upkeep works with. */
export interface UpkeepBrowser extends Pick<Window & typeof globalThis, 'addEventListener' | 'localStorage' | 'caches' | 'crypto' | 'fetch'> {
  readonly navigator: Pick<Navigator, 'storage' | 'userAgent'> & { readonly locks?: LockManager; readonly connection?: { readonly type?: string } }
}

/** Puts the upkeep together for this browser. */
export function createUpkeep(deps: DeviceDeps & SyncDeps, browser: UpkeepBrowser): Upkeep {
  const { db, nowMs, appVersion } = deps
  const log = (what: EventName, detail?: string): Promise<void> => logEvents(db, [detail === undefined ? [nowMs(), what] : [nowMs(), what, detail]])
  const care = careForStorage(deps, browser, log)
  const sendProofs = createProofSending(deps, browser, log)
  return {
    log,
    ...care,
    afterSync: async (outcome) => {
      await care.afterSync(outcome)
      // Files follow by themselves: neither the next exchange nor the screen waits for them.
      void sendProofs(outcome).catch((error: unknown) => log('error', error instanceof Error ? error.name : 'Unknown'))
    },
    freeProofs: (organizationId) => freeReceived({ db, fetch: browser.fetch.bind(browser) }, organizationId),
    listLaterCards: (organizationId) => listLaterCards(db, organizationId),
    findSigner: (name) => findSigner(db, name),
    invitePhone: (organizationId) => invitePhone(db, { fetch: browser.fetch.bind(browser), baseUrl: '' }, organizationId),
    teacherLinks: (organizationId) => createTeacherLinks(db, { fetch: browser.fetch.bind(browser), baseUrl: '' }, organizationId),
    ...dealWithOffice(deps, browser, log),
    fetchFile: (wanted, tell, signal) => fetchFile({ db, fetch: browser.fetch.bind(browser), sha256: (bytes) => hexDigest(browser.crypto, bytes) }, wanted, tell, signal),
    async readLog() {
      const devices = (await db.enrolments.toArray()).map(({ deviceId, cursor, clockOffsetMs }) => `${deviceId} ${cursor ?? '-'} ${String(clockOffsetMs)}`)
      const pending = await db.changes.filter((row) => row.pending === 1).count()
      return eventsToText({ version: appVersion, browser: browser.navigator.userAgent, nowMs: nowMs(), devices: devices.join('; '), pending }, await readEvents(db))
    },
  }
}

type StorageCare = Pick<Upkeep, 'begin' | 'afterSync' | 'findLoss' | 'keepStorage' | 'measureRoom' | 'forget'>

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
      await Promise.all([log('start', appVersion), renewSummaries(db), placeRows(db), ownOldDrafts(db)])
      if (lost > 0) await log('lost', String(lost))
      // Chromium grants later what it refused at first, once the program is used often.
      if ((await db.enrolments.count()) > 0) await askToPersist(storage)
      for (const type of ['error', 'unhandledrejection']) browser.addEventListener(type, (event) => void log('error', errorPlace(event)))
    },
    async afterSync(outcome) {
      await writeCanary(deps, places)
      await tidy()
      await logOutcome(outcome, log)
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
    measureRoom: () => measureRoom(storage),
    async forget(organizationId) {
      // The note goes first: the screen that follows an empty database reads it at once.
      if ((await countHeld(db, organizationId)) === 0) await eraseFromCanary(places, organizationId)
      const held = await forgetOrganization(db, organizationId)
      await (held === 0 ? log('forgotten', organizationId) : writeCanary(deps, places))
      if (held === 0) forgetFind(browser.localStorage, organizationId)
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

/** Sends photos and files after an exchange that left no text behind, in one tab of the phone at a time. */
function createProofSending({ db }: DeviceDeps, browser: UpkeepBrowser, log: Upkeep['log']): (outcome: SyncOutcome | null) => Promise<void> {
  const deps = { db, fetch: browser.fetch.bind(browser), mayUseNetwork: () => mayCarryFiles(db, browser.navigator.connection) }
  let isSending = false
  const send = async (ids: readonly OrganizationId[]): Promise<void> => {
    for (const id of ids) {
      const end = await uploadProofs(deps, id)
      if (end === 'network') await log('failed', 'proofs')
    }
  }
  return async (outcome) => {
    const ids = (outcome?.organizations ?? []).filter(({ type }) => type === 'done').map(({ organizationId }) => organizationId)
    if (ids.length === 0 || isSending) return
    isSending = true
    const { locks } = browser.navigator
    try {
      await (locks === undefined ? send(ids) : locks.request('porucheno-proofs', { ifAvailable: true }, (lock) => (lock === null ? undefined : send(ids))))
    } finally {
      isSending = false
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

async function logOutcome(outcome: SyncOutcome | null, log: Upkeep['log']): Promise<void> {
  for (const { type, sent, received, failure } of outcome?.organizations ?? []) {
    if (failure !== null) await log('failed', 'code' in failure ? failure.code : failure.type)
    else if (sent + received > 0) await log('exchange', `${type} sent=${String(sent)} received=${String(received)}`)
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
