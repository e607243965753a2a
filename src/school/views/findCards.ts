import type { DirectiveId } from '#core/directive'
import { foldText, stemOf } from '../../i18n/stemWord.ts'
import type { CardView } from './cardView.ts'
import { documentName } from './dateText.ts'

/** What the school wrote of a point, by the point. */
export type NotesByDirective = ReadonlyMap<DirectiveId, string>

/**
 * The cards with every word of `query` in their text, number, document, report or notes. ё and letter case do not
 * matter, and neither does the ending: «нагрузка» finds «нагрузку».
 */
export function findCards(views: readonly CardView[], query: string, notes: NotesByDirective = new Map()): CardView[] {
  const words = foldText(query).split(/\s+/u).filter(Boolean).map((word) => ({ word, stem: stemOf(word) }))
  return views.filter((view) => {
    const note = notes.get(view.card.directiveId)
    const texts = note === undefined ? [foldedOf(view)] : [foldedOf(view), fold(note)]
    return words.every(({ word, stem }) => texts.some(({ text, starts }) => text.includes(word) || (stem.length >= shortestStem && starts.includes(` ${stem}`))))
  })
}

/** A shorter one would begin words of every kind. */
const shortestStem = 3

interface Folded {
  readonly text: string
  /** Its words, each after a space. */
  readonly starts: string
}

/** A card is folded once, not with every letter typed: a view lives as long as nothing of its card changes. */
const known = new WeakMap<CardView, Folded>()

/** What a search reads of a card; called beforehand it makes the first letter as quick as the others. */
export function foldedOf(view: CardView): Folded {
  const before = known.get(view)
  if (before !== undefined) return before
  const folded = fold(searchText(view))
  known.set(view, folded)
  return folded
}

function fold(words: string): Folded {
  const text = foldText(words)
  return { text, starts: ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}` }
}

function searchText({ card: { directive }, resolution, summary }: CardView): string {
  const parts = [directive.number, directive.heading, directive.text, ...directive.children.map(({ text }) => text), summary?.reportText]
  const document = resolution === null ? [] : [documentName(resolution), resolution.title, resolution.issuer]
  return [...parts, ...document].filter(Boolean).join(' ')
}
