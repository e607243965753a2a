import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

/** What a folder is searched for; a file named outright is read whatever it is called. */
const extensions: ReadonlySet<string> = new Set(['.txt', '.docx', '.pdf', '.doc'])

/** A file itself; a folder stands for the documents in it and below, by name. Throws what the disk says. */
export function listFiles(path: string): readonly string[] {
  return statSync(path).isDirectory() ? filesOf(path) : [path]
}

function filesOf(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && extensions.has(extname(entry.name).toLowerCase()))
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort()
}
