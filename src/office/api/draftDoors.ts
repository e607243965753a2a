import { type DraftBody, type DraftPublished, type DraftRow, type DraftSaved, type DraftView, readDraftAnswer } from '#core/draft'
import { type ApiResult, type Asking, ask, done, reading } from './ask.ts'

/** A file may wait for its turn and takes up to 20 s to be read. */
const fileTimeLimitMs = 90_000

export interface DraftDoors {
  drafts(byItself: boolean): ApiResult<readonly DraftRow[]>
  draft(draftId: string): ApiResult<DraftView>
  /** Sends a file to be read. */
  createDraft(file: File): ApiResult<DraftView>
  pasteDraft(text: string): ApiResult<DraftView>
  saveDraft(draftId: string, revision: number, body: DraftBody): ApiResult<DraftSaved>
  discardDraft(draftId: string, revision: number): ApiResult<null>
  publishDraft(draftId: string, revision: number): ApiResult<DraftPublished>
}

export function createDraftDoors({ fetch, get, post }: Asking): DraftDoors {
  const pathOf = (id: string): string => `drafts/${encodeURIComponent(id)}`
  return {
    drafts: (byItself) => get('drafts', readDraftAnswer.rows, byItself),
    draft: (id) => get(pathOf(id), readDraftAnswer.view, false),
    createDraft: (file) =>
      ask(fetch, 'drafts', { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }, body: file, signal: AbortSignal.timeout(fileTimeLimitMs) }, reading(readDraftAnswer.view)),
    pasteDraft: (text) => post('drafts/pasted', { text }, reading(readDraftAnswer.view)),
    saveDraft: (id, revision, body) => post(pathOf(id), { revision, body }, reading(readDraftAnswer.saved)),
    discardDraft: (id, revision) => post(`${pathOf(id)}/discard`, { revision }, done),
    publishDraft: (id, revision) => post(`${pathOf(id)}/publish`, { revision }, reading(readDraftAnswer.published)),
  }
}
