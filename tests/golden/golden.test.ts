import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseResolution } from '#core/resolution'
import { nodeReaders } from '../../src/formats/node/nodeReaders.ts'
import { readDocument } from '../../src/formats/readDocument.ts'
import { scoreResolution } from './scoreResolution.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const seeds = fileURLToPath(new URL('../../seeds/resolutions/', import.meta.url))

const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
const scores = names.map((name) => {
  const expected: Parameters<typeof scoreResolution>[1] = JSON.parse(readFileSync(folder + name, 'utf8'))
  return { name, ...scoreResolution(parseResolution(readFileSync(seeds + expected.source, 'utf8')), expected) }
})

test.each(scores)('$name is read exactly as annotated', ({ differences }) => {
  expect(differences).toEqual([])
})

const files = fileURLToPath(new URL('files/', import.meta.url))
test.each(names.flatMap((name) => (['docx', 'pdf', 'doc'] as const).map((format) => ({ name, format }))))('$name is read exactly as annotated as .$format too', async ({ name, format }) => {
  const expected: Parameters<typeof scoreResolution>[1] = JSON.parse(readFileSync(folder + name, 'utf8'))
  const read = await readDocument(new Uint8Array(readFileSync(files + expected.source.replace('.txt', `.${format}`))), nodeReaders)
  if (!read.ok) throw new Error(read.error.type)
  expect(scoreResolution(parseResolution(read.value.text), expected, false).differences).toEqual([])
})

test('the five documents give 92 directives, 15 nested points and 18 deadlines', () => {
  const total = (key: 'directives' | 'children' | 'deadlines'): number => scores.reduce((sum, score) => sum + score[key], 0)
  const counts = { directives: total('directives'), children: total('children'), deadlines: total('deadlines') }
  process.stdout.write(`golden: directives ${String(counts.directives)} of 92, children ${String(counts.children)} of 15, deadlines ${String(counts.deadlines)} of 18\n`)
  expect(counts).toEqual({ directives: 92, children: 15, deadlines: 18 })
})

test('phones of each kind would hold as many directives as the annotations say', () => {
  const kinds = ['general_school', 'preschool', 'supplementary'] as const
  const held = Object.fromEntries(
    names.map((name) => {
      const expected: Parameters<typeof scoreResolution>[1] = JSON.parse(readFileSync(folder + name, 'utf8'))
      const { sections, directives } = parseResolution(readFileSync(seeds + expected.source, 'utf8'))
      const reaches = (kind: (typeof kinds)[number]): number =>
        directives.filter(({ section }) => {
          const { audience = [], scope = [] } = sections[section]?.addressee ?? {}
          return [...audience, ...scope].some((code) => code === kind || code === 'all_organizations')
        }).length
      return [name.replace('.json', ''), kinds.map(reaches)]
    }),
  )
  expect(held).toEqual({
    'bodaibo-2021': [8, 5, 5],
    'lesosibirsk-2021': [30, 24, 20],
    'pyatigorsk-2021': [4, 4, 4],
    'pyatigorsk-2022': [4, 4, 0],
    'suntar-2020': [11, 11, 11],
  })
})
