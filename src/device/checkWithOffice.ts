import type { ChangeId, OrganizationId } from '#core/directive'
import { type ExchangeTransport, type HistoryDigest, digestHistory, textToCursor } from '#core/sync'
import { listLeft } from './leftCards.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { SyncFailure } from './keepFailure.ts'
import { refoldSubjects } from './foldViews.ts'
import { forgetPlaces } from './reissue.ts'
import type { EnrolmentRow } from './rows.ts'
import { type SyncDeps, runSync } from './runSync.ts'
import { withSyncLock } from './syncLock.ts'

/** How «Сверить с управлением» ended. */
export type CheckOutcome =
  /** Phone and office hold the same `count` records; `repaired` of them were put right first. */
  | { readonly type: 'agreed'; readonly count: number; readonly repaired: number }
  /** They still differ after everything was read anew. */
  | { readonly type: 'differs' }
  /** No answer, or one that says nothing of the check; the records are as they were. */
  | { readonly type: 'failed'; readonly failure: SyncFailure | null }

export interface CheckDeps extends SyncDeps {
  /** The first 16 characters of base64url of a text's SHA-256. */
  sha256(text: string): Promise<string> | string
}

/**
 * Compares what this phone holds with the office's history. Where they differ the phone reads the whole history again and
 * offers its own records anew, keeping everything of its own, and compares once more.
 */
export async function checkWithOffice(deps: CheckDeps, organizationId: OrganizationId): Promise<CheckOutcome> {
  const first = await compareAll(deps, organizationId)
  if (first.type !== 'differs') return first
  const before = await placesOf(deps.db, organizationId)
  await readAnew(deps, organizationId)
  const second = await compareAll(deps, organizationId)
  if (second.type !== 'agreed') return second
  const after = await placesOf(deps.db, organizationId)
  return { ...second, repaired: [...after].filter(([id, place]) => before.get(id) !== place).length }
}

/** What the first exchange brought or carried stands above its cursor: then a second one compares that too. */
async function compareAll(deps: CheckDeps, organizationId: OrganizationId): Promise<CheckOutcome> {
  const { hasMoved, outcome } = await compare(deps, organizationId)
  return hasMoved && outcome.type === 'agreed' ? (await compare(deps, organizationId)).outcome : outcome
}

/** One exchange that carries everything as always, and the digest with it; its answer is the verdict. */
async function compare(deps: CheckDeps, organizationId: OrganizationId): Promise<{ readonly hasMoved: boolean; readonly outcome: CheckOutcome }> {
  let asked: HistoryDigest | null = null
  let isSame: boolean | undefined
  const transport: ExchangeTransport = {
    async exchange(request, credentials) {
      const answer = await deps.transport.exchange(request, credentials)
      if (answer.ok) [asked, isSame] = [request.digest ?? null, answer.value.digest]
      return answer
    },
  }
  const describe = async (enrolment: EnrolmentRow) => ({ ...(await deps.describe?.(enrolment)), digest: await digestOf(deps, enrolment) })
  const { organizations } = await runSync({ ...deps, transport, describe }, { organizationId, isManual: true })
  const { failure = null, sent = 0, received = 0 } = organizations[0] ?? {}
  const hasMoved = sent + received > 0
  if (failure !== null || asked === null || isSame === undefined) return { hasMoved, outcome: { type: 'failed', failure } }
  return { hasMoved, outcome: isSame ? { type: 'agreed', count: asked[0], repaired: 0 } : { type: 'differs' } }
}

async function digestOf({ db, sha256 }: CheckDeps, { organizationId, cursor }: EnrolmentRow): Promise<HistoryDigest> {
  const rows = await db.changes.where('[organizationId+transfer]').equals([organizationId, 'sent']).toArray()
  const held = rows.flatMap(({ id, sequence, effectiveStampMs }) => (sequence === null || effectiveStampMs === null ? [] : [{ id, sequence, effectiveStampMs }]))
  // What left the phone after it was safe in the backups still counts where it stood.
  const isHeld = new Set(held.map(({ id }) => id))
  const left = (await listLeft(db, organizationId)).flatMap(({ places }) => places.filter(({ id }) => !isHeld.has(id)))
  return digestHistory([...held, ...left], textToCursor(cursor ?? '')?.sequence ?? 0, sha256)
}

/** Gives up every place, so that the next exchanges take all of them anew; no record goes. */
async function readAnew({ db, lock = withSyncLock }: CheckDeps, organizationId: OrganizationId): Promise<void> {
  await lock(() =>
    db.transaction('rw', db.historyTables, async () => {
      const enrolment = await db.enrolments.get(organizationId)
      if (enrolment === undefined) return
      const touched = await forgetPlaces(db, enrolment)
      await db.enrolments.update(organizationId, { cursor: null, isReadingAnew: true })
      await refoldSubjects(db, organizationId, touched)
    }),
  )
}

async function placesOf(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<Map<ChangeId, string>> {
  const rows = await db.changes.where('[organizationId+transfer]').equals([organizationId, 'sent']).toArray()
  return new Map(rows.map(({ id, sequence, effectiveStampMs }) => [id, `${String(sequence)} ${String(effectiveStampMs)}`]))
}
