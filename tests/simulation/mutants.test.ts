import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { mutants } from './mutantList.ts'

/* The hunt itself takes minutes (`npm run simulate:mutants`); that every bug can still be planted is told here. */

const edits = mutants.flatMap(({ name, edits: own }) => own.map((edit) => ({ name, ...edit })))

it.each(edits)('$name can be planted in $file', ({ file, find }) => {
  expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(find)).toHaveLength(2)
})

it('each bug has a name of its own, and there are at least twenty', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  expect(mutants.length).toBeGreaterThanOrEqual(20)
})
