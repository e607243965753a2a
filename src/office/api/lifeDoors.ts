import { type DraftBody, type DraftView, readDraftAnswer } from '#core/draft'
import { type DifferenceView, type DocumentLifeView, type WithdrawalWish, readLifeAnswer } from '#core/report'
import { type ApiResult, type Asking, done, reading } from './ask.ts'

/** What becomes of a document after it was published. */
export interface LifeDoors {
  documentLife(resolutionId: string, byItself: boolean): ApiResult<DocumentLifeView>
  /** A published document in the shape of a draft. */
  documentPoints(resolutionId: string): ApiResult<DraftBody>
  correctDocument(resolutionId: string): ApiResult<DraftView>
  withdrawPoints(resolutionId: string, wish: WithdrawalWish): ApiResult<null>
  bringBackPoints(resolutionId: string, wish: WithdrawalWish): ApiResult<null>
  undoPublishing(resolutionId: string): ApiResult<null>
  setDocumentCurator(resolutionId: string, officerId: string | null): ApiResult<null>
  setDraftCurator(draftId: string, officerId: string | null): ApiResult<null>
  draftDifference(draftId: string): ApiResult<DifferenceView>
  joinDraft(draftId: string, revision: number, resolutionId: string | null): ApiResult<DraftView>
  refreshCorrection(draftId: string, revision: number): ApiResult<DraftView>
}

export function createLifeDoors({ get, post }: Asking): LifeDoors {
  const documentPath = (id: string, rest: string): string => `documents/${encodeURIComponent(id)}/${rest}`
  const draftPath = (id: string, rest: string): string => `drafts/${encodeURIComponent(id)}/${rest}`
  return {
    documentLife: (id, byItself) => get(documentPath(id, 'life'), readLifeAnswer.life, byItself),
    documentPoints: (id) => get(documentPath(id, 'points'), readDraftAnswer.body, false),
    correctDocument: (id) => post(documentPath(id, 'corrections'), {}, reading(readDraftAnswer.view)),
    withdrawPoints: (id, wish) => post(documentPath(id, 'withdraw'), wish, done),
    bringBackPoints: (id, wish) => post(documentPath(id, 'bring-back'), wish, done),
    undoPublishing: (id) => post(documentPath(id, 'undo'), {}, done),
    setDocumentCurator: (id, officerId) => post(documentPath(id, 'curator'), { officerId }, done),
    setDraftCurator: (id, officerId) => post(draftPath(id, 'curator'), { officerId }, done),
    draftDifference: (id) => get(draftPath(id, 'difference'), readLifeAnswer.difference, false),
    joinDraft: (id, revision, resolutionId) => post(draftPath(id, 'join'), { revision, resolutionId }, reading(readDraftAnswer.view)),
    refreshCorrection: (id, revision) => post(draftPath(id, 'refresh'), { revision }, reading(readDraftAnswer.view)),
  }
}
