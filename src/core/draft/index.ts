export type { DraftBody, DraftDocument, DraftDoubt, DraftDoubts, DraftItem, DraftSpans } from './draft.ts'
export { type DraftContext, draftOf } from './draftOf.ts'
export { type DraftedDocument, type PublishingContext, documentOf, dueDateOf } from './documentOf.ts'
export {
  type ItemChange,
  addItem,
  addressUnaddressed,
  changeItem,
  confirmItem,
  mergeWithAbove,
  moveItem,
  raiseChild,
  setBareYears,
  setOnControl,
  setPeriodUnit,
  setReportDue,
  splitItem,
} from './editDraft.ts'
export { type FieldProblem, areSoundFields, copyReportFields, countNewFields, fieldBounds, findFieldProblems, isSoundMaterial } from './draftFields.ts'
export { type InstitutionMatch, matchInstitutions } from './matchInstitutions.ts'
export { type PublishedDocument, type PublishedPoint, draftFromDocument, rebaseDraft } from './draftFromDocument.ts'
export { type DocumentPlan, type HeldDocument, type PlanContext, type PlannedPoint, type PointFate, isIdle, planDocument, planReturn, planWithdrawal } from './planDocument.ts'
export { joinDocument, likenessOf, matchRows } from './matchPoints.ts'
export { type EarlierOffer, earlierOffers, takeEarlier } from './earlierOffers.ts'
export { type DraftError, decodeDraft, draftBounds, maxPastedLength } from './decodeDraft.ts'
export {
  type CorrectedDocument,
  type DraftPublished,
  type DraftRow,
  type DraftSaved,
  type DraftView,
  type DraftWish,
  type JoinRequest,
  type SameDocument,
  decodeDraftWish,
  decodeJoin,
  readDraftAnswer,
} from './draftViews.ts'
