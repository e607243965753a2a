/**
 * `npm run proof -- NAME [arguments]`: the long forms of what the suites show briefly, each a file of `tests/proof`.
 * Without a name it lists them. A proof that needs the built pages calls `buildBrowserPrograms` itself.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isEntry, root } from './repository.ts'

export interface Proof {
  readonly name: string
  /** The first line of the file's opening comment. */
  readonly summary: string
}

/** The first line of text in the comment a file opens with; empty when it opens with none. */
export function firstDocLine(source: string): string {
  const comment = /^\s*(?:\/\*\*?([\s\S]*?)\*\/|\/\/(.*))/.exec(source)
  const lines = (comment?.[1] ?? comment?.[2] ?? '').split('\n')
  return lines.map((line) => line.replace(/^\s*\*?\s*/, '').trim()).find((line) => line !== '') ?? ''
}

/** The proofs of a folder, by name; none when the folder is missing. */
export function listProofs(folder: string): readonly Proof[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.ts'.length), summary: firstDocLine(readFileSync(join(folder, file), 'utf8')) }))
}

function printList(proofs: readonly Proof[]): void {
  console.log('npm run proof -- NAME [arguments]\n')
  const width = Math.max(0, ...proofs.map((proof) => proof.name.length))
  for (const { name, summary } of proofs) console.log(`  ${name.padEnd(width)}  ${summary}`)
  if (proofs.length === 0) console.log('  (none yet)')
}

function main(name: string | undefined, args: readonly string[]): void {
  const folder = join(root, 'tests', 'proof')
  const proofs = listProofs(folder)
  if (name === undefined) {
    printList(proofs)
    return
  }
  if (!proofs.some((proof) => proof.name === name)) {
    console.error(`There is no proof called ${name}.`)
    printList(proofs)
    process.exitCode = 1
    return
  }
  const child = spawn(process.execPath, [join(folder, `${name}.ts`), ...args], { cwd: root, stdio: 'inherit' })
  // A terminal's Ctrl-C reaches the child itself; it says its figures so far, then this one ends with it.
  process.on('SIGINT', () => { if (!process.stdin.isTTY) child.kill('SIGINT') })
  process.on('SIGTERM', () => void child.kill('SIGTERM'))
  child.once('exit', (code) => { process.exitCode = code ?? 1 })
}

if (isEntry(import.meta.url)) {
  const [name, ...args] = process.argv.slice(2)
  main(name, args)
}
