/**
 * `npm run score [-- --misses]`: reads the five documents and the corpus and writes how well it went into `docs/score.md`; with
 * `--misses` it also prints everything that differs from the open part.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseResolution } from '#core/resolution'
import { readCorpus } from '../tests/golden/readCorpus.ts'
import { type CorpusScore, addScores, emptyScore, scoreReading } from '../tests/golden/scoreCorpus.ts'
import { isEntry, root } from './repository.ts'

const scorePath = join(root, 'docs', 'score.md')
const marks = ['<!-- score: written by npm run score -->', '<!-- end of score -->'] as const

const share = (part: number, of: number): string => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} % (${String(part)} of ${String(of)})`)

/** The table of both parts, a line for each figure. */
export function renderScore(open: CorpusScore, held: CorpusScore): string {
  const rows: readonly (readonly [string, (score: CorpusScore) => string])[] = [
    ['documents', ({ documents, nonDocuments }) => `${String(documents)}, ${String(nonDocuments)} of them without directives`],
    ['directives: of those read, right (precision)', ({ found, read }) => share(found, read)],
    ['directives: of those printed, read (recall)', ({ found, expected }) => share(found, expected)],
    ['addressee: who gets it', ({ audience, found }) => share(audience, found)],
    ['addressee: its words', ({ addressee, found }) => share(addressee, found)],
    ['responsible person', ({ responsible, withResponsible }) => share(responsible, withResponsible)],
    ['deadline', ({ deadline, found }) => share(deadline, found)],
    ['nested points of a point', ({ nested, parents }) => share(nested, parents)],
    ['document’s fields', ({ rightFields, fields }) => share(rightFields, fields)],
    ['texts without directives in which some were read', ({ falseDocuments, nonDocuments }) => `${String(falseDocuments)} of ${String(nonDocuments)}`],
    ['of the readings marked sure, right', ({ judged, wrong }) => share(judged.sure - wrong.sure, judged.sure)],
    ['of the wrong readings, marked likely or unsure', ({ wrong }) => share(wrong.likely + wrong.unsure, wrong.sure + wrong.likely + wrong.unsure)],
    ['share of readings marked sure', ({ judged }) => share(judged.sure, judged.sure + judged.likely + judged.unsure)],
  ]
  return ['| | open part | held-back part |', '|---|---|---|', ...rows.map(([name, say]) => `| ${name} | ${say(open)} | ${say(held)} |`)].join('\n')
}

function scorePart(part: 'open' | 'held', miss: (line: string) => void): CorpusScore {
  const scores = readCorpus(part).map(({ name, text, golden }) => scoreReading(parseResolution(text), golden, (line) => { miss(`${name}: ${line}`) }))
  return scores.reduce(addScores, emptyScore())
}

if (isEntry(import.meta.url)) {
  const table = renderScore(scorePart('open', (line) => { if (process.argv.includes('--misses')) console.log(line) }), scorePart('held', () => undefined))
  console.log(table)
  const text = readFileSync(scorePath, 'utf8')
  const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])]
  writeFileSync(scorePath, `${text.slice(0, start + marks[0].length)}\n${table}\n${text.slice(end)}`)
}
