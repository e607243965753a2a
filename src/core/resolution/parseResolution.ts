import { composeDirectives } from './composeDirectives.ts'
import { findDocumentFields } from './findDocumentFields.ts'
import { findOperativePart } from './findOperativePart.ts'
import { namesKind } from './findHeading.ts'
import { groupClauses } from './groupClauses.ts'
import type { ParseIssue } from './issues.ts'
import { normalizeText, sourceSpan } from './normalizeText.ts'
import type { ParsedDirective, ParsedDocument, ParsedResolution, ParsedSection } from './parsedResolution.ts'
import { splitClauses } from './splitClauses.ts'

/** A document of the genre has tens of thousands; the bound keeps a hostile text from filling the memory of a phone. */
export const maxCharacters = 3_000_000

/**
 * Reads a resolution: what the document says of itself, whom it addresses, what each must do and by when. Never throws,
 * whatever the text; what could not be read is told in `issues`, and so is a text longer than `maxCharacters`, of which
 * only the beginning is read. Linear in the length of the text.
 */
export function parseResolution(text: string): ParsedResolution {
  const normalized = normalizeText(text.slice(0, maxCharacters))
  const { clauses, truncated: tooMany } = splitClauses(normalized)
  const operative = findOperativePart(clauses, namesKind(normalized, clauses))
  const document = findDocumentFields(normalized, clauses, operative)
  const grouped = groupClauses(operative?.clauses ?? [])
  const { sections, directives, issues } = composeDirectives(normalized, grouped, document.date, document.operativeMarker !== null)
  const unread = grouped.unread.map(({ from, to }): ParseIssue => ({ type: 'ParagraphNotUnderstood', span: sourceSpan(normalized, from, to) }))
  const optional = grouped.issuerActs.map((clause) => ({ number: clause.marker.number, text: clause.text, span: sourceSpan(normalized, clause.from, clause.to) }))
  const whole = clauses.length === 0 ? [remark('EmptyText')] : remarkOnWhole(document, sections, directives, operative !== null, tooMany || text.length > maxCharacters)
  return { document, sections, directives, optional, issues: [...whole, ...issues, ...unread] }
}

function remarkOnWhole(
  document: ParsedDocument,
  sections: readonly ParsedSection[],
  directives: readonly ParsedDirective[],
  operative: boolean,
  truncated: boolean,
): readonly ParseIssue[] {
  const issues: ParseIssue[] = []
  if (truncated) issues.push(remark('TextTooLong'))
  if (!operative) issues.push(remark('NoOperativePart'))
  else if (directives.length === 0) issues.push(remark('NoDirectives'))
  else if (document.operativeMarker === null) issues.push(remark('OperativeMarkerMissing'))
  if (document.kind === null) issues.push(remark('KindNotFound'))
  if (document.date === null) issues.push(remark('DateNotFound'))
  for (const { index, addressee, span } of sections) {
    const isLeft = directives.some((directive) => directive.section === index && directive.addressee === undefined)
    if (addressee.rule === 'nobody_named' && isLeft) issues.push({ type: 'NobodyAddressed', span })
  }
  return issues
}

function remark(type: ParseIssue['type']): ParseIssue {
  return { type, span: null }
}
