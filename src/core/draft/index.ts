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
export { type DraftError, decodeDraft, draftBounds, maxPastedLength } from './decodeDraft.ts'
export {
  type DraftPublished,
  type DraftRow,
  type DraftSaved,
  type DraftView,
  type DraftWish,
  type SameDocument,
  decodeDraftWish,
  readDraftAnswer,
} from './draftViews.ts'
