import { isInfinitive } from './lexicon.ts'
import { blankQuoted } from './pattern.ts'

const lookedAt = 400

/** Where the first infinitive outside quotes and brackets begins («обеспечить»); -1 where there is none near the start. */
export function findAction(text: string): number {
  const head = blankBracketed(blankQuoted(text.slice(0, lookedAt)))
  for (const word of head.matchAll(/\p{L}+/gu)) if (isInfinitive(word[0])) return word.index
  return -1
}

/** Whether the text tells to do something in its first words, as points and general tasks do. */
export function startsWithAction(text: string): boolean {
  const words = [...text.slice(0, 80).matchAll(/\p{L}+/gu)].slice(0, 3)
  // An adverb or «не» may stand before the verb: «Своевременно представлять», «Не допускать».
  return words.some(({ 0: word }, place) => isInfinitive(word) && words.slice(0, place).every(({ 0: before }) => /^(?:не|\p{L}+о|\p{L}+но|и)$/iu.test(before)))
}

/** The text with the insides of round brackets blanked, offsets kept. */
export function blankBracketed(text: string): string {
  return text.replace(/\([^()]{0,300}\)/gu, (found) => '·'.repeat(found.length))
}
