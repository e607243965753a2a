import type { Directive } from '#core/directive'

/** An official text cut for reading, never paraphrased: `lead` and `rest` together are the text itself. */
export interface Wording {
  /** The heading that carries the verb, without its colon; shown in grey brackets. */
  readonly inherited: string | null
  /** The verb and its object, up to the first comma or about 90 characters. */
  readonly lead: string
  readonly rest: string
}

const longestLead = 90

/** Cuts a point's text after its first comma, or between words near 90 characters. */
export function splitWording({ text, heading, headingKind }: Pick<Directive, 'text' | 'heading' | 'headingKind'>): Wording {
  const end = endOfLead(text)
  const inherited = headingKind === 'lead_in' && heading !== null ? heading.replace(/[\s:]+$/u, '') : null
  return { inherited, lead: text.slice(0, end), rest: text.slice(end) }
}

/** How a button or a sentence names a point: its lead without the closing punctuation. */
export function leadName({ lead }: Wording): string {
  return lead.replace(/[\s,.;:]+$/u, '')
}

function endOfLead(text: string): number {
  const comma = text.search(/[,;:]\s|[.:;,]$/u)
  if (comma >= 0 && comma < longestLead) return comma + 1
  if (text.length <= longestLead) return text.length
  return Math.max(text.lastIndexOf(' ', longestLead), 1)
}
