import { describe, expect, test } from 'vitest'
import { parseResolution } from '#core/resolution'
import { nodeReaders } from '../../src/formats/node/nodeReaders.ts'
import { readDocument } from '../../src/formats/readDocument.ts'
import { type CorpusPart, readCorpus, readOfficeFile } from './readCorpus.ts'
import { type CorpusScore, addScores, emptyScore, scoreReading } from './scoreCorpus.ts'

/** What a district office may expect of a document nobody here has seen. */
function expectGood(score: CorpusScore, misses: readonly string[]): void {
  const share = (part: number, of: number): number => (of === 0 ? 1 : part / of)
  const said = misses.join('\n')
  expect(share(score.found, score.read), said).toBeGreaterThanOrEqual(0.97)
  expect(share(score.found, score.expected), said).toBeGreaterThanOrEqual(0.97)
  expect(share(score.audience, score.found), said).toBeGreaterThanOrEqual(0.95)
  expect(share(score.addressee, score.found), said).toBeGreaterThanOrEqual(0.95)
  expect(share(score.deadline, score.found), said).toBeGreaterThanOrEqual(0.95)
  expect(share(score.nested, score.parents), said).toBeGreaterThanOrEqual(0.95)
  expect(score.falseDocuments, said).toBe(0)
  const sure = score.judged.sure
  expect(share(sure - score.wrong.sure, sure), said).toBeGreaterThanOrEqual(0.99)
}

async function textOf(part: CorpusPart, name: string, text: string, format: 'txt' | 'docx' | 'pdf'): Promise<string | null> {
  const bytes = format === 'txt' ? null : readOfficeFile(part, name, format)
  if (bytes === null) return format === 'txt' ? text : null
  const read = await readDocument(bytes, nodeReaders)
  if (!read.ok) throw new Error(`${name}.${format}: ${read.error.type}`)
  return read.value.text
}

describe.each(['open', 'held'] as const)('the %s part of the corpus', (part) => {
  test.each(['txt', 'docx', 'pdf'] as const)('is read well as .%s', { timeout: 60_000 }, async (format) => {
    let score = emptyScore()
    const misses: string[] = []
    for (const { name, text, golden } of readCorpus(part)) {
      const given = await textOf(part, name, text, format)
      if (given === null) continue
      score = addScores(score, scoreReading(parseResolution(given), golden, (line) => { misses.push(`${name} ${line}`) }))
    }
    expectGood(score, misses)
  })
})
