/**
 * `npm run bench`: the pages (`pageBench.ts`), so many runs as named, else 9. `npm run bench -- peers`: the exchange
 * (`peers/run.ts`). Each is loaded alone: a page's phone has its browser's database, a peer's has one in memory.
 */
import { argv } from 'node:process'

const [first, ...rest] = argv.slice(2)

if (first === 'peers') {
  const { runPeers } = await import('./peers/run.ts')
  await runPeers(rest)
} else {
  const { runPages } = await import('./pageBench.ts')
  await runPages(Number(first ?? 9))
}
