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

/** The keys of a locale that have a sentence, wherever they stand in it. */
export function spokenKeys(locale: SourceText): ReadonlySet<string> {
  const keys = new Set<string>()
  visitNodes(locale, (node) => {
    if (ts.isPropertyAssignment(node) && !isEmptyText(node.initializer)) keys.add(keyOf(node.name))
    if (ts.isMethodDeclaration(node)) keys.add(keyOf(node.name))
  })
  return keys
}

const isEmptyText = (node: ts.Expression): boolean => ts.isStringLiteralLike(node) && node.text.trim() === ''

/** What code, document and locale do not agree on; a part that does not exist yet (undefined) is not asked. */
export function findCatalogueGaps(
  codes: readonly string[],
  document: string | undefined,
  locale: SourceText | undefined,
): readonly string[] {
  const documented = document === undefined ? undefined : documentedCodes(document)
  const spoken = locale === undefined ? undefined : spokenKeys(locale)
  return [
    ...codes.filter((code, index) => codes.indexOf(code) !== index).map((code) => `${code} is declared twice`),
    ...codes.filter((code) => documented?.includes(code) === false).map((code) => `${code} is missing in docs/errors.md`),
    ...codes.filter((code) => spoken?.has(code) === false).map((code) => `${code} has no sentence in ru.ts`),
    ...(documented ?? []).filter((code) => !codes.includes(code)).map((code) => `${code} in docs/errors.md is no code`),
  ]
}
