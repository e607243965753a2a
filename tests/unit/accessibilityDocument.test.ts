import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const document = readFileSync(new URL('docs/accessibility.md', root), 'utf8')

/** The criteria of levels A and AA of WCAG 2.2, by guideline: how many stand at each place. */
const criteria: Readonly<Record<string, readonly number[]>> = {
  '1.1': [1], '1.2': [1, 2, 3, 4, 5], '1.3': [1, 2, 3, 4, 5], '1.4': [1, 2, 3, 4, 5, 10, 11, 12, 13],
  '2.1': [1, 2, 4], '2.2': [1, 2], '2.3': [1], '2.4': [1, 2, 3, 4, 5, 6, 7, 11], '2.5': [1, 2, 3, 4, 7, 8],
  '3.1': [1, 2], '3.2': [1, 2, 3, 4, 6], '3.3': [1, 2, 3, 4, 7, 8], '4.1': [2, 3],
}

test('every criterion of level AA has its row', () => {
  const named = new Set([...document.matchAll(/\d\.\d\.\d+/g)].map(([number]) => number))
  for (const [, guideline, first, last] of document.matchAll(/(\d\.\d)\.(\d+)–\d\.\d\.(\d+)/g)) {
    for (let number = Number(first); number <= Number(last); number += 1) named.add(`${guideline ?? ''}.${String(number)}`)
  }
  const wanted = Object.entries(criteria).flatMap(([guideline, numbers]) => numbers.map((number) => `${guideline}.${String(number)}`))
  expect(wanted).toHaveLength(55)
  expect(wanted.filter((criterion) => !named.has(criterion))).toEqual([])
})

test('every test it names is there', () => {
  const paths = [...document.matchAll(/`(tests\/[^`]+)`/g)].map(([, path]) => path ?? '')
  expect(paths.length).toBeGreaterThan(10)
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})
