import type { Plugin } from 'vite'

/** The part of the bundler's output this module reads: a chunk's name, its imports and the styles it brings. */
interface BundledChunk {
  readonly imports: readonly string[]
  readonly dynamicImports: readonly string[]
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string>; readonly importedAssets: ReadonlySet<string> } | undefined
}

/** Everything a page can come to load, given its entry chunk: static and lazy imports, styles, pictures. */
export function reachableFiles(entry: string, chunkByName: ReadonlyMap<string, BundledChunk>): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [entry]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    const chunk = chunkByName.get(name)
    if (chunk === undefined) continue
    for (const file of [...chunk.viteMetadata?.importedCss ?? [], ...chunk.viteMetadata?.importedAssets ?? []]) reached.add(file)
    waiting.push(...chunk.imports, ...chunk.dynamicImports)
  }
  return reached
}

interface SchoolFiles {
  readonly plugin: Plugin
  /** For the worker's own build: takes `workerModule` from the page's chunks instead of bundling it a second time. */
  readonly workerPlugin: Plugin
  readonly isForPhone: (url: string) => boolean
}

/**
 * Keeps what only the office or the demonstration loads out of the phone's precache: by what the school's page and
 * the worker's module can reach, because a shared chunk's name does not tell whose it is.
 */
export function createSchoolFiles(entryName: string, workerModule: string): SchoolFiles {
  const bundled = new Set<string>()
  const reached = new Set<string>()
  let workerChunk = ''
  const plugin: Plugin = {
    name: 'school-files',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunkByName = new Map<string, BundledChunk>()
      const entries = new Map<string, string>()
      for (const [name, output] of Object.entries(bundle)) {
        bundled.add(name)
        if (output.type !== 'chunk') continue
        chunkByName.set(name, output)
        if (output.isEntry) entries.set(output.name, name)
      }
      reached.add(`${entryName}.html`)
      for (const wanted of [entryName, workerModule]) {
        const entry = entries.get(wanted)
        if (entry === undefined) throw new Error(`No entry is called ${wanted}.`)
        for (const name of reachableFiles(entry, chunkByName)) reached.add(name)
        if (wanted === workerModule) workerChunk = `/${entry}`
      }
    },
  }
  const workerPlugin: Plugin = {
    name: 'worker-shares-chunks',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith(`/${workerModule}.ts`) ? { id: workerChunk, external: 'absolute' } : null),
  }
  // What was not bundled (icons, the page's shell, the manifest) is left to the patterns.
  return { plugin, workerPlugin, isForPhone: (url) => !bundled.has(url) || reached.has(url) }
}
