import { describe, expect, it } from 'vitest'
import {
  findConfigurationImports, findCycles, findLateImports, findMissingEndings, findSideEntrances, findWrongDirections,
} from './importRules.ts'
import { readTree, type SourceText } from './sourceTree.ts'

const tree = readTree(['src', 'sync-server', 'tools'])
const tests = readTree(['tests'])

describe('the imports of this repository', () => {
  it('go only along the drawn arrows', () => {
    expect(findWrongDirections(tree)).toEqual([])
  })

  it('enter core by its doors', () => {
    expect(findSideEntrances(tree)).toEqual([])
  })

  it('name their files with an ending', () => {
    expect(findMissingEndings([...tree, ...tests])).toEqual([])
  })

  it('make no circle', () => {
    expect(findCycles(tree)).toEqual([])
  })

  it('load late only in routers and lazy loaders', () => {
    expect(findLateImports(tree)).toEqual([])
  })

  it('leave the configuration to the entries', () => {
    expect(findConfigurationImports(tree)).toEqual([])
  })
})

const file = (path: string, source: string): SourceText => ({ path, source })

describe('a planted import', () => {
  it.each([
    ['src/core/directive/a.ts', `import { x } from '#core/sync'`, 'core/directive may not import core/sync'],
    ['src/core/sync/a.ts', `import { ref } from 'vue'`, 'core/sync may not use vue'],
    ['src/core/result/a.ts', `import * as v from 'valibot'`, 'core/result may not use valibot'],
    ['src/device/a.ts', `import { t } from '../i18n/t.ts'`, 'device may not import i18n'],
    ['src/school/a.ts', `import { x } from '../office/stores/b.ts'`, 'school/rest may not import office/stores'],
    ['src/office/api.ts', `import { db } from '../device/database.ts'`, 'office/api may not import device'],
    ['src/school/pages/APage.vue', `<script setup lang="ts">\nimport { db } from '../../device/database.ts'\n</script>`, 'school/pages may not import device'],
    ['src/school/components/A.vue', `<script setup lang="ts">import { useX } from '../stores/xStore.ts'</script>`, 'school/components may not import school/stores'],
    ['src/school/components/A.vue', `<script setup lang="ts">import { storeToRefs } from 'pinia'</script>`, 'school/components may not use pinia'],
    ['src/school/stores/xStore.ts', `import P from '../pages/APage.vue'`, 'school/stores may not import school/pages'],
    ['src/school/stores/xStore.ts', `import { router } from '../router.ts'`, 'school/stores may not import school/router'],
    ['src/components/BaseA.vue', `<script setup lang="ts">import { ok } from '#core/result'</script>`, 'components may not import core/result'],
    ['src/sw.ts', `import { t } from './i18n/t.ts'`, 'sw may not import i18n'],
    ['src/cli/main.ts', `import { db } from '../device/database.ts'`, 'cli may not import device'],
    ['sync-server/app.ts', `import { t } from '../src/i18n/t.ts'`, 'server may not import i18n'],
    ['sync-server/app.ts', `import { build } from '../tools/build.ts'`, 'server may not import tools'],
    ['src/formats/docx.ts', `import { readFile } from 'node:fs'`, 'formats/read may not use node:fs'],
    ['src/device/a.ts', `export type X = import('../school/stores/x.ts').X`, 'device may not import school/stores'],
    ['src/device/a.ts', `import x from '../../tests/support/x.ts'`, 'device may not import outside of the programs'],
  ])('against the arrows is found: %s %s', (path, source, message) => {
    expect(findWrongDirections([file(path, source)])).toEqual([expect.stringContaining(message)])
  })

  it('along the arrows is left alone', () => {
    expect(findWrongDirections([
      file('src/school/stores/xStore.ts', `import { db } from '../../device/database.ts'\nimport { defineStore } from 'pinia'`),
      file('src/components/BaseA.vue', `<script setup lang="ts">import type { DateOnly } from '#core/directive'</script>`),
      file('sync-server/start.ts', `import { build } from '../tools/build.ts'\nimport { main } from './main.ts'`),
      file('src/sw.ts', `import { precacheAndRoute } from 'workbox-precaching'`),
      file('src/school/components/A.vue', `<script setup lang="ts">import type { CardRow } from '../../device/rows.ts'</script>`),
    ])).toEqual([])
  })

  it('in a place nobody has drawn is found', () => {
    expect(findWrongDirections([file('src/analytics/a.ts', '')])).toEqual(['src/analytics/a.ts: no layer is drawn for this place'])
  })

  it('is found at its line, in a comment or a string it is not', () => {
    const source = `// import { x } from '#core/sync'\nconst s = "import { x } from '#core/sync'"\nimport { x } from '#core/sync'\n`
    expect(findWrongDirections([file('src/core/clock/a.ts', source)])).toEqual(['src/core/clock/a.ts:3: core/clock may not import core/sync'])
  })

  it.each([
    ['src/device/a.ts', `import { x } from '../core/sync/change.ts'`],
    ['src/device/a.ts', `import { x } from '../core/sync/index.ts'`],
    ['src/core/sync/a.ts', `import { ok } from '../result/index.ts'`],
    ['src/device/a.ts', `import { x } from '#core/sync/change'`],
    ['src/core/sync/index.ts', `export * from './change.ts'`],
  ])('past the doors of core is found: %s %s', (path, source) => {
    expect(findSideEntrances([file(path, source)])).toHaveLength(1)
  })

  it('without an ending is found', () => {
    expect(findMissingEndings([file('src/device/a.ts', `import { x } from './b'\nimport y from './c.vue'`)])).toEqual(['src/device/a.ts:1: ./b has no ending'])
  })

  it('that closes a circle is found, through types and re-exports too', () => {
    expect(findCycles([
      file('src/device/a.ts', `import { b } from './b.ts'`),
      file('src/device/b.ts', `export { c } from './c.ts'`),
      file('src/device/c.ts', `import type { A } from './a.ts'`),
      file('src/device/d.ts', `import { a } from './a.ts'`),
    ])).toEqual(['src/device/a.ts → src/device/b.ts → src/device/c.ts → src/device/a.ts'])
  })

  it('that is loaded late is found outside of routers', () => {
    const late = `const x = () => import('./pages/XPage.vue')`
    expect(findLateImports([file('src/school/router.ts', late)])).toEqual([])
    expect(findLateImports([file('src/school/stores/xStore.ts', late)])).toHaveLength(1)
  })

  it('of the configuration is found outside of the entries', () => {
    expect(findConfigurationImports([
      file('sync-server/main.ts', `import { readConfig } from './config.ts'`),
      file('sync-server/app.ts', `import type { Config } from './config.ts'`),
    ])).toEqual([])
    expect(findConfigurationImports([file('sync-server/routes/syncRoute.ts', `import { readConfig } from '../config.ts'`)])).toHaveLength(1)
  })
})
