import { describe, expect, it } from 'vitest'
import { checkReading, fuzzText } from '../support/fuzzText.ts'

const [blocks, textsInBlock] = [20, 1000]
/** A fixed first seed: a suite that finds another text each time cannot be told from one that shakes. `npm run proof -- parserFuzz` walks further. */
const firstSeed = 1

describe('a text of any kind', () => {
  it.each(Array.from({ length: blocks }, (_, block) => firstSeed + block * textsInBlock))('is read without a throw, every span inside it: %i and the 999 after', (from) => {
    let directives = 0
    for (let seed = from; seed < from + textsInBlock; seed += 1) {
      const outcome = checkReading(fuzzText(seed))
      directives += outcome.directives
      expect(outcome.wrong, `seed ${String(seed)}`).toEqual([])
    }
    expect(directives, 'texts in which nothing is read would show nothing').toBeGreaterThan(textsInBlock)
  }, 60_000)
})
