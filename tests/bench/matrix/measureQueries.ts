import { median } from '../measurePage.ts'
import type { MatrixServer } from './matrixServer.ts'

/** What the office asks of a district, in the words of the table. */
export const queryNames = ['summary, all pages', 'matrix, nothing kept', 'matrix, kept', 'queue, kept'] as const
export type QueryName = (typeof queryNames)[number]

/** Milliseconds of every run, and what one answer weighed (bytes of all pages, unpacked). */
export type QueryFigures = Readonly<Record<QueryName, { readonly ms: number[]; bytes: number }>>

interface Answered {
  readonly ms: number
  readonly text: string
}

/** One request, from its beginning to its last byte. */
async function ask({ url, cookie }: MatrixServer, path: string): Promise<Answered> {
  const beganMs = performance.now()
  const answer = await fetch(`${url}/api/office/${path}`, { headers: { cookie } })
  const text = await answer.text()
  const ms = performance.now() - beganMs
  if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${text.slice(0, 200)}`)
  return { ms, text }
}

/** Every page of the summary, one after another as the office's page asks them. */
async function askSummary(server: MatrixServer): Promise<{ readonly ms: number; readonly bytes: number }> {
  let [ms, bytes] = [0, 0]
  for (let after = ''; ;) {
    const page = await ask(server, `reports/marks${after === '' ? '' : `?after=${after}`}`)
    ms += page.ms
    bytes += Buffer.byteLength(page.text)
    const { next } = JSON.parse(page.text) as { readonly next: string | null }
    if (next === null) return { ms, bytes }
    after = next
  }
}

/** Asks everything of each server in turn, so many times after one time that does not count. */
export async function measureQueries(servers: readonly MatrixServer[], runs: number): Promise<QueryFigures[]> {
  const figures = servers.map((): QueryFigures => ({
    'summary, all pages': { ms: [], bytes: 0 }, 'matrix, nothing kept': { ms: [], bytes: 0 }, 'matrix, kept': { ms: [], bytes: 0 }, 'queue, kept': { ms: [], bytes: 0 },
  }))
  for (let run = -1; run < runs; run += 1) {
    for (const [i, server] of servers.entries()) {
      await server.restart()
      const note = (name: QueryName, ms: number, bytes: number): void => {
        const own = figures[i]?.[name]
        if (own === undefined || run < 0) return
        own.ms.push(ms)
        own.bytes = bytes
      }
      for (const [name, path] of [['matrix, nothing kept', 'control'], ['matrix, kept', 'control'], ['queue, kept', 'queue']] as const) {
        const { ms, text } = await ask(server, path)
        note(name, ms, Buffer.byteLength(text))
      }
      const { ms, bytes } = await askSummary(server)
      note('summary, all pages', ms, bytes)
    }
  }
  return figures
}

/** The queries of a small district beside those of a large one, as a Markdown table with the ratio of their medians. */
export function queriesToMarkdown(names: readonly [string, string], [small, large]: readonly [QueryFigures, QueryFigures]): string {
  const rows = queryNames.map((name) => {
    const cell = ({ ms, bytes }: QueryFigures[QueryName]): string => `${median(ms).toFixed(1)} ms, ${(bytes / 1024).toFixed(0)} KB`
    return `| ${name} | ${cell(small[name])} | ${cell(large[name])} | ${ratioOf(name, small, large).toFixed(1)}× |`
  })
  return [`| query | ${names[0]} | ${names[1]} | ratio |`, '|---|--:|--:|--:|', ...rows].join('\n')
}

/** How many times as long the large district takes. */
export function ratioOf(name: QueryName, small: QueryFigures, large: QueryFigures): number {
  return median(large[name].ms) / median(small[name].ms)
}
