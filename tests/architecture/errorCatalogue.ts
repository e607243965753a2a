import ts from 'typescript'
import { type SourceText, visitNodes } from './sourceTree.ts'

const declaringFiles = ['src/core/sync/errors.ts', 'src/core/resolution/issues.ts']

const unwrap = (node: ts.Expression): ts.Expression =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) ? unwrap(node.expression) : node

/** The codes of every exported `…Codes` or `…Types` constant: an object's keys or a list's strings. */
export function declaredCodes(files: readonly SourceText[]): readonly string[] {
  const codes: string[] = []
  for (const file of files.filter(({ path }) => declaringFiles.includes(path))) {
    visitNodes(file, (node) => {
      if (!ts.isVariableDeclaration(node) || node.initializer === undefined || !/(?:Codes|Types)$/.test(node.name.getText())) return
      const value = unwrap(node.initializer)
      if (ts.isObjectLiteralExpression(value)) codes.push(...value.properties.flatMap(({ name }) => (name === undefined ? [] : [keyOf(name)])))
      if (ts.isArrayLiteralExpression(value)) codes.push(...value.elements.filter(ts.isStringLiteral).map(({ text }) => text))
    })
  }
  return codes
}

const keyOf = (name: ts.PropertyName): string => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText())

/** The codes a document lists: the first cell of a table's row, `| \`Code\` | …`. */
export const documentedCodes = (document: string): readonly string[] =>
  [...document.matchAll(/^\|\s*`([A-Z]\w*)`\s*\|/gm)].flatMap((row) => row[1] ?? [])

/** The keys of a language that have a sentence, wherever in its files; of `error.Code` the last part counts. */
export function spokenKeys(locales: readonly SourceText[]): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const locale of locales) {
    visitNodes(locale, (node) => {
      if (!ts.isMethodDeclaration(node) && !(ts.isPropertyAssignment(node) && !isEmptyText(node.initializer))) return
      keys.add(keyOf(node.name).replace(/^.*\./, ''))
    })
  }
  return keys
}

const isEmptyText = (node: ts.Expression): boolean => ts.isStringLiteralLike(node) && node.text.trim() === ''

/**
 * What code, document and locales do not agree on. The programs have a catalogue each, so that the phone does not carry
 * the office's: a sentence in one of them is enough. What does not exist yet is not asked.
 */
export function findCatalogueGaps(
  codes: readonly string[],
  document: string | undefined,
  locales: readonly SourceText[],
): readonly string[] {
  const documented = document === undefined ? undefined : documentedCodes(document)
  const spoken = locales.length === 0 ? undefined : spokenKeys(locales)
  return [
    ...codes.filter((code, index) => codes.indexOf(code) !== index).map((code) => `${code} is declared twice`),
    ...codes.filter((code) => documented?.includes(code) === false).map((code) => `${code} is missing in docs/errors.md`),
    ...codes.filter((code) => spoken?.has(code) === false).map((code) => `${code} has no sentence in ru.ts`),
    ...(documented ?? []).filter((code) => !codes.includes(code)).map((code) => `${code} in docs/errors.md is no code`),
  ]
}
