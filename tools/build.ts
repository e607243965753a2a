/**
 * The browser programs: built only when something they are made of changed, then compressed. `npm run build`, and
 * whoever serves or tests them calls `buildBrowserPrograms`.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashInputs } from './buildInputs.ts'
import { compressFolder } from './compress.ts'
import { isEntry, packageBinary, root } from './repository.ts'

export interface BuildResult {
  /** False: `dist` was already made of these very inputs. */
  readonly built: boolean
  readonly milliseconds: number
  /** Absolute path of the built files. */
  readonly folder: string
}

export interface BuildOptions {
  /** The repository to build, absolute; this one unless a test says otherwise. */
  readonly folder?: string
  /** Where the bundler's own words go; stderr by default, so that stdout stays the caller's. */
  readonly print?: (text: string) => void
}

/**
 * Brings `dist` up to date. The new files are made aside and swapped in whole, so a running server never serves half
 * a build, and one that breaks off leaves the last one. Throws when the bundler fails.
 */
export async function buildBrowserPrograms(options: BuildOptions = {}): Promise<BuildResult> {
  const startedMs = performance.now()
  const folder = options.folder ?? root
  const print = options.print ?? ((text) => void process.stderr.write(text))
  const dist = join(folder, 'dist')
  const inputs = hashInputs(folder)
  const result = (built: boolean): BuildResult => ({ built, milliseconds: performance.now() - startedMs, folder: dist })
  if (readStamp(dist) === inputs) return result(false)

  const aside = join(folder, '.cache', `build-${String(process.pid)}`)
  try {
    await mkdir(aside, { recursive: true })
    await bundle(folder, aside, 'school', print)
    await bundle(folder, aside, 'desk', print)
    await bundle(folder, aside, 'teacher', print)
    const compressed = await compressFolder(aside)
    await writeFile(join(aside, '.build.json'), `${JSON.stringify({ inputs, compressed })}\n`)
    await swapIn(aside, dist)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  return result(true)
}

function readStamp(dist: string): unknown {
  try {
    const stamp: unknown = JSON.parse(readFileSync(join(dist, '.build.json'), 'utf8'))
    return typeof stamp === 'object' && stamp !== null && 'inputs' in stamp ? stamp.inputs : undefined
  } catch {
    // Missing or cut off: built anew.
    return undefined
  }
}

/**
 * One program into `outDir`, beside what is there. As a child, because a build inside a test run would see the test's
 * environment and leave the worker out.
 */
async function bundle(folder: string, outDir: string, program: 'school' | 'desk' | 'teacher', print: (text: string) => void): Promise<void> {
  const { VITEST: _, NODE_ENV: __, ...environment } = process.env
  const args = [packageBinary('vite'), 'build', '--outDir', outDir, '--emptyOutDir', 'false', '--logLevel', 'warn']
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...environment, PROGRAM: program }, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.setEncoding('utf8').on('data', print)
  child.stderr.setEncoding('utf8').on('data', print)
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`The build of the browser programs failed (vite, exit code ${String(code)}).`)
}

async function swapIn(aside: string, dist: string): Promise<void> {
  const old = `${aside}-old`
  await rm(old, { recursive: true, force: true })
  try {
    await rename(dist, old)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  await rename(aside, dist)
  await rm(old, { recursive: true, force: true })
}

if (isEntry(import.meta.url)) {
  const { built, milliseconds } = await buildBrowserPrograms()
  console.log(`${built ? 'Built' : 'Nothing changed since the last build'} (${(milliseconds / 1000).toFixed(1)} s).`)
}
