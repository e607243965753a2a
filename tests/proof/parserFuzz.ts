/** A million random and mutated texts of up to 2 KB: never throws, spans inside the text, every directive's words at its span (`-- TEXTS SEED`). */
import { checkReading, fuzzText } from '../support/fuzzText.ts'

const [texts = 1_000_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(texts)} texts…`)
let directives = 0
const wrong: string[] = []
for (let place = 0; place < texts && wrong.length < 20; place += 1) {
  const outcome = checkReading(fuzzText(seed + place))
  directives += outcome.directives
  wrong.push(...outcome.wrong.map((line) => `seed ${String(seed + place)}: ${line}`))
  if ((place + 1) % 100_000 === 0) console.log(`${String(place + 1)} of ${String(texts)}`)
}
for (const line of wrong) console.error(line)
console.log(JSON.stringify({ proof: 'parserFuzz', seed, texts, directives, wrong: wrong.length }))
process.exitCode = wrong.length === 0 ? 0 : 1
