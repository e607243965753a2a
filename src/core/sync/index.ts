export { changeIdOf, changeIdToPlace, controlAnswers, formerNamesOf, officeKinds, registerOf, reportDecisions, schemaVersion, schoolKinds, schoolOnlyKinds, toldWays } from './change.ts'
export type {
  Change,
  ControlAnswer,
  ControlValue,
  EvidenceValue,
  ExecutionValue,
  ExtensionRequestValue,
  ExtensionValue,
  JsonObject,
  JsonValue,
  KnownKind,
  OfficeKind,
  PersonValue,
  PlacedChange,
  ProfileValue,
  ProgressNoteValue,
  PublicationValue,
  ReportDecisionValue,
  ReportedPoint,
  RetractionValue,
  SchoolKind,
  StoredChange,
  ToldWay,
} from './change.ts'
export { isKnownKind, isOfficeKind, isValueOfKind, maxTextLength, valueOf } from './changeValues.ts'
export { type Cursor, cursorToText, textToCursor } from './cursor.ts'
export { addresseeSchema, directiveSchema, materialSchema, printedDeadlineSchema, reportFieldSchema, resolutionSchema } from './documentSchemas.ts'
export { type DeviceCode, type ErrorAnswer, type ErrorCode, type ExchangeFailure, deviceCodes, errorCodes, isErrorCode } from './errors.ts'
export { type ExchangePlanInput, type Settlement, joinReceipts, planExchange, readSettlements } from './exchange.ts'
export { type FieldAnswer, findFieldClashes, foldFieldAnswers, isAnswerTo, newestAnswer } from './fieldValues.ts'
export { type AssignmentState, foldAssignment } from './foldAssignment.ts'
export { compareConcurrent, findSuperseded, headsOf, isNamedIn, mergeChanges, openCorrections, openRequests, seenBy, withoutRepeats } from './mergeChanges.ts'
export { type PublishedState, foldPublications } from './foldPublications.ts'
export type { Credentials, ExchangeTransport } from './ports.ts'
export {
  type ExchangeAnswer,
  type ExchangeRequest,
  type Writer,
  decodeAnswer,
  decodeChange,
  decodeRequest,
  encodeAnswer,
  encodeChange,
  maxChangeLength,
  maxChangesLength,
  maxChangesPerExchange,
  maxCompressedBytes,
  maxFetched,
  maxGivenBackLength,
  maxInflatedBytes,
  protocolVersion,
} from './protocol.ts'
export { type Health, type HealthFacts, describeHealth, isTroubled, readHealth } from './health.ts'
export { type DigestPlace, type HistoryDigest, digestHistory } from './historyDigest.ts'
export { type Remembered, decodeRemembered } from './remembered.ts'
export { type GivenBack, decodeGivenBack } from './givenBack.ts'
export { packLists, unpackLists } from './columns.ts'
export { isSafeJson } from './safeJson.ts'
export { toldForm } from './toldChange.ts'
export { type Subject, type SubjectKey, isSubjectKey, keyToSubject, subjectToKey, wholePeriod } from './subject.ts'
export { type EnrolmentAnswer, type EnrolmentProof, type EnrolmentRequest, decodeEnrolmentAnswer, decodeEnrolmentRequest } from './enrolment.ts'
