import ts from 'typescript'
import { entries } from './layers.ts'
import { lineAt, type SourceText, visitNodes } from './sourceTree.ts'

const maxLines = 300
const maxEntryLines = 60

/** Word lists and tables: data in the shape of code. */
const dataFiles: readonly string[] = [
  'src/i18n/locales/ru.ts', 'src/core/resolution/lexicon.ts',
]

const countLines = (source: string): number => source.replace(/\n$/, '').split('\n').length

/** Files over their size: 300 lines, an entry 60. */
export function findLongFiles(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(({ path, source }) => {
    const limit = entries.includes(path) ? maxEntryLines : maxLines
    const lines = countLines(source)
    return lines > limit && !dataFiles.includes(path) ? [`${path}: ${String(lines)} lines, at most ${String(limit)}`] : []
  })
}

const vagueFolder = /\/(?:utils?|helpers?|common|misc|types)\//

/** Folders that say nothing, and folders deeper than `src/core/sync`, a family of components, a program's locale. */
export function findWrongPlaces(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(({ path }) => {
    if (vagueFolder.test(path)) return [`${path}: a folder's name says what is in it`]
    const maxDepth = /^src\/(?:\w+\/components|i18n\/locales)\//.test(path) ? 5 : 4
    return path.startsWith('src/') && path.split('/').length > maxDepth ? [`${path}: too deep`] : []
  })
}

/** Ways round a check, written so that this file does not find itself. */
const forbiddenTexts: readonly [RegExp, RegExp, string][] = [
  [/\.vue$/, /\bv-(?:html)\b/, 'markup from a string'],
  [/./, /\beslint-(?:disable)/, 'a lint rule switched off'],
  [/./, /@ts-(?:ignore|nocheck|expect-error)\b/, 'a type error silenced'],
  [/^tests\//, /\b(?:it|test|describe|suite|bench)\.(?:skip|only|todo|fixme|fails|skipIf|runIf)\b/, 'a test that does not run'],
  [/^tests\//, /\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/, 'a test that does not run'],
]

/** Texts that no file may hold. */
export function findForbiddenTexts(files: readonly SourceText[]): readonly string[] {
  return files.flatMap(({ path, source }) =>
    forbiddenTexts.flatMap(([where, what, why]) => {
      const found = where.test(path) ? what.exec(source) : null
      return found === null ? [] : [`${path}:${String(lineAt(source, found.index))}: ${found[0]} (${why})`]
    }))
}

const impureObjects = ['performance', 'crypto', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator', 'process', 'Intl']
const impureCalls = ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask', 'structuredClone']

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') return 'new Date'
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text
    return name === 'Date' || impureCalls.includes(name) ? `${name}()` : undefined
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const text = node.getText()
  if (text === 'Date.now' || text === 'Math.random' || /\.toLocale\w*$/.test(text)) return text
  return ts.isIdentifier(node.expression) && impureObjects.includes(node.expression.text) ? text : undefined
}

/** Core reads no clock, random source, storage, network or locale: they are arguments. */
export function findImpurities(files: readonly SourceText[]): readonly string[] {
  const found: string[] = []
  for (const file of files.filter(({ path }) => path.startsWith('src/core/'))) {
    visitNodes(file, (node, line) => {
      const impurity = impurityOf(node)
      if (impurity !== undefined) found.push(`${file.path}:${String(line)}: ${impurity} in core`)
    })
  }
  return found
}

/** The environment is read by the entries and the server's configuration alone. */
export function findEnvironmentReads(files: readonly SourceText[]): readonly string[] {
  const found: string[] = []
  for (const file of files) {
    if (!/^(?:src|sync-server)\//.test(file.path)) continue
    if (entries.includes(file.path) || file.path === 'sync-server/config.ts') continue
    visitNodes(file, (node, line) => {
      if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'env') return
      if (['process', 'import.meta'].includes(node.expression.getText())) found.push(`${file.path}:${String(line)}: reads the environment`)
    })
  }
  return found
}

/** A lock that names a machine's registry would send everybody there. */
export function findRegistryHosts(lockText: string): readonly string[] {
  return [...lockText.matchAll(/"resolved":\s*"([^"]+)"/g)].map((found) => `package-lock.json: ${String(found[1])}`)
}

const cyrillic = /[\u0400-\u04ff]/
// A single letter is folding or sorting, no sentence.
const cyrillicWord = /[\u0400-\u04ff]{2}/
const spoken = /^src\/(?:(?:school|office|components|composables|device)\/.*\.(?:ts|vue)|sw\.ts)$/

/** Sentences outside the catalogue: string literals of scripts, texts and attributes of templates. Comments may quote. */
export function findStraySentences(files: readonly SourceText[]): readonly string[] {
  return files.filter(({ path }) => spoken.test(path)).flatMap((file) => {
    const lines = new Set<number>(file.path.endsWith('.vue') ? cyrillicLinesOfTemplate(file.source) : [])
    visitNodes(file, (node, line) => {
      const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isRegularExpressionLiteral(node)
      if (isText && cyrillicWord.test(node.text)) lines.add(line)
    })
    return [...lines].sort((a, b) => a - b).map((line) => `${file.path}:${String(line)}: a sentence outside src/i18n`)
  })
}

function cyrillicLinesOfTemplate(source: string): readonly number[] {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')
  const template = source.replaceAll(/<script\b[\s\S]*?<\/script>|<style\b[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, blank)
  return template.split('\n').flatMap((line, index) => (cyrillic.test(line) ? [index + 1] : []))
}

const vitestPlace = /^tests\/(?:unit|properties|golden|architecture|device|simulation|component|integration)\/.*\.test\.ts$/
const playwrightPlace = /^tests\/e2e\/.*\.(?:phone|office)\.spec\.ts$/

/** Tests that no runner picks up, by their name or place. */
export function findUnrunTests(files: readonly SourceText[]): readonly string[] {
  return files.filter(({ path }) => /\.(?:test|spec)\.ts$/.test(path))
    .filter(({ path }) => !vitestPlace.test(path) && !playwrightPlace.test(path))
    .map(({ path }) => `${path}: no suite runs it`)
}
