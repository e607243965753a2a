import { foldText, stemOf } from '../../i18n/stemWord.ts'
import type { CardView } from './cardView.ts'
import { documentName } from './dateText.ts'
import type { AssignmentSummary } from './rows.ts'

/*
 * Thousands of points repeat the same few thousand words. Each different one is kept once, with a number; a card is the
 * list of its numbers. A letter typed is compared with the words, and the cards are asked for their numbers alone.
 */

/** The different words of all cards, by their numbers. */
const words: { readonly text: string; readonly starts: string }[] = []
const numberOf = new Map<string, number>()

/** The numbers of a card's words, each once. A view lives as long as nothing of its card changes. */
const known = new WeakMap<CardView, readonly number[]>()

/**
 * The cards with every word of `query` in their text, number, document, report or notes. ё and letter case do not
 * matter, and neither does the ending: «нагрузка» finds «нагрузку».
 */
export function findCards(views: readonly CardView[], query: string): CardView[] {
  const numbers = views.map(numbersOf)
  const typed = foldText(query).split(/\s+/u).filter(Boolean).map(matchesOf)
  return views.filter((_, index) => typed.every((matches) => holdsMatch(numbers[index] ?? [], matches)))
}

function holdsMatch(numbers: readonly number[], matches: Uint8Array): boolean {
  // Not `some`: it is asked thousands of times between a letter and its answer.
  for (const number of numbers) if (matches[number] === 1) return true
  return false
}

/** A shorter one would begin words of every kind. */
const shortestStem = 3

/** Which words answer what was typed: 1 at the number of each that does. Cards are made ready before it is asked. */
function matchesOf(typed: string): Uint8Array {
  const stem = stemOf(typed)
  const start = stem.length >= shortestStem ? ` ${stem}` : null
  const matches = new Uint8Array(words.length)
  words.forEach(({ text, starts }, number) => {
    if (text.includes(typed) || (start !== null && starts.includes(start))) matches[number] = 1
  })
  return matches
}

/** What a search reads of a card; called beforehand it makes the first letter as quick as the others. */
export function numbersOf(view: CardView): readonly number[] {
  const before = known.get(view)
  if (before !== undefined) return before
  const numbers = toNumbers(searchText(view))
  known.set(view, numbers)
  return numbers
}

/** Whether a card was made ready before. */
export function isReady(view: CardView): boolean {
  return known.has(view)
}

function toNumbers(text: string): readonly number[] {
  return [...new Set(foldText(text).split(/\s+/u))].filter(Boolean).map((word) => {
    const before = numberOf.get(word)
    if (before !== undefined) return before
    numberOf.set(word, words.length)
    return words.push({ text: word, starts: ` ${word.replace(/[^\p{L}\p{N}]+/gu, ' ')}` }) - 1
  })
}

function searchText({ card: { directive, summaries }, resolution, summary }: CardView): string {
  const notes = Object.values<AssignmentSummary>(summaries).map((one) => one.notes)
  const parts = [directive.number, directive.heading, directive.text, ...directive.children.map(({ text }) => text), summary?.reportText, ...notes]
  const document = resolution === null ? [] : [documentName(resolution), resolution.title, resolution.issuer]
  return [...parts, ...document].filter(Boolean).join(' ')
}
