export { documentErrorTypes, parseIssueTypes } from './issues.ts'
export type { DocumentErrorType, ParseIssue, ParseIssueType } from './issues.ts'
export type {
  AddresseeRule,
  DeadlineRule,
  DuplicateOf,
  HeadingKind,
  HeadingRule,
  IssuerAct,
  ParsedAddressee,
  ParsedChild,
  ParsedDeadline,
  ParsedDirective,
  ParsedDocument,
  ParsedResolution,
  ParsedSection,
  PointRule,
} from './parsedResolution.ts'
export { doubts } from './judgement.ts'
export type { Confidence, DirectiveConfidence, Doubt, Judgement } from './judgement.ts'
export type { Span } from './span.ts'
export { joinLines } from './compoundWords.ts'
export { maxCharacters, parseResolution } from './parseResolution.ts'
