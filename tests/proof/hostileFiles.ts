/** Hostile files, each in a process of its own, and 100,000 mutations of good ones (`-- MUTATIONS SEED`). */
import { ChildReader, readInChild } from '../../src/formats/node/readInChild.ts'
import { hostileFiles } from '../support/files/hostileFiles.ts'
import { mutationsOf, readHostile } from '../support/files/readHostile.ts'

const [mutations = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const lanes = 2
const files = hostileFiles()
console.log(`Seed ${String(seed)}: ${String(files.length)} hostile files, ${String(mutations)} mutations…`)
const hostile = await readHostile(files.length, (place) => ({ name: files[place]?.name ?? '', bytes: files[place]?.bytes() ?? new Uint8Array(0) }), readInChild)
const spoilt = await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
  const reader = new ChildReader()
  const outcome = await readHostile(Math.ceil(mutations / lanes), mutationsOf(seed + lane * 10_000_000), (bytes) => reader.read(bytes))
  reader.close()
  return outcome
}))
const countByCode: Record<string, number> = {}
for (const outcome of spoilt) for (const [code, count] of Object.entries(outcome.countByCode)) countByCode[code] = (countByCode[code] ?? 0) + count
const wrong = [...hostile.wrong, ...spoilt.flatMap((outcome) => outcome.wrong)]
for (const line of wrong.slice(0, 20)) console.error(line)
console.log(JSON.stringify({ proof: 'hostileFiles', seed, hostile: hostile.files, hostileByCode: hostile.countByCode, mutations: spoilt.reduce((sum, outcome) => sum + outcome.files, 0), countByCode, slowestMs: Math.max(hostile.slowestMs, ...spoilt.map(({ slowestMs }) => slowestMs)), wrong: wrong.length }))
process.exitCode = wrong.length === 0 ? 0 : 1
