import { createHash } from 'node:crypto'
import { type CorrectedDocument, type DraftBody, type DraftPublished, type DraftRow, type DraftSaved, type DraftView, type HeldDocument, type SameDocument, draftOf, planDocument } from '#core/draft'
import { type Directive, type ResolutionId, isOpen, isUnaddressed } from '#core/directive'
import { parseResolution } from '#core/resolution'
import type { DifferenceView, SummaryContext } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { JsonObject } from '#core/sync'
import type { AppendDeps } from '../history/history.ts'
import { withKeptFiles } from './materials.ts'
import type { DistrictRecord, DraftRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'
import { carryOut, differenceOf, planContextOf } from './documentChange.ts'
import type { DraftCall } from './draftCall.ts'
import { baseOf, isSameBase, readHeld } from './heldDocument.ts'

/** A draft on its way: the rules of dates as the district keeps them. */
export type SentDraft = Omit<DraftView, 'ruleSet'> & { readonly ruleSet: JsonObject }

/** `DraftChanged`: somebody saved a later revision, published it or threw it away. */
export type DraftRefusal = 'NotFound' | 'DraftChanged'
/**
 * `DraftEmpty`: a document without directives, or with one without words. `DocumentChanged`: the document it corrects is another by now.
 * `MaterialMissing`: a file it names is not on the server.
 */
export type PublishRefusal = DraftRefusal | 'DraftEmpty' | 'AddresseeInvalid' | 'DocumentChanged' | 'MaterialMissing'

/** Reads a text and keeps what was read as a draft. */
export async function createDraft(own: DistrictStore, { name, text }: { readonly name: string; readonly text: string }, call: DraftCall): Promise<SentDraft> {
  const { context, newId, nowMs, officerId } = call
  const body = draftOf(parseResolution(text), { newId, ruleSet: context.ruleSet, organizations: await own.organizations.list(), today: context.today })
  const draft: DraftRecord = { id: newId(), revision: 1, name, sourceText: text, sourceHash: hashOfWords(text), body, createdMs: nowMs, changedMs: nowMs, officerId, resolutionId: null, curatorId: officerId, correctsId: null, base: null }
  await own.drafts.insert(draft)
  return viewOf(own, draft, call.district)
}

/** The drafts of a district, the last changed first. */
export async function listDrafts(own: DistrictStore): Promise<DraftRow[]> {
  const nameById = new Map((await own.officers.list()).map(({ id, name }) => [id, name]))
  return (await own.drafts.list()).map(({ id, name, body, changedMs, officerId, curatorId, correctsId }) => {
    const directives = body.items.filter(({ isDirective }) => isDirective)
    const { kindText, number, date, title } = body.document
    const doubtful = directives.filter(({ doubts }) => Object.values(doubts).some((doubt) => doubt !== null)).length
    return { id, name, kindText, number, date, title, directives: directives.length, doubtful, changedMs, changedBy: nameById.get(officerId) ?? '', curatorId, curator: curatorId === null ? '' : (nameById.get(curatorId) ?? ''), isCorrection: correctsId !== null }
  })
}

/** A draft with its text; null where there is none, or it is a document already. */
export async function readDraft(own: DistrictStore, draftId: string, district: DistrictRecord): Promise<SentDraft | null> {
  const draft = await own.drafts.find(draftId)
  return draft === null || draft.resolutionId !== null ? null : viewOf(own, draft, district)
}

/** Saves what the officer made of the revision he saw; a later one is never overwritten. */
export async function saveDraft(own: DistrictStore, { draftId, revision, body }: { readonly draftId: string; readonly revision: number; readonly body: DraftBody }, { officerId, nowMs }: DraftCall): Promise<Result<DraftSaved, DraftRefusal>> {
  if (await own.drafts.change(draftId, revision, { body, changedMs: nowMs, officerId, resolutionId: null })) return ok({ revision: revision + 1, changedMs: nowMs })
  return err(await refusalOf(own, draftId))
}

/** Throws a draft away. */
export async function discardDraft(own: DistrictStore, draftId: string, revision: number): Promise<Result<null, DraftRefusal>> {
  return (await own.drafts.remove(draftId, revision)) ? ok(null) : err(await refusalOf(own, draftId))
}

/** What publishing a draft will do, to which document. */
interface PlannedDraft {
  readonly known: HeldDocument | null
  readonly resolutionId: ResolutionId
  readonly plan: ReturnType<typeof planDocument>
}

/** `GET drafts/:id/difference`: what publishing the draft, as it is saved, would do. */
export async function readDifference(access: Pick<StoreAccess, 'forDistrict'>, draftId: string, call: DraftCall): Promise<DifferenceView | null> {
  const own = access.forDistrict(call.district.id)
  const draft = await own.drafts.find(draftId)
  if (draft === null || draft.resolutionId !== null) return null
  const { plan, known } = await planOf(access, draft, call)
  return differenceOf(plan, known)
}

/**
 * Publishes the revision the officer saw: the document and its directives, in the history of each organization they
 * reach, all or nothing; of a correction only what changes. Call inside a transaction.
 */
export async function publishDraft(access: StoreAccess, { draftId, revision }: { readonly draftId: string; readonly revision: number }, call: DraftCall, deps: AppendDeps): Promise<Result<DraftPublished, PublishRefusal>> {
  const { district, officerId, context, nowMs } = call
  const own = access.forDistrict(district.id)
  const draft = await own.drafts.find(draftId)
  if (draft === null) return err('NotFound')
  if (draft.resolutionId !== null || draft.revision !== revision) return err('DraftChanged')
  const told = await withKeptFiles(own, draft.body)
  if (told === null) return err('MaterialMissing')
  const { plan, known, resolutionId } = await planOf(access, { ...draft, body: told }, call)
  if (known !== null && draft.base !== null && !isSameBase(draft.base, baseOf(known))) return err('DocumentChanged')
  const directives = plan.points.filter(({ fate }) => fate !== 'withdrawn').map(({ directive }) => directive)
  if (directives.length === 0 || directives.some(({ text }) => text.trim() === '')) return err('DraftEmpty')
  if (!(await areKnown(own, plan.points.filter(({ fate }) => fate !== 'same').map(({ directive }) => directive), context))) return err('AddresseeInvalid')
  const wasUndone = known !== null && (await own.lives.find(resolutionId))?.state === 'undone'
  const kind = known === null || wasUndone ? 'published' : 'corrected'
  const reached = await carryOut(access, { resolutionId, plan, known, kind, state: 'published', draftId, reason: null }, call, deps)
  if (draft.curatorId !== null) await own.lives.setCurator(resolutionId, draft.curatorId)
  // The ids the document has now: undone, it is edited on under them.
  await own.drafts.change(draftId, revision, { body: plan.draft, changedMs: nowMs, officerId, resolutionId })
  const unaddressed = directives.filter(({ addressee }) => isUnaddressed(addressee)).length
  return ok({ resolutionId, organizations: reached.length, directives: directives.length, unaddressed })
}

async function planOf(access: Pick<StoreAccess, 'forDistrict'>, draft: DraftRecord, call: DraftCall): Promise<PlannedDraft> {
  const known = draft.correctsId === null ? null : await readHeld(access.forDistrict(call.district.id), draft.correctsId)
  const resolutionId = draft.correctsId ?? (call.newId() as ResolutionId)
  return { known, resolutionId, plan: planDocument(draft.body, known, resolutionId, await planContextOf(access, call)) }
}

/** Every organization picked by name is one of the district that still works. */
async function areKnown(own: DistrictStore, directives: readonly Directive[], { today }: SummaryContext): Promise<boolean> {
  const open = new Set((await own.organizations.list()).filter((organization) => isOpen(organization, today)).map(({ id }) => id))
  return directives.every(({ addressee }) => addressee.organizationIds.every((id) => open.has(id)))
}

async function refusalOf(own: DistrictStore, draftId: string): Promise<DraftRefusal> {
  return (await own.drafts.find(draftId)) === null ? 'NotFound' : 'DraftChanged'
}

/** A draft as the review gets it. */
export async function viewOf(own: DistrictStore, draft: DraftRecord, { ruleSet }: DistrictRecord): Promise<SentDraft> {
  const { id, revision, name, sourceText, sourceHash, body, changedMs, officerId, curatorId } = draft
  const officers = (await own.officers.list()).map((officer) => ({ id: officer.id, name: officer.name }))
  const corrects = await correctedBy(own, draft)
  const same = corrects === null ? await findSame(own, body, sourceHash) : []
  return { id, revision, name, text: sourceText, body, changedMs, changedBy: officerId, same, corrects, curatorId, officers, ruleSet }
}

/** The document a draft corrects, as it stands now. */
async function correctedBy(own: DistrictStore, { correctsId, base, sourceHash }: DraftRecord): Promise<CorrectedDocument | null> {
  const held = correctsId === null ? null : await readHeld(own, correctsId)
  if (held === null) return null
  const { id, version, kindText, number, date } = held.resolution
  const points = held.points.map(({ directive, isWithdrawn }) => ({ id: directive.id, number: directive.number, text: directive.text, version: directive.version, isWithdrawn }))
  const isUndone = (await own.lives.find(id))?.state === 'undone'
  const isJoined = !isUndone && sourceHash !== '' && !(await own.drafts.findPublished(sourceHash)).includes(id)
  return { id, version, kindText, number, date, points, isStale: base !== null && !isSameBase(base, baseOf(held)), isUndone, isJoined }
}

/** The documents that are this one again: by the text's words, else by number and date. */
async function findSame(own: DistrictStore, { document }: DraftBody, sourceHash: string): Promise<SameDocument[]> {
  const byText = await own.drafts.findPublished(sourceHash)
  return (await own.documents.listResolutions()).flatMap(({ id, kindText, number, date }): SameDocument[] => {
    const isSameText = byText.includes(id)
    const isSameNumber = number !== null && date !== null && number === document.number && date === document.date
    return isSameText || isSameNumber ? [{ id, kindText, number, date, isSameText }] : []
  })
}

/** The same document from another format has the same words. */
function hashOfWords(text: string): string {
  return createHash('sha256').update((text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(' ')).digest('hex')
}
