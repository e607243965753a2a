import type { Span } from './span.ts'

/** Everything the parser can say besides its result; meaning and wording: `docs/errors.md`. */
export const parseIssueTypes = [
  'EmptyText',
  'NoOperativePart',
  'NoDirectives',
  'OperativeMarkerMissing',
  'TextTooLong',
  'KindNotFound',
  'DateNotFound',
  'NobodyAddressed',
  'AudienceUnknown',
  'DeadlineNotUnderstood',
  'ParagraphNotUnderstood',
] as const
export type ParseIssueType = (typeof parseIssueTypes)[number]

/** Why a file gave no text; meaning and wording: `docs/errors.md`. */
export const documentErrorTypes = [
  'DocumentTooLarge',
  'DocumentFormatUnsupported',
  'DocumentNotText',
  'DocumentGarbled',
  'DocumentBroken',
  'DocumentEncrypted',
  'DocumentUnsafe',
  'DocumentUnpacksTooLarge',
  'DocumentTooLong',
  'DocumentHasNoText',
  'DocumentTooSlow',
  'DocumentTooHeavy',
  'DocumentReaderFailed',
] as const
export type DocumentErrorType = (typeof documentErrorTypes)[number]

/** One remark about the text; `span` says where, null where the whole text is meant. */
export interface ParseIssue {
  readonly type: ParseIssueType
  readonly span: Span | null
}
