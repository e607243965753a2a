export { type DeviceTrouble, deviceTroubles, troublesOf, worstTrouble } from './deviceTroubles.ts'
export { cellStates } from './officeViews.ts'
export type {
  AddressDecision,
  AssignmentCounts,
  AssignmentRow,
  AssignmentView,
  CellState,
  ControlDecision,
  DeviceView,
  DocumentRow,
  ExtensionDecision,
  HistoryEntry,
  MatrixCell,
  MatrixRow,
  MatrixView,
  NewCodeView,
  OfficerView,
  OrganizationRow,
  OrganizationView,
  RelatedAssignment,
  UnaddressedRow,
} from './officeViews.ts'
export { type OfficeRight, type OfficerRole, officeRights, officerRoles, rightsOf } from './officeRights.ts'
export { type HistoryIndex, type OrganizationHistory, indexHistory, peopleOf } from './indexHistory.ts'
export { type SummaryContext, findAssignment, publishedControl, relatedAssignments, summarizeDirective, summarizeSubject } from './summarizeAssignment.ts'
export { addCounts, countCells, noCounts } from './summarizeCounts.ts'
export { type HistoryNames, summarizeHistory } from './summarizeHistory.ts'
export { type FieldAnswerView, type KeptFileView, readKeptFile } from './materialViews.ts'
export { summarizeFields } from './summarizeFields.ts'
export { readOfficeAnswer } from './officeAnswers.ts'
export { type RestoreView, type RestoredRow, type SafetyView, backupLateAfterMs } from './safetyView.ts'
export {
  type OfficeRequestError,
  type SignInRequest,
  decodeAddressDecision,
  decodeControlDecision,
  decodeExtensionDecision,
  decodeSignIn,
} from './officeRequests.ts'
