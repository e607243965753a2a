import { type Span, parseResolution } from '#core/resolution'
import { readCorpus } from '../golden/readCorpus.ts'
import { createRandom, pickFrom } from './random.ts'

const documents = readCorpus('open').map(({ text }) => text)
const longest = 2000
const scraps = [
  'РЕШИЛИ:', 'ПРИКАЗЫВАЮ:', 'Директорам школ', 'Руководителям ОО:', 'МКУ «', 'Срок: до 5 мая', 'Срок, ответственный: ', 'Отв.: ', '(отв. Ким И.О., срок 15.11)', '1.', '1.1.', '2)', 'а)', '–', '•', '|', '\t', '|---|',
  '№', 'Мероприятие', 'Срок', 'Ответственный', '2024 год', 'ежемесячно до 5 числа', 'провести ', 'Обеспечить', '«', '»', '(', ')', '\n', '\n\n', '- 2 -', 'стр. 3', 'обра-\nзования', '\u00ad', 'е\u0308', '\ud83d', '\u0000', '\u2028', '*', '**',
]

/** A text by its seed: a piece of a document, pieces of several, scraps of the genre, or noise. */
export function fuzzText(seed: number): string {
  const random = createRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const piece = (): string => {
    const text = pickFrom(documents, random)
    const from = below(text.length + 1)
    return text.slice(from, from + below(longest))
  }
  const parts: string[] = []
  for (let length = 0; length < longest && parts.length < 40; ) {
    const choice = below(10)
    const part = choice < 3 ? piece() : choice < 8 ? pickFrom(scraps, random) : String.fromCharCode(...Array.from({ length: below(12) }, () => below(0x600)))
    parts.push(part)
    length += part.length
    if (below(12) === 0) break
  }
  return parts.join(below(2) === 0 ? '' : ' ').slice(0, longest)
}

export interface CheckedReading {
  readonly directives: number
  readonly wrong: readonly string[]
}

/** Reads a text and checks that nothing is said of it that does not stand there. */
export function checkReading(text: string): CheckedReading {
  const wrong: string[] = []
  const { document, sections, directives, optional, issues } = parseResolution(text)
  const check = (what: string, words: string | null, span: Span | null): void => {
    if (span === null) return
    if (span.start < 0 || span.end > text.length || span.start > span.end) wrong.push(`${what}: a span outside the text`)
    else if (words !== null && !standsIn(words, text.slice(span.start, span.end))) wrong.push(`${what}: ${JSON.stringify(words)} does not stand at its span`)
  }
  check('opening', document.operativeMarker, document.operativeSpan)
  for (const { heading, span } of sections) check('heading', heading, span)
  for (const directive of directives) {
    check('directive', directive.text, directive.span)
    check('deadline', directive.deadline.text, directive.deadline.span)
    for (const child of directive.children) check('nested point', child.text, child.span)
  }
  for (const act of optional) check('act', act.text, act.span)
  for (const issue of issues) check('issue', null, issue.span)
  return { directives: directives.length, wrong }
}

/** What the paper adds between the words (spaces, page numbers, other cells) does not count, nor that cells of a table are read in another order than printed. */
function standsIn(words: string, source: string): boolean {
  const letters = lettersOf(source)
  return comeInOrder(lettersOf(words), letters) || words.split(/\s+/u).every((word) => letters.includes(lettersOf(word)))
}

function comeInOrder(words: string, letters: string): boolean {
  let at = 0
  for (const letter of words) {
    const found = letters.indexOf(letter, at)
    if (found < 0) return false
    at = found + letter.length
  }
  return true
}

/** Letters without their marks: a mark that a soft hyphen held apart from its letter stands on it in the reading. */
function lettersOf(text: string): string {
  return text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '')
}
