/** Chromium 138, the last for Android 8 and 9: an npm package carries it, so that no test depends on a download. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { root } from './repository.ts'

const packed = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'chromium.br')

/** Absolute path of the program; unpacked (190 MB) on first use. Throws where the package is not installed. */
export function unpackOldChromium(): string {
  const folder = join(root, '.cache')
  const program = join(folder, 'chromium-138')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  const aside = `${program}.${String(process.pid)}`
  try {
    writeFileSync(aside, brotliDecompressSync(readFileSync(packed)))
    chmodSync(aside, 0o755)
    renameSync(aside, program)
  } finally {
    rmSync(aside, { force: true })
  }
  return program
}
