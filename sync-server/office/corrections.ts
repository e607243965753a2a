import { type DraftBody, draftFromDocument, joinDocument, rebaseDraft } from '#core/draft'
import type { ResolutionId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { DraftRecord } from '../store/records.ts'
import type { DistrictStore } from '../store/store.ts'
import type { DraftCall } from './draftCall.ts'
import { type DraftRefusal, type SentDraft, viewOf } from './drafts.ts'
import { baseOf, draftOfBase, readHeld } from './heldDocument.ts'

/** «Исправить документ»: the draft of the published document, or the one somebody began already. Call inside a transaction. */
export async function beginCorrection(own: DistrictStore, resolutionId: ResolutionId, { district, officerId, nowMs, newId }: DraftCall): Promise<Result<SentDraft, 'NotFound'>> {
  const begun = await own.lives.findCorrection(resolutionId)
  const known = begun === null ? null : await own.drafts.find(begun)
  if (known !== null) return ok(await viewOf(own, known, district))
  const [held, life] = [await readHeld(own, resolutionId), await own.lives.find(resolutionId)]
  if (held === null || life === null || life.state === 'undone') return err('NotFound')
  const source = await own.drafts.findSource(resolutionId)
  const draft: DraftRecord = {
    id: newId(),
    revision: 1,
    name: '',
    sourceText: source?.sourceText ?? textOf(held.points.map(({ directive }) => directive)),
    sourceHash: source?.sourceHash ?? '',
    body: source === null ? draftFromDocument(held) : withSpansOf(draftFromDocument(held), source.body),
    createdMs: nowMs,
    changedMs: nowMs,
    officerId,
    resolutionId: null,
    curatorId: life.curatorId ?? officerId,
    correctsId: resolutionId,
    base: baseOf(held),
  }
  await own.drafts.insert(draft)
  return ok(await viewOf(own, draft, district))
}

/** The revision an officer saw, and what he wishes of it. */
export interface JoinWish {
  readonly draftId: string
  readonly revision: number
  /** The published document it is to become a new version of; null makes it a document of its own again. */
  readonly resolutionId: ResolutionId | null
}

/** Makes a draft a new version of a published document, its rows matched to the document's points, or takes that back. Call inside a transaction. */
export async function joinDraft(own: DistrictStore, { draftId, revision, resolutionId }: JoinWish, { district, officerId, nowMs }: DraftCall): Promise<Result<SentDraft, DraftRefusal>> {
  const draft = await own.drafts.find(draftId)
  const held = resolutionId === null ? null : await readHeld(own, resolutionId)
  if (draft === null || (resolutionId !== null && (held === null || (await own.lives.find(resolutionId))?.state === 'undone'))) return err('NotFound')
  const body = held === null ? draft.body : joinDocument(draft.body, held)
  const change = { body, changedMs: nowMs, officerId, resolutionId: null, correctsId: resolutionId, base: held === null ? null : baseOf(held) }
  return reread(own, draftId, await own.drafts.change(draftId, revision, change), district)
}

/** Brings what happened to the document meanwhile into the draft that corrects it. Call inside a transaction. */
export async function refreshCorrection(own: DistrictStore, draftId: string, revision: number, { district, officerId, nowMs }: DraftCall): Promise<Result<SentDraft, DraftRefusal | 'TransitionNotAllowed'>> {
  const draft = await own.drafts.find(draftId)
  if (draft === null) return err('NotFound')
  const held = draft.correctsId === null ? null : await readHeld(own, draft.correctsId)
  if (draft.base === null || held === null) return err('TransitionNotAllowed')
  const body = rebaseDraft(draft.body, await draftOfBase(own, held.resolution.id, draft.base), draftFromDocument(held))
  return reread(own, draftId, await own.drafts.change(draftId, revision, { body, changedMs: nowMs, officerId, resolutionId: null, base: baseOf(held) }), district)
}

async function reread(own: DistrictStore, draftId: string, isChanged: boolean, district: DraftCall['district']): Promise<Result<SentDraft, DraftRefusal>> {
  const draft = await own.drafts.find(draftId)
  if (draft === null) return err('NotFound')
  return isChanged ? ok(await viewOf(own, draft, district)) : err('DraftChanged')
}

/** A point's place in the document's text, where the draft it was published from knows it. */
function withSpansOf(body: DraftBody, source: DraftBody): DraftBody {
  const spansById = new Map(source.items.map(({ id, spans }) => [id, spans]))
  return { ...body, items: body.items.map((item) => ({ ...item, spans: spansById.get(item.id) ?? item.spans })) }
}

/** The document as its points say it: where it was published by another way, the file it was read from is not here. */
function textOf(points: readonly { readonly number: string | null; readonly heading: string | null; readonly text: string; readonly children: readonly { readonly text: string }[] }[]): string {
  return points
    .flatMap(({ number, heading, text, children }, place) => [
      ...(heading === null || heading === points[place - 1]?.heading ? [] : [heading]),
      [number, text].filter((part) => part !== null).join(' '),
      ...children.map((child) => `– ${child.text}`),
    ])
    .join('\n')
}
