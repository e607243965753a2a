import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = (path: string): string => fileURLToPath(new URL(`../../../../${path}/`, import.meta.url))
const sources = readdirSync(folder('src/core/resolution')).map((name) => ({ name, text: readFileSync(folder('src/core/resolution') + name, 'utf8').toLowerCase() }))
const seeds = readdirSync(folder('seeds/resolutions')).filter((name) => name.endsWith('.txt')).map((name) => readFileSync(folder('seeds/resolutions') + name, 'utf8'))

const stemsOf = (texts: readonly string[], pattern: RegExp): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.match(pattern) ?? []).map((word) => word.toLowerCase().slice(0, -2)).filter((stem) => stem.length >= 4))

/** A kind of region, which Russian prints with a capital. */
const kindOfRegion = 'республи'
/** Words printed with a capital inside a sentence or a name, and never with a small letter: proper names, and little else. */
const capital = stemsOf(seeds, /(?<=[\p{Ll}«("],?\s?)\p{Lu}\p{Ll}{3,}/gu)
const small = stemsOf(seeds, /(?<!\p{L})\p{Ll}{4,}/gu)
const properNames = [...capital].filter((stem) => stem !== kindOfRegion && ![...small].some((known) => known.startsWith(stem) || stem.startsWith(known)))

test('no proper name of the documents in seeds stands in the rules', () => {
  const found = properNames.flatMap((stem) => sources.filter(({ text }) => text.includes(stem)).map(({ name }) => `${name}: ${stem}`))
  expect(properNames.length).toBeGreaterThan(10)
  expect(found).toEqual([])
})

test('no municipality, region, person or programme of the seeds is named', () => {
  const names = ['пятигорск', 'ставропол', 'лесосибирск', 'красноярск', 'сунтар', 'саха', 'якут', 'бодайб', 'иркутск', 'наумов', 'михайлов', 'григорьев', 'еремеев', 'егоров', 'навигатор', 'мишутка', 'дублер', 'земский', 'профсреда', 'успех каждого']
  for (const { name, text } of sources) for (const word of names) expect(text.includes(word), `${name}: ${word}`).toBe(false)
})
