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
    const text = foldText(searchText(view, notes))
    const starts = ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`
    return words.every(({ word, stem }) => text.includes(word) || (stem.length >= shortestStem && starts.includes(` ${stem}`)))
  })
}

/** A shorter one would begin words of every kind. */
const shortestStem = 3

function searchText({ card: { directive, directiveId }, resolution, summary }: CardView, notes: NotesByDirective): string {
  const parts = [directive.number, directive.heading, directive.text, ...directive.children.map(({ text }) => text), summary?.reportText, notes.get(directiveId)]
  const document = resolution === null ? [] : [documentName(resolution), resolution.title, resolution.issuer]
  return [...parts, ...document].filter(Boolean).join(' ')
}
