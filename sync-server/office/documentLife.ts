import { type HeldDocument, planDocument, planReturn, planWithdrawal } from '#core/draft'
import type { DirectiveId, DistrictId, OfficerId, ResolutionId } from '#core/directive'
import type { DocumentEventKind, DocumentLifeView, UndoView, WithdrawalWish } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { AppendDeps } from '../history/history.ts'
import type { DocumentEventRecord } from '../store/lifeRecords.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'
import { carryOut, planContextOf } from './documentChange.ts'
import type { DraftCall } from './draftCall.ts'
import { baseOf, draftOfBase, readHeld } from './heldDocument.ts'

/** `TransitionNotAllowed`: it stands so already. `UndoTooLate`: a phone may have received it, or there is nothing to undo. */
export type LifeRefusal = 'NotFound' | 'TransitionNotAllowed' | 'UndoTooLate'

/** What a document's change answers. */
export interface LifeChanged {
  readonly organizations: number
}

const undoable: readonly DocumentEventKind[] = ['published', 'corrected']

/** `GET documents/:id/life`: who looks after it, its versions, and whether the last publishing can be taken back. */
export async function readLife(own: DistrictStore, resolutionId: ResolutionId): Promise<DocumentLifeView | null> {
  const [held, life] = [await readHeld(own, resolutionId), await own.lives.find(resolutionId)]
  if (held === null || life === null) return null
  const [officers, events, withdrawn] = [await own.officers.list(), await own.lives.listEvents(resolutionId), await own.lives.listWithdrawn(resolutionId)]
  const nameOf = (id: OfficerId): string => officers.find((officer) => officer.id === id)?.name ?? ''
  const draftId = await own.lives.findCorrection(resolutionId)
  const draft = draftId === null ? null : await own.drafts.find(draftId)
  return {
    resolution: held.resolution,
    state: life.state,
    curatorId: life.curatorId,
    officers: officers.map(({ id, name }) => ({ id, name })),
    correction: draft === null ? null : { draftId: draft.id, changedMs: draft.changedMs, changedBy: nameOf(draft.officerId) },
    undo: await readUndo(own, events.at(-1)),
    events: events.toReversed().map(({ kind, atMs, officerId, version, body }) => {
      const { isHeadChanged, points, reason, organizationIds } = body
      return { kind, atMs, officer: nameOf(officerId), version, isHeadChanged, organizations: organizationIds.length, points, reason }
    }),
    points: held.points.map(({ directive: { id, number, text, version } }) => ({ directiveId: id, number, text, version, withdrawnMs: withdrawn.get(id) ?? null, holders: held.holdersOf(id).size })),
  }
}

/** Takes points, or the whole document, back; every record stays where it is. Call inside a transaction. */
export async function withdraw(access: StoreAccess, resolutionId: ResolutionId, wish: WithdrawalWish, call: DraftCall, deps: AppendDeps): Promise<Result<LifeChanged, LifeRefusal>> {
  const found = await openDocument(access, resolutionId, wish, call.district.id)
  if (!found.ok) return found
  const { known, chosen } = found.value
  const live = known.points.filter(({ isWithdrawn }) => !isWithdrawn)
  const taken = live.filter(({ directive }) => chosen === null || chosen.has(directive.id))
  if (taken.length === 0 || (chosen !== null && taken.length < chosen.size)) return err('TransitionNotAllowed')
  const plan = planWithdrawal(known, new Set(taken.map(({ directive }) => directive.id)))
  const state = taken.length === live.length ? 'withdrawn' : 'published'
  const reached = await carryOut(access, { resolutionId, plan, known, kind: 'withdrawn', state, draftId: null, reason: wish.reason }, call, deps)
  return ok({ organizations: reached.length })
}

/** Gives withdrawn points, or the whole document, again to those they are addressed to. Call inside a transaction. */
export async function bringBack(access: StoreAccess, resolutionId: ResolutionId, wish: WithdrawalWish, call: DraftCall, deps: AppendDeps): Promise<Result<LifeChanged, LifeRefusal>> {
  const found = await openDocument(access, resolutionId, wish, call.district.id)
  if (!found.ok) return found
  const { known, chosen } = found.value
  const plan = planReturn(known, chosen, await planContextOf(access, call))
  if (plan.points.length === 0 || (chosen !== null && plan.points.length < chosen.size)) return err('TransitionNotAllowed')
  const reached = await carryOut(access, { resolutionId, plan, known, kind: 'broughtBack', state: 'published', draftId: null, reason: wish.reason }, call, deps)
  return ok({ organizations: reached.length })
}

/**
 * Takes the last publishing back: the document stands as before, and the draft it was made from can be edited again. Only
 * while no phone it reached was in contact since. Call inside a transaction.
 */
export async function undoPublishing(access: StoreAccess, resolutionId: ResolutionId, call: DraftCall, deps: AppendDeps): Promise<Result<LifeChanged & { readonly draftId: string | null }, LifeRefusal>> {
  const own = access.forDistrict(call.district.id)
  const [known, events] = [await readHeld(own, resolutionId), await own.lives.listEvents(resolutionId)]
  const last = events.at(-1)
  if (known === null) return err('NotFound')
  if (last === undefined || (await readUndo(own, last)).type !== 'possible') return err('UndoTooLate')
  const { before, draftId } = last.body
  const context = await planContextOf(access, call)
  const plan = before === null ? planWithdrawal(known, null) : planDocument(await draftOfBase(own, resolutionId, before), known, resolutionId, context)
  const state = last.kind === 'published' ? 'undone' : 'published'
  const reached = await carryOut(access, { resolutionId, plan, known, kind: 'undone', state, draftId: null, reason: null }, call, deps)
  const draft = draftId === null ? null : await own.drafts.find(draftId)
  const after = await readHeld(own, resolutionId)
  if (draft === null || after === null) return ok({ organizations: reached.length, draftId: null })
  await own.drafts.reopen(draft.id, { body: draft.body, changedMs: call.nowMs, officerId: call.officerId, correctsId: resolutionId, base: baseOf(after) })
  return ok({ organizations: reached.length, draftId: draft.id })
}

interface OpenDocument {
  readonly known: HeldDocument
  readonly chosen: ReadonlySet<DirectiveId> | null
}

async function openDocument(access: StoreAccess, resolutionId: ResolutionId, { directiveIds }: WithdrawalWish, districtId: DistrictId): Promise<Result<OpenDocument, 'NotFound'>> {
  const own = access.forDistrict(districtId)
  const [known, life] = [await readHeld(own, resolutionId), await own.lives.find(resolutionId)]
  const isKnown = (id: DirectiveId): boolean => known?.points.some(({ directive }) => directive.id === id) === true
  if (known === null || life?.state === 'undone' || directiveIds?.every(isKnown) === false) return err('NotFound')
  return ok({ known, chosen: directiveIds === null ? null : new Set(directiveIds) })
}

/**
 * What the server knows for certain: a phone that was not in contact since the publishing cannot have it. One that was
 * may have it, even if its answer was lost on the way.
 */
async function readUndo(own: DistrictStore, last: DocumentEventRecord | undefined): Promise<UndoView> {
  if (last === undefined || !undoable.includes(last.kind)) return { type: 'none' }
  const reached = new Set(last.body.organizationIds)
  const contacts = (await own.listDevices()).flatMap(({ organizationId, lastContactMs, revokedMs }) => {
    const couldRead = reached.has(organizationId) && (revokedMs === null || revokedMs >= last.atMs)
    return couldRead && lastContactMs !== null && lastContactMs >= last.atMs ? [{ organizationId, atMs: lastContactMs }] : []
  })
  const first = contacts.toSorted((a, b) => a.atMs - b.atMs)[0]
  if (first === undefined) return { type: 'possible', kind: last.kind, atMs: last.atMs }
  const organization = await own.organizations.find(first.organizationId)
  return { type: 'received', organization: organization?.name ?? '', atMs: first.atMs }
}
