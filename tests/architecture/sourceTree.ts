import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** A file as the rules see it: they are pure, so that a test can plant what they must find. */
export interface SourceText {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly source: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The files below some folders (or single files) of the repository; what does not exist yet is left out. */
export function readTree(paths: readonly string[], wanted = /\.(?:ts|vue|mts)$/): readonly SourceText[] {
  return paths.flatMap(listFiles).filter((path) => wanted.test(path))
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
}

function listFiles(path: string): readonly string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [path]
  // The bench installs its peers within its own folder.
  const names = readdirSync(join(root, path)).filter((name) => name !== 'node_modules')
  return names.sort().flatMap((name) => listFiles(`${path}/${name}`))
}

/** A component with everything but its scripts blanked out, line by line; other files as they are. */
export function scriptOf({ path, source }: SourceText): string {
  if (!path.endsWith('.vue')) return source
  const scripts = [...source.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)]
  const lines = source.split('\n').map(() => '')
  for (const script of scripts) {
    const firstLine = lineAt(source, script.index + (script[1]?.length ?? 0)) - 1
    for (const [offset, line] of (script[2] ?? '').split('\n').entries()) lines[firstLine + offset] += line
  }
  return lines.join('\n')
}

/** 1-based. */
export const lineAt = (source: string, position: number): number => source.slice(0, position).split('\n').length

const parsed = new WeakMap<SourceText, ts.SourceFile>()

/** The script's syntax tree; cached, because several rules read the same file. */
export function treeOf(file: SourceText): ts.SourceFile {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const tree = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  parsed.set(file, tree)
  return tree
}

/** Calls `visit` for every node of the script; comments are no nodes. */
export function visitNodes(file: SourceText, visit: (node: ts.Node, line: number) => void): void {
  const tree = treeOf(file)
  const step = (node: ts.Node): void => {
    visit(node, tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1)
    ts.forEachChild(node, step)
  }
  ts.forEachChild(tree, step)
}
