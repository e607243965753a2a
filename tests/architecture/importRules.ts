import { entries, isArrowDrawn, isPackageAllowed, layerOf, lazyLoaders } from './layers.ts'
import { importsOf, type ModuleImport } from './moduleImports.ts'
import type { SourceText } from './sourceTree.ts'

const at = (found: ModuleImport): string => `${found.from}:${String(found.line)}`
const isProgramFile = (path: string): boolean => /^(?:src|sync-server)\//.test(path)

/** Arrows that are not drawn in `layers.ts`, and places that have no layer. */
export function findWrongDirections(files: readonly SourceText[]): readonly string[] {
  return files.filter((file) => isProgramFile(file.path)).flatMap((file) => {
    const layer = layerOf(file.path)
    if (layer === undefined) return [`${file.path}: no layer is drawn for this place`]
    return importsOf(file).flatMap((found) => {
      if (found.target === undefined) {
        return isPackageAllowed(layer, found.specifier) ? [] : [`${at(found)}: ${layer} may not use ${found.specifier}`]
      }
      const to = layerOf(found.target) ?? `outside of the programs (${found.target})`
      return isArrowDrawn(layer, to, found.typeOnly) ? [] : [`${at(found)}: ${layer} may not import ${to}`]
    })
  })
}

const coreFolder = (path: string): string | undefined => /^src\/core\/([^/]+)\//.exec(path)?.[1]

/** Core is entered by its doors alone, `#core/<folder>`; a door names what it gives. */
export function findSideEntrances(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(importsOf).flatMap((found) => {
    if (found.exportsAll && /\/index\.ts$/.test(found.from)) return [`${at(found)}: a door re-exports by name, never *`]
    const folder = coreFolder(found.target ?? '')
    if (folder === undefined || folder === coreFolder(found.from)) return []
    return found.specifier === `#core/${folder}` ? [] : [`${at(found)}: write #core/${folder} instead of ${found.specifier}`]
  })
}

/** Node runs the same files, so a path names its file with the ending. */
export function findMissingEndings(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(importsOf)
    .filter((found) => found.specifier.startsWith('.') && !/\.[a-z]+(?:\?[\w&]+)?$/.test(found.specifier))
    .map((found) => `${at(found)}: ${found.specifier} has no ending`)
}

/** Parts that load late anywhere but in routers and the listed lazy loaders. */
export function findLateImports(files: readonly SourceText[]): readonly string[] {
  return files.filter((file) => isProgramFile(file.path)).flatMap(importsOf)
    .filter((found) => found.dynamic && !/^src\/\w+\/router\.ts$/.test(found.from) && !lazyLoaders.includes(found.from))
    .map((found) => `${at(found)}: a dynamic import of ${found.specifier}`)
}

/** The configuration is read once, by the entries; the rest is given what it needs. */
export function findConfigurationImports(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(importsOf)
    .filter((found) => found.target === 'sync-server/config.ts' && !found.typeOnly)
    .filter((found) => isProgramFile(found.from) && !entries.includes(found.from))
    .map((found) => `${at(found)}: only an entry reads the configuration`)
}

/** Circles of static imports, types included, each once, as `a → b → a`. */
export function findCycles(files: readonly SourceText[]): readonly string[] {
  const targetsByPath = new Map(files.map((file) => [
    file.path,
    importsOf(file).flatMap(({ dynamic, target }) => (dynamic || target === undefined ? [] : [target])),
  ]))
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'open') cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (state.has(path)) return
    state.set(path, 'open')
    for (const target of targetsByPath.get(path) ?? []) walk(target, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of targetsByPath.keys()) walk(path, [])
  return cycles
}
