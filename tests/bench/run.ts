/**
 * `npm run bench`: the phone's pages (`pageBench.ts`), so many runs as named, else 9, then the office's matrix.
 * `npm run bench -- matrix`: the matrix alone (`matrix/run.ts`). `npm run bench -- peers`: the exchange (`peers/run.ts`).
 * `npm run bench -- years`: a phone with the points of five years beside one with 150 (`yearsBench.ts`).
 * Each is loaded alone: a page's phone has its browser's database, a peer's has one in memory.
 */
import { argv } from 'node:process'

const [first, ...rest] = argv.slice(2)

async function benchMatrix(args: readonly string[]): Promise<void> {
  const { runMatrix } = await import('./matrix/run.ts')
  await runMatrix(args)
}

if (first === 'peers') {
  const { runPeers } = await import('./peers/run.ts')
  await runPeers(rest)
} else if (first === 'years') {
  const { runYears } = await import('./yearsBench.ts')
  await runYears(Number(rest[0] ?? 7))
} else if (first === 'matrix') {
  await benchMatrix(rest)
} else {
  const { runPages } = await import('./pageBench.ts')
  await runPages(Number(first ?? 9))
  if (first === undefined) await benchMatrix([])
}
