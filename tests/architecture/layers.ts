/** Who may import whom: the arrows of docs/ARCHITECTURE.md as data. What is not listed is forbidden. */

/** Programs start here: they alone read the environment and build what the rest is given. */
export const entries: readonly string[] = [
  'src/school/main.ts', 'src/office/main.ts', 'src/demo/main.ts', 'src/teacher/main.ts', 'src/sw.ts', 'src/cli/main.ts', 'src/formats/node/readerChild.ts',
  'sync-server/main.ts', 'sync-server/start.ts', 'sync-server/officePassword.ts',
  'sync-server/makeBackup.ts', 'sync-server/restoreBackup.ts',
]

const program = (name: string): readonly [RegExp, string][] => [
  [new RegExp(`^src/${name}/main\\.ts$`), `${name}/main`],
  [new RegExp(`^src/${name}/App\\.vue$`), `${name}/app`],
  [new RegExp(`^src/${name}/router\\.ts$`), `${name}/router`],
  [new RegExp(`^src/${name}/lateParts\\.ts$`), `${name}/late`],
  [new RegExp(`^src/${name}/api(?:\\.ts$|/)`), `${name}/api`],
  [new RegExp(`^src/${name}/pages/`), `${name}/pages`],
  [new RegExp(`^src/${name}/components/`), `${name}/components`],
  [new RegExp(`^src/${name}/stores/`), `${name}/stores`],
  [new RegExp(`^src/${name}/(?:views/|words\\.ts$)`), `${name}/views`],
  [new RegExp(`^src/${name}/`), `${name}/rest`],
]

const layerByPath: readonly [RegExp, string][] = [
  [/^src\/core\/result\//, 'core/result'],
  [/^src\/core\/clock\//, 'core/clock'],
  [/^src\/core\/directive\//, 'core/directive'],
  [/^src\/core\/resolution\//, 'core/resolution'],
  [/^src\/core\/material\//, 'core/material'],
  [/^src\/core\/proof\//, 'core/proof'],
  [/^src\/core\/sync\//, 'core/sync'],
  [/^src\/core\/organizationReport\//, 'core/organizationReport'],
  [/^src\/core\/teacher\//, 'core/teacher'],
  [/^src\/core\/draft\//, 'core/draft'],
  [/^src\/core\/organizations\//, 'core/organizations'],
  [/^src\/core\/report\//, 'core/report'],
  [/^src\/formats\/write\//, 'formats/write'],
  [/^src\/formats\/node\//, 'formats/node'],
  [/^src\/formats\//, 'formats/read'],
  [/^src\/device\//, 'device'],
  ...program('school'),
  ...program('office'),
  [/^src\/demo\//, 'demo'],
  [/^src\/teacher\//, 'teacher'],
  [/^src\/components\//, 'components'],
  [/^src\/composables\//, 'composables'],
  [/^src\/i18n\//, 'i18n'],
  [/^src\/sw\.ts$/, 'sw'],
  [/^src\/cli\//, 'cli'],
  [/^sync-server\/start\.ts$/, 'server/start'],
  [/^sync-server\//, 'server'],
  [/^tools\//, 'tools'],
]

/** The layer a file belongs to; undefined for a place nobody has drawn yet. */
export const layerOf = (path: string): string | undefined => layerByPath.find(([pattern]) => pattern.test(path))?.[1]

const shared = ['core/*', 'components', 'composables', 'i18n']

/** `x/*`: every layer of x. `(types)`: only what is gone at run time. A layer may always import from itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'core/result': [],
  'core/clock': ['core/result'],
  'core/directive': ['core/result'],
  'core/resolution': ['core/directive', 'core/clock', 'core/result'],
  // Apart from the model, so that a phone's first load goes without it.
  'core/material': ['core/directive'],
  'core/proof': [],
  'core/sync': ['core/directive', 'core/clock', 'core/result'],
  // Answers that come by a school's link; apart from the model, so that a phone's first load goes without them.
  'core/teacher': ['core/sync', 'core/directive'],
  // A draft joins what the parser read to what is published.
  'core/draft': ['core/material', 'core/sync', 'core/resolution', 'core/directive', 'core/result'],
  // Lists of organizations, as offices keep them, become organizations.
  'core/organizations': ['core/directive', 'core/result'],
  // The report reads folded histories, so it stands above sync.
  'core/organizationReport': ['core/sync', 'core/directive'],
  'core/report': ['core/material', 'core/organizationReport', 'core/sync', 'core/directive', 'core/clock', 'core/result'],
  'formats/read': ['core/*'],
  'formats/write': ['core/*'],
  // What only Node can do: heavy readers, and a process of their own for them.
  'formats/node': ['core/*', 'formats/read'],
  device: ['core/*'],
  components: ['core/* (types)', 'composables', 'i18n'],
  composables: ['core/* (types)', 'components', 'i18n'],
  i18n: ['core/* (types)', 'components', 'composables'],
  'school/main': [...shared, 'device', 'formats/write', 'school/*'],
  'school/app': [...shared, 'school/late', 'school/router', 'school/pages', 'school/stores', 'school/components', 'school/views', 'school/rest'],
  'school/router': ['i18n', 'composables', 'school/pages', 'school/stores', 'school/late'],
  // Names every part that loads late, so pages show each other through it.
  'school/late': ['i18n', 'device (types)', 'school/pages', 'school/components', 'school/rest'],
  // The shape of a prop may be a row's or a store's: a type is no access.
  'school/pages': [...shared, 'formats/write', 'device (types)', 'school/late', 'school/stores', 'school/components', 'school/views'],
  'school/components': [...shared, 'device (types)', 'school/stores (types)', 'school/views'],
  'school/stores': ['core/*', 'device', 'formats/write', 'composables', 'i18n', 'school/views', 'school/rest'],
  // Pure: rows in, what a screen shows out.
  'school/views': ['core/*', 'device (types)', 'i18n'],
  'school/rest': ['core/*', 'device', 'formats/write', 'composables', 'i18n'],
  'office/main': [...shared, 'formats/*', 'office/*'],
  'office/app': [...shared, 'office/router', 'office/pages', 'office/stores', 'office/components', 'office/views', 'office/rest'],
  'office/router': ['i18n', 'composables', 'office/pages', 'office/stores'],
  'office/pages': [...shared, 'formats/*', 'office/api (types)', 'office/stores', 'office/components', 'office/views'],
  'office/components': [...shared, 'office/api (types)', 'office/stores (types)', 'office/views'],
  'office/stores': ['core/*', 'formats/*', 'composables', 'i18n', 'office/api', 'office/views', 'office/rest'],
  'office/views': ['core/*', 'i18n'],
  'office/api': ['core/*', 'office/rest'],
  'office/rest': ['core/*', 'formats/*', 'composables', 'i18n'],
  demo: shared,
  // One small page for old phones: what it imports, it weighs.
  teacher: ['core/* (types)', 'i18n'],
  sw: ['device', 'core/*'],
  cli: ['core/*', 'formats/*', 'i18n'],
  server: ['core/*', 'formats/*'],
  'server/start': ['core/*', 'formats/*', 'server', 'tools'],
}

/** Whether the arrow is drawn; everything is allowed to `tools`, which is no part of the programs. */
export function isArrowDrawn(from: string, to: string, typeOnly: boolean): boolean {
  if (from === to || from === 'tools') return true
  return (mayImport[from] ?? []).some((rule) => {
    const typesAlone = rule.endsWith(' (types)')
    const layer = typesAlone ? rule.slice(0, -' (types)'.length) : rule
    const matches = layer.endsWith('/*') ? to.startsWith(layer.slice(0, -1)) : to === layer
    return matches && (typeOnly || !typesAlone)
  })
}

/** Packages by layer, first match counts; `x*` is a beginning. A new dependency is a decision, so it is named here. */
const packagesByLayer: readonly [RegExp, readonly string[]][] = [
  // Stateless, and a decoder of the wire is the same in the page, the worker and the server.
  [/^core\/(?:directive|sync|report|draft|organizations)$/, ['valibot']],
  [/^core\//, []],
  [/^formats\/read$/, ['fflate', 'saxes', 'pdfjs-dist']],
  [/^formats\/node$/, ['node:*', 'pdfjs-dist', 'word-extractor']],
  // Writers of office files; only the office's late parts load them.
  [/^formats\/write$/, ['docx', 'write-excel-file', 'fflate']],
  [/^formats\//, []],
  [/^device$/, ['dexie']],
  [/^(?:school|office)\/main$/, ['vue', 'vue-router', 'pinia', 'virtual:*']],
  [/^(?:school|office)\/components$/, ['vue', 'vue-router', 'uqr']],
  [/^(?:school|office)\/api$/, ['valibot']],
  // Live queries are subscribed to where the state lives.
  [/^school\/stores$/, ['vue', 'pinia', 'dexie']],
  [/^(?:school|office)\/views$/, []],
  [/^(?:school|office)\//, ['vue', 'vue-router', 'pinia']],
  [/^demo$/, ['vue']],
  [/^components$/, ['vue', 'vue-router', 'uqr']],
  [/^composables$/, ['vue', 'vue-router']],
  [/^i18n$/, ['vue']],
  [/^sw$/, ['workbox-*']],
  [/^cli$/, ['node:*']],
  [/^server/, ['node:*', 'fastify', '@fastify/*', 'kysely', 'valibot', 'uqr']],
]

/** Whether a layer may use a package; `specifier` as written, with or without a path inside it. */
export function isPackageAllowed(layer: string, specifier: string): boolean {
  const allowed = packagesByLayer.find(([pattern]) => pattern.test(layer))?.[1]
  return allowed === undefined || allowed.some((name) =>
    name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name || specifier.startsWith(`${name}/`))
}

/** Beside routers, the only places that load a part later than the page: each with the heavy thing it puts off. */
export const lazyLoaders: readonly string[] = ['src/formats/readDocument.ts', 'src/formats/node/nodeReaders.ts', 'src/school/lateParts.ts', 'src/office/stores/listFiles.ts']
