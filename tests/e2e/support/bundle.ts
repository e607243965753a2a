/** What a first visit and an installation of the school's program weigh, read from the built files. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

export interface Bundle {
  /** HTML, scripts and styles that the first page loads: path → bytes after brotli 11. */
  readonly firstLoad: ReadonlyMap<string, number>
  /** The worker's own script after brotli 11. */
  readonly workerBytes: number
  /** Precached files: path → bytes as they are. */
  readonly precached: ReadonlyMap<string, number>
}

/** Reads a folder of built pages. */
export function readBundle(folder: string): Bundle {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const linked = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  const loaded = new Set<string>(['/index.html'])
  const waiting = [...linked]
  // Scripts name what they import; whatever of it is fetched at once belongs to the first load.
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue
    loaded.add(path)
    if (path.endsWith('.js')) waiting.push(...staticImports(readFileSync(join(folder, path), 'utf8')))
  }
  return {
    firstLoad: new Map([...loaded].map((path) => [path, brotliBytes(join(folder, path))])),
    workerBytes: brotliBytes(join(folder, 'sw.js')),
    precached: readPrecached(folder),
  }
}

function staticImports(script: string): string[] {
  return [...script.matchAll(/(?:from|import)\s*["'](?:\.\/|\/assets\/)([\w-]+\.js)["']/g)].map(([, name = '']) => `/assets/${name}`)
}

/** The precache list stands in the worker as `{url:…,revision:…}`, in either order. */
function readPrecached(folder: string): ReadonlyMap<string, number> {
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8')
  const urls = [...worker.matchAll(/["']?url["']?:\s*["'`]([^"'`]+)["'`]/g)].map(([, url = '']) => url)
  const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/')))
  return new Map(urls.filter((url) => files.has(url)).map((url) => [`/${url}`, statSync(join(folder, url)).size]))
}

function brotliBytes(path: string): number {
  return brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

export function sumBytes(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((total, bytes) => total + bytes, 0)
}
