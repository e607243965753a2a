import type { Directive } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { foldText, stemOf } from '../../i18n/stemWord.ts'
import type { CardView } from './cardView.ts'
import type { AssignmentSummary } from './rows.ts'

/** What the school reported on another point that asks nearly the same, mostly of an earlier document. */
export interface SimilarReport {
  readonly view: CardView
  readonly subject: SubjectKey
  readonly text: string
}

/** Two points ask the same when so much of their words is common, and not by a few words alone. */
const leastShare = 0.7
const leastCommon = 4

/** A shorter word is mostly a preposition. */
const shortestWord = 4

/** The point most like this one that has a report with words; null where none is like it. */
export function findSimilarReport(view: CardView, views: readonly CardView[]): SimilarReport | null {
  const own = stemsOf(view.card.directive)
  const found = views
    .filter(({ card }) => card.directiveId !== view.card.directiveId)
    .flatMap((other) => {
      const report = reportOf(other)
      return report === null ? [] : [{ ...report, view: other, share: shareOf(own, stemsOf(other.card.directive)) }]
    })
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share)
  const [best] = found
  return best === undefined ? null : { view: best.view, subject: best.subject, text: best.text }
}

/** How much of the words of two points is common, 0 to 1; 0 where only a few words are. */
export function likenessOf(a: DirectiveWords, b: DirectiveWords): number {
  return shareOf(stemsOf(a), stemsOf(b))
}

type DirectiveWords = Pick<Directive, 'text' | 'heading' | 'headingKind' | 'children'>

function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((stem) => b.has(stem)).length
  return common < leastCommon ? 0 : common / (a.size + b.size - common)
}

/** The words that carry a point's meaning, without their endings; a heading that holds its verb is among them. */
function stemsOf({ text, heading, headingKind, children }: DirectiveWords): Set<string> {
  const whole = [headingKind === 'lead_in' ? (heading ?? '') : '', text, ...children.map((child) => child.text)].join(' ')
  const words = foldText(whole).split(/[^\p{L}]+/u).filter((word) => word.length >= shortestWord)
  return new Set(words.map(stemOf))
}

/** The words of a report on the point itself, of the newest period of a standing one. */
function reportOf({ card, subject, periods }: CardView): { readonly subject: SubjectKey; readonly text: string } | null {
  const own = [subject, ...Object.keys(card.summaries).filter((key): key is SubjectKey => periods.some((period) => key === `d:${card.directiveId}:${period.key}`)).sort().reverse()]
  for (const key of own) {
    const text = textOf(card.summaries[key])
    if (text !== '') return { subject: key, text }
  }
  return null
}

function textOf(summary: AssignmentSummary | undefined): string {
  return summary?.execution === 'reported' ? (summary.reportText ?? '').trim() : ''
}
