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
  Span,
} from './parsedResolution.ts'
export { parseResolution } from './parseResolution.ts'
