import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Everything the browser programs are made of, relative to the repository. */
export const buildInputs: readonly string[] = [
  'src', 'public', 'index.html', 'office.html', 'demo.html', 't.html', 'vite.config.ts', 'package.json', 'package-lock.json',
  'tools/build.ts', 'tools/compress.ts', 'tools/schoolFiles.ts',
]

/** The files below `path` in a fixed order, as paths relative to `folder` with `/`; a missing path gives none. */
export function listFiles(folder: string, path: string): readonly string[] {
  const stat = statSync(join(folder, path), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => listFiles(folder, `${path}/${name}`))
}

/** SHA-256 (hexadecimal) over names and contents: equal only when a build would give the same files. */
export function hashInputs(folder: string, inputs: readonly string[] = buildInputs): string {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => listFiles(folder, input))) {
    const content = readFileSync(join(folder, path))
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
