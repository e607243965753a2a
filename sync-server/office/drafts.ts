import { createHash } from 'node:crypto'
import { type DraftBody, type DraftPublished, type DraftRow, type DraftSaved, type DraftView, type SameDocument, documentOf, draftOf } from '#core/draft'
import { type ChildId, type ControlState, type Directive, type DirectiveId, type OfficerId, type ResolutionId, isOpen, isUnaddressed } from '#core/directive'
import { parseResolution } from '#core/resolution'
import type { SummaryContext } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { JsonObject } from '#core/sync'
import type { AppendDeps } from '../history/history.ts'
import { publishDirectives } from '../history/publish.ts'
import { withKeptFiles } from './materials.ts'
import type { DistrictRecord, DraftRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** Who works on a draft, where and when. */
export interface DraftCall {
  readonly district: DistrictRecord
  readonly officerId: OfficerId
  readonly context: SummaryContext
  readonly nowMs: number
  readonly newId: () => string
}

/** A draft on its way: the rules of dates as the district keeps them. */
export type SentDraft = Omit<DraftView, 'ruleSet'> & { readonly ruleSet: JsonObject }

/** `DraftChanged`: somebody saved a later revision, published it or threw it away. */
export type DraftRefusal = 'NotFound' | 'DraftChanged'
/** `MaterialMissing`: a file it names is not on the server. `DraftEmpty`: a document without directives, or with one without words. */
export type PublishRefusal = DraftRefusal | 'DraftEmpty' | 'AddresseeInvalid' | 'MaterialMissing'

/** Reads a text and keeps what was read as a draft. */
export async function createDraft(own: DistrictStore, { name, text }: { readonly name: string; readonly text: string }, call: DraftCall): Promise<SentDraft> {
  const { context, newId, nowMs, officerId } = call
  const body = draftOf(parseResolution(text), { newId, ruleSet: context.ruleSet, organizations: await own.organizations.list(), today: context.today })
  const draft: DraftRecord = { id: newId(), revision: 1, name, sourceText: text, sourceHash: hashOfWords(text), body, createdMs: nowMs, changedMs: nowMs, officerId, resolutionId: null }
  await own.drafts.insert(draft)
  return viewOf(own, draft, call.district)
}

/** The drafts of a district, the last changed first. */
export async function listDrafts(own: DistrictStore): Promise<DraftRow[]> {
  const nameById = new Map((await own.officers.list()).map(({ id, name }) => [id, name]))
  return (await own.drafts.list()).map(({ id, name, body, changedMs, officerId }) => {
    const directives = body.items.filter(({ isDirective }) => isDirective)
    const { kindText, number, date, title } = body.document
    const doubtful = directives.filter(({ doubts }) => Object.values(doubts).some((doubt) => doubt !== null)).length
    return { id, name, kindText, number, date, title, directives: directives.length, doubtful, changedMs, changedBy: nameById.get(officerId) ?? '' }
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

/**
 * Publishes the revision the officer saw: the document and its directives, in the history of each organization they
 * reach, all or nothing. Call inside a transaction.
 */
export async function publishDraft(access: StoreAccess, { draftId, revision }: { readonly draftId: string; readonly revision: number }, call: DraftCall, deps: AppendDeps): Promise<Result<DraftPublished, PublishRefusal>> {
  const { district, officerId, context, nowMs, newId } = call
  const own = access.forDistrict(district.id)
  const draft = await own.drafts.find(draftId)
  if (draft === null) return err('NotFound')
  if (draft.resolutionId !== null || draft.revision !== revision) return err('DraftChanged')
  const told = await withKeptFiles(own, draft.body)
  if (told === null) return err('MaterialMissing')
  const { resolution, directives, onControl } = documentOf(withOwnIds(told, newId), newId() as ResolutionId, { ruleSet: context.ruleSet, publishedOn: context.today })
  if (directives.length === 0 || directives.some(({ text }) => text.trim() === '')) return err('DraftEmpty')
  if (!(await areKnown(own, directives, context))) return err('AddresseeInvalid')
  await own.documents.saveResolution(resolution)
  for (const directive of directives) await own.documents.saveDirective(directive)
  const controlOf = ({ id }: Directive): ControlState | undefined => (onControl.has(id) ? 'onControl' : undefined)
  const reached = await publishDirectives(access, { districtId: district.id, officerId, today: context.today, resolution, directives, controlOf }, deps)
  await own.drafts.change(draftId, revision, { body: draft.body, changedMs: nowMs, officerId, resolutionId: resolution.id })
  const unaddressed = directives.filter(({ addressee }) => isUnaddressed(addressee)).length
  return ok({ resolutionId: resolution.id, organizations: reached.length, directives: directives.length, unaddressed })
}

/** The ids of a draft came through a browser, so no directive gets one of them. */
function withOwnIds(body: DraftBody, newId: () => string): DraftBody {
  const items = body.items.map((item) => ({ ...item, id: newId() as DirectiveId, children: item.children.map((child) => ({ ...child, id: newId() as ChildId })) }))
  return { ...body, items }
}

/** Every organization picked by name is one of the district that still works. */
async function areKnown(own: DistrictStore, directives: readonly Directive[], { today }: SummaryContext): Promise<boolean> {
  const open = new Set((await own.organizations.list()).filter((organization) => isOpen(organization, today)).map(({ id }) => id))
  return directives.every(({ addressee }) => addressee.organizationIds.every((id) => open.has(id)))
}

async function refusalOf(own: DistrictStore, draftId: string): Promise<DraftRefusal> {
  return (await own.drafts.find(draftId)) === null ? 'NotFound' : 'DraftChanged'
}

async function viewOf(own: DistrictStore, { id, revision, name, sourceText, sourceHash, body, changedMs, officerId }: DraftRecord, { ruleSet }: DistrictRecord): Promise<SentDraft> {
  return { id, revision, name, text: sourceText, body, changedMs, changedBy: officerId, same: await findSame(own, body, sourceHash), ruleSet }
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
