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
  ProofRecordView,
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
export {
  type DifferenceCounts,
  type DifferenceView,
  type DocumentEventKind,
  type DocumentEventView,
  type DocumentLifeView,
  type DocumentState,
  type EventPoint,
  type LifePoint,
  type OfficerName,
  type UndoView,
  type WithdrawalWish,
  decodeCurator,
  decodeWithdrawal,
  readLifeAnswer,
} from './lifeViews.ts'
export { type RestoreView, type RestoredRow, type SafetyView, backupLateAfterMs } from './safetyView.ts'
export {
  type OfficeRequestError,
  type SignInRequest,
  decodeAddressDecision,
  decodeControlDecision,
  decodeExtensionDecision,
  decodeSignIn,
} from './officeRequests.ts'
export type { OrganizationMarks, SummaryHead, SummaryMark, SummaryPage } from './summaryViews.ts'
export { readSummaryPage } from './summaryAnswer.ts'
export { changesBefore, markAssignments } from './summaryMarks.ts'
export type { SummaryCounts } from './summaryCounts.ts'
export type { FieldTable, FieldTotal } from './summaryFields.ts'
export {
  type Contact,
  type SummaryChoice,
  type SummaryDocument,
  type SummaryEntry,
  type SummaryOrganization,
  type SummaryReport,
  type SummaryRow,
  type SummarySource,
  silentAfterDays,
  summaryReport,
  wholeChoice,
} from './summaryReport.ts'
export { type WeekEntry, type WeekReport, weekReport } from './weekReport.ts'
export { type Reminder, remindersOf } from './reminders.ts'
export type { Paper, PaperCell, PaperColumn, PaperPage, PaperRow, PaperTable, Sheet, SheetCell, Workbook } from './paper.ts'
export {
  type InvitationView,
  type InvitedView,
  type JournalRow,
  type JournalView,
  type PersonRow,
  type PersonWish,
  type ProfileView,
  type SchoolPersonRow,
  type SessionRow,
  decodePeopleRequest,
  minPasswordLength,
  officerStandings,
  passwordStrength,
  readPeopleAnswer,
} from './peopleViews.ts'
export { type DistrictSettings, type SettingsView, decodeSettings, readSettings, ruleChanges } from './settingsView.ts'
export { type DoctorCheck, type DoctorView, type SetupProgress, type SetupWish, checkStates, decodeSetup, readSetupAnswer } from './setupViews.ts'
export { type ControlCell, packCells, subjectOfCell, unpackCells } from './controlCells.ts'
export { type QueueRow, type Wait, type WaitKind, readQueue, waitKinds, waitsOf } from './controlQueue.ts'
export { type ControlColumn, type ControlDocument, type ControlRow, type ControlView, type PackedControl, readControl, withRows } from './controlView.ts'
export { type Discipline, type PlannedWork, measureDiscipline } from './disciplineRatio.ts'
export { type ActGround, type ActWish, type ActsAnswer, type ActsRequest, type AssignmentPlace, type OfficeAct, type ToldWish, type UndoRequest, actsWithReason, controlAfter, decodeActs, decodeChangeName, decodeTold, decodeUndo, mayAct, maxActPlaces, officeActs } from './officeActs.ts'
export { type JudgedAssignment, judgeDirective, judgeSubject } from './summarizeAssignment.ts'
export { type OrganizationReportView, type ReportDecisionWish, type ReportVersionView, decodeReportDecision, readOrganizationReports, summarizeReports } from './organizationReportViews.ts'
