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

/**
 * Keeps what only the office or the demonstration loads out of the phone's precache: by what the school's page can
 * reach, because a shared chunk's name does not tell whose it is.
 */
export function createSchoolFiles(entryName: string): {
  readonly plugin: Plugin
  readonly isForPhone: (url: string) => boolean
} {
  const bundled = new Set<string>()
  const reached = new Set<string>()
  const plugin: Plugin = {
    name: 'school-files',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunkByName = new Map<string, BundledChunk>()
      let entry: string | undefined
      for (const [name, output] of Object.entries(bundle)) {
        bundled.add(name)
        if (output.type !== 'chunk') continue
        chunkByName.set(name, output)
        if (output.isEntry && output.name === entryName) entry = name
      }
      if (entry === undefined) throw new Error(`No page entry is called ${entryName}.`)
      reached.add(`${entryName}.html`)
      for (const name of reachableFiles(entry, chunkByName)) reached.add(name)
    },
  }
  // What was not bundled (icons, the page's shell, the manifest) is left to the patterns.
  return { plugin, isForPhone: (url) => !bundled.has(url) || reached.has(url) }
}
