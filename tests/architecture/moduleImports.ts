import { posix } from 'node:path'
import ts from 'typescript'
import { type SourceText, visitNodes } from './sourceTree.ts'

/** One import or re-export as it is written. */
export interface ModuleImport {
  readonly from: string
  readonly specifier: string
  /** The file it means, relative to the repository; undefined for a package. */
  readonly target: string | undefined
  readonly line: number
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean
  readonly dynamic: boolean
  /** `export * from`. */
  readonly exportsAll: boolean
}

/** Every import of a file: static, dynamic, re-exports and `import('…')` types. */
export function importsOf(file: SourceText): readonly ModuleImport[] {
  const imports: ModuleImport[] = []
  visitNodes(file, (node, line) => {
    const found = readImport(node)
    if (found !== undefined) imports.push({ from: file.path, target: targetOf(file.path, found.specifier), line, ...found })
  })
  return imports
}

type Written = Pick<ModuleImport, 'specifier' | 'typeOnly' | 'dynamic' | 'exportsAll'>

function readImport(node: ts.Node): Written | undefined {
  const plain = { typeOnly: false, dynamic: false, exportsAll: false }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { ...plain, specifier: node.moduleSpecifier.text, typeOnly: isTypeImport(node.importClause) }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
    const named = node.exportClause
    const typeOnly = node.isTypeOnly || (named !== undefined && ts.isNamedExports(named) && allTypes(named.elements))
    return { ...plain, specifier: node.moduleSpecifier.text, typeOnly, exportsAll: named === undefined }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const argument = node.arguments[0]
    const specifier = argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : '(computed)'
    return { ...plain, specifier, dynamic: true }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { ...plain, specifier: node.argument.literal.text, typeOnly: true }
  }
  return undefined
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && allTypes(named.elements)
}

const allTypes = (elements: readonly { readonly isTypeOnly: boolean }[]): boolean =>
  elements.length > 0 && elements.every((element) => element.isTypeOnly)

function targetOf(from: string, specifier: string): string | undefined {
  const door = /^#core\/(.+)$/.exec(specifier)?.[1]
  if (door !== undefined) return `src/core/${door}/index.ts`
  if (specifier.startsWith('/')) return specifier.slice(1)
  // Vite's `?url` and the like.
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')) : undefined
}
