import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const require = createRequire(import.meta.url)

/** Whether the module of this `import.meta.url` is the one Node was started with (`import.meta.main` needs Node 24). */
export function isEntry(moduleUrl: string): boolean {
  const started = process.argv[1]
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl))
}

/**
 * The JavaScript file behind a package's command, to be run by `process.execPath`: `node_modules/.bin` would take
 * whatever Node stands first in PATH, and on Windows needs a shell.
 */
export function packageBinary(packageName: string, command = packageName): string {
  const manifestPath = findManifest(packageName)
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const bin: unknown = typeof manifest === 'object' && manifest !== null && 'bin' in manifest ? manifest.bin : undefined
  const path: unknown = typeof bin === 'object' && bin !== null ? Reflect.get(bin, command) : bin
  if (typeof path !== 'string') throw new Error(`${packageName} has no command ${command}`)
  return join(dirname(manifestPath), path)
}

/** `exports` often hide package.json, so it is looked for in the folders Node itself would search. */
function findManifest(packageName: string): string {
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const path = join(folder, packageName, 'package.json')
    try {
      readFileSync(path)
      return path
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  throw new Error(`${packageName} is not installed`)
}
