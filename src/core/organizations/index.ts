export { type FieldProblem, type OrganizationFields, type TextField, checkFields, fieldBounds, textFields, tidy } from './organizationFields.ts'
export { type ReadKinds, kindsInName, plainWords, readKinds } from './kindWords.ts'
export { type ImportField, type RecognizedColumns, importFields, recognizeColumns } from './recognizeColumns.ts'
export { type ImportRefusal, type ImportRow, type ReadImport, type SourceTable, maxImportRows, readImport } from './readImport.ts'
export { type KnownOrganization, type PlannedRow, type RowProblem, changedFields, planImport } from './planImport.ts'
export {
  type ClosingDone,
  type ClosingWish,
  type ImportDone,
  type ImportWish,
  type LetterPoint,
  type LetterView,
  type OrganizationAdded,
  type OrganizationEdit,
  type StandingDocument,
  maxLettersAtOnce,
  readOrganizationAnswer,
  readOrganizationWish,
} from './organizationViews.ts'
