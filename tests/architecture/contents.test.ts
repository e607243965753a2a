import { describe, expect, it } from 'vitest'
import {
  findEnvironmentReads, findForbiddenTexts, findImpurities, findLongFiles, findRegistryHosts, findStraySentences,
  findUnrunTests, findWrongPlaces,
} from './contentRules.ts'
import { readTree, type SourceText } from './sourceTree.ts'

const tree = readTree(['src', 'sync-server', 'tests'])
const everything = [...tree, ...readTree(['tools', 'vite.config.ts', 'playwright.config.ts', 'eslint.config.js'], /\.(?:ts|mjs|js)$/)]

describe('the files of this repository', () => {
  it('keep to their size', () => {
    expect(findLongFiles(tree)).toEqual([])
  })

  it('lie in folders that say what is in them', () => {
    expect(findWrongPlaces(tree)).toEqual([])
  })

  it('go round no check', () => {
    expect(findForbiddenTexts(everything)).toEqual([])
  })

  it('keep core pure', () => {
    expect(findImpurities(tree)).toEqual([])
  })

  it('leave the environment to the entries', () => {
    expect(findEnvironmentReads(tree)).toEqual([])
  })

  it('say their sentences in the catalogue', () => {
    expect(findStraySentences(tree)).toEqual([])
  })

  it('are all run, if they are tests', () => {
    expect(findUnrunTests(tree)).toEqual([])
  })

  it.each(['package-lock.json', 'tests/bench/peers/packages/package-lock.json'])('name no registry in %s', (path) => {
    const [lock] = readTree([path], /./)
    expect(lock?.source).toContain('"lockfileVersion"')
    expect(findRegistryHosts(lock?.source ?? '')).toEqual([])
  })
})

const file = (path: string, source: string): SourceText => ({ path, source })
// Put together, so that the rules do not find them here.
const directive = (...parts: readonly string[]): string => parts.join('')

describe('a planted fault', () => {
  it('is found when a file is too long', () => {
    const lines = (count: number): string => '\n'.repeat(count)
    expect(findLongFiles([file('src/device/a.ts', lines(300)), file('src/sw.ts', lines(60)), file('src/i18n/locales/ru.ts', lines(900))])).toEqual([])
    expect(findLongFiles([file('src/device/a.ts', lines(301)), file('src/sw.ts', lines(61))])).toEqual([
      'src/device/a.ts: 301 lines, at most 300', 'src/sw.ts: 61 lines, at most 60',
    ])
  })

  it('is found when a folder is vague or deep', () => {
    expect(findWrongPlaces([file('src/device/a.ts', ''), file('src/school/components/card/CardA.vue', ''), file('src/i18n/locales/office/ru.ts', '')])).toEqual([])
    expect(findWrongPlaces([file('src/device/utils/a.ts', ''), file('src/core/sync/wire/a.ts', '')])).toHaveLength(2)
  })

  it.each([
    ['src/school/A.vue', directive('<p v-', 'html="x" />')],
    ['src/device/a.ts', directive('// eslint-', 'disable-next-line')],
    ['tools/a.ts', directive('// @ts-', 'ignore')],
    ['tests/unit/a.test.ts', directive('it.', 'skip("x", () => {})')],
    ['tests/e2e/a.phone.spec.ts', directive('test.', 'fixme("x")')],
    ['tests/unit/a.test.ts', directive('describe.', 'only("x", () => {})')],
    ['tests/unit/a.test.ts', directive('x', 'it("x", () => {})')],
  ])('is found when it goes round a check: %s %s', (path, source) => {
    expect(findForbiddenTexts([file(path, `first line\n${source}`)])).toEqual([expect.stringContaining(`${path}:2: `)])
  })

  it.each(['Date.now()', 'Math.random()', 'new Date(0)', 'Date()', 'crypto.randomUUID()', 'performance.now()', 'x.toLocaleString()', 'fetch("/")'])(
    'is found when core reads the world: %s',
    (expression) => {
      expect(findImpurities([file('src/core/clock/a.ts', `// ${expression} in a comment\nexport const f = () => ${expression}`)])).toEqual([expect.stringContaining('a.ts:2: ')])
      expect(findImpurities([file('src/device/a.ts', `export const f = () => ${expression}`)])).toEqual([])
    },
  )

  it('is not seen in calendar arithmetic', () => {
    expect(findImpurities([file('src/core/directive/a.ts', 'export const day = (y: number) => Date.UTC(y, 0, 1) / 86_400_000')])).toEqual([])
  })

  it.each(['process.env["PORT"]', 'import.meta.env.DEV'])('is found when the environment is read: %s', (expression) => {
    const source = `export const x = ${expression}`
    expect(findEnvironmentReads([file('sync-server/config.ts', source), file('src/school/main.ts', source)])).toEqual([])
    expect(findEnvironmentReads([file('sync-server/app.ts', source), file('src/device/a.ts', source)])).toHaveLength(2)
  })

  it('is found when a sentence stands outside the catalogue', () => {
    const component = [
      '<script setup lang="ts">', '// «Исполнено» is the claim', 'const label = `Срок ${day}`', '</script>',
      '<template>', '  <!-- подпись -->', '  <p>Готово</p>', '</template>',
    ].join('\n')
    expect(findStraySentences([file('src/school/components/A.vue', component)])).toEqual([
      'src/school/components/A.vue:3: a sentence outside src/i18n', 'src/school/components/A.vue:7: a sentence outside src/i18n',
    ])
    expect(findStraySentences([file('src/device/a.ts', 'const x = /срок/'), file('src/sw.ts', `const x = 'Нет'`)])).toHaveLength(2)
    expect(findStraySentences([file('src/i18n/locales/ru.ts', `export const ru = { done: 'Готово' }`), file('src/demo/main.ts', `const x = 'Сеть'`), file('src/device/a.ts', `x.replaceAll('ё', 'е')`)])).toEqual([])
  })

  it('is found when no suite runs a test', () => {
    expect(findUnrunTests([file('tests/unit/device/a.test.ts', ''), file('tests/e2e/story.phone.spec.ts', '')])).toEqual([])
    expect(findUnrunTests([file('tests/e2e/story.spec.ts', ''), file('tests/server/a.test.ts', ''), file('tests/unit/a.spec.ts', '')])).toHaveLength(3)
  })

  it('is found when the lock names a registry', () => {
    expect(findRegistryHosts('{"packages":{"node_modules/a":{"version":"1.0.0","resolved":"https://registry.example/a.tgz"}}}')).toHaveLength(1)
    expect(findRegistryHosts('{"packages":{"node_modules/a":{"funding":{"url":"https://github.com/sponsors/a"}}}}')).toEqual([])
  })
})
