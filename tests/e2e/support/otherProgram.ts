/** Builds of the program that differ from the one in `dist`: their sources are copied aside and changed there. */
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buildBrowserPrograms } from '../../../tools/build.ts'
import { buildInputs } from '../../../tools/buildInputs.ts'
import { root } from '../../../tools/repository.ts'

/** Copies the sources into a folder of the cache, changes them there and builds, once for the same sources; the absolute path of the files. */
export async function buildOtherProgram(name: string, change: (folder: string) => void): Promise<string> {
  const folder = join(root, '.cache', name)
  mkdirSync(folder, { recursive: true })
  for (const input of [...buildInputs, 'tsconfig.json', 'tools']) {
    rmSync(join(folder, input), { recursive: true, force: true })
    cpSync(join(root, input), join(folder, input), { recursive: true })
  }
  for (const shared of ['node_modules', 'sync-server', 'tests']) {
    rmSync(join(folder, shared), { force: true })
    symlinkSync(join(root, shared), join(folder, shared), 'dir')
  }
  change(folder)
  const { folder: pages } = await buildBrowserPrograms({ folder })
  return pages
}
