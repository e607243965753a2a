import { correctNow } from '#core/clock'
import { type DirectiveId, type OrganizationId, isClosed } from '#core/directive'
import { type SubjectKey, subjectToKey, wholePeriod } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { type Left, type LeftCard, listLeft, readLeft, writeLeft } from './leftCards.ts'
import type { CardRow, ChangeRow, EnrolmentRow } from './rows.ts'
import { type SyncLock, withSyncLock } from './syncLock.ts'

/*
 * What bounds the storage of a phone over the years: points closed long ago leave it once the office's backups hold all
 * of them, and come back when somebody asks or something new is written about them.
 */

/** How long (days) a closed point stays where the office sets nothing else, and one that was fetched back. */
const defaultKeepDays = 365
const fetchedKeepDays = 30
const dayMs = 86_400_000

/** Most points that leave at once: a phone is never busy with it for long. */
const mostAtOnce = 100

/** Takes points closed long ago off this phone; answers how many. Never one with anything unsent, refused or not yet in the backups. */
export async function putAwayClosed(deps: DeviceDeps, organizationId: OrganizationId, lock: SyncLock = withSyncLock): Promise<number> {
  const { db } = deps
  return lock(() =>
    db.transaction('rw', [...db.historyTables, db.settings], async () => {
      const enrolment = await db.enrolments.get(organizationId)
      if (enrolment === undefined || isUnsettled(enrolment)) return 0
      const left = await readLeft(db, organizationId)
      const nowMs = correctNow(deps.nowMs(), enrolment.clockOffsetMs)
      const leaving: LeftCard[] = []
      for (const card of await closedCards(db, enrolment, left, nowMs)) {
        if (leaving.length === mostAtOnce) break
        const changes = await changesOfCard(db, card)
        if (changes.every((row) => hasRested(row, enrolment, nowMs))) leaving.push(await takeOff(db, card, changes))
      }
      if (leaving.length > 0) await writeLeft(db, organizationId, { ...left, cards: [...left.cards, ...leaving] })
      return leaving.length
    }),
  )
}

/** Asks for every point that left; the next exchanges bring them with all that was written about them. */
export async function fetchBack(db: PoruchenoDatabase, organizationId: OrganizationId, lock: SyncLock = withSyncLock): Promise<void> {
  // Not in the middle of an exchange: its answer is for what was wanted when it began.
  await lock(async () => db.enrolments.update(organizationId, { wanted: (await listLeft(db, organizationId)).map(({ directiveId }) => directiveId) }))
}

/** A history that is not read whole, or waits for something, says nothing of what rests. */
function isUnsettled({ secured = 0, isReadingAnew, isCatchingUp, givesBack, wanted = [] }: EnrolmentRow): boolean {
  return secured === 0 || isReadingAnew === true || isCatchingUp === true || givesBack === true || wanted.length > 0
}

async function closedCards(db: PoruchenoDatabase, { organizationId }: EnrolmentRow, left: Left, nowMs: number): Promise<CardRow[]> {
  const summaries = await db.summaries.where('[organizationId+subject]').between([organizationId, ''], [organizationId, '\uffff']).toArray()
  const closed = new Set(summaries.filter(({ subject, directiveId, control }) => subject === wholeKey(directiveId) && isClosed(control)).map(({ directiveId }) => directiveId))
  const cards = await db.cards.where('organizationId').equals(organizationId).toArray()
  return cards.filter(({ directiveId, directive }) => {
    const fetchedMs = left.fetchedMs[directiveId] ?? 0
    return closed.has(directiveId) && directive.periodUnit === null && nowMs - fetchedMs > fetchedKeepDays * dayMs
  })
}

function hasRested({ transfer, sequence, effectiveStampMs }: ChangeRow, { secured = 0, profile }: EnrolmentRow, nowMs: number): boolean {
  const keepMs = (profile?.district.keepClosedDays ?? defaultKeepDays) * dayMs
  return transfer === 'sent' && sequence !== null && sequence <= secured && effectiveStampMs !== null && nowMs - effectiveStampMs > keepMs
}

async function changesOfCard(db: PoruchenoDatabase, { organizationId, directiveId }: CardRow): Promise<ChangeRow[]> {
  const key = wholeKey(directiveId)
  const [whole, parts] = await Promise.all([
    db.changes.where('[organizationId+subject]').equals([organizationId, key]).toArray(),
    db.changes.where('[organizationId+subject]').between([organizationId, `${key}:`], [organizationId, `${key}:\uffff`]).toArray(),
  ])
  return [...whole, ...parts]
}

async function takeOff(db: PoruchenoDatabase, { organizationId, directiveId, resolutionId }: CardRow, changes: readonly ChangeRow[]): Promise<LeftCard> {
  await db.changes.bulkDelete(changes.map(({ id }): [OrganizationId, ChangeRow['id']] => [organizationId, id]))
  await db.summaries.where('[organizationId+directiveId]').equals([organizationId, directiveId]).delete()
  await db.cards.delete([organizationId, directiveId])
  const places = changes.map(({ id, sequence, effectiveStampMs }) => ({ id, sequence: sequence ?? 0, effectiveStampMs: effectiveStampMs ?? 0 }))
  return { directiveId, resolutionId, places }
}

function wholeKey(directiveId: DirectiveId): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null })
}
