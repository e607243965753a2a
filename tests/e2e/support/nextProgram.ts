/** The program of the next version, built whole: another schema and, by that, other files than the one in `dist`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildOtherProgram } from './otherProgram.ts'

/** The file that names the schema's versions, and what the next version adds to it. */
const databasePath = 'src/device/database.ts'
const plants = [
  ["  6: { ...fifthSchema, cards: `${firstSchema.cards}, [organizationId+closed+directiveId]`, summaries: `${secondSchema.summaries}, [organizationId+closed+subject]` },\n", (line: string) => `${line}  7: { copies: 'key' },\n`],
  ['    this.version(2).upgrade(copySummaries)\n', (line: string) => `${line}    this.version(7).upgrade(async (transaction) => {
      const rows = await transaction.table('changes').toArray()
      await transaction.table('copies').bulkPut(rows.map((row: ChangeRow) => ({ key: row.id, row, padding: crypto.getRandomValues(new Uint8Array(2000)) })))
    })\n`],
] as const

/** The store the next program's upgrade fills, a row for each change. */
export const nextStore = 'copies'

/** Builds it beside this one; the absolute path of its files. */
export function buildNextProgram(): Promise<string> {
  return buildOtherProgram('next-program', (folder) => {
    const source = readFileSync(join(folder, databasePath), 'utf8')
    writeFileSync(join(folder, databasePath), plants.reduce((text, [line, grow]) => plant(text, line, grow(line)), source))
  })
}

function plant(text: string, line: string, grown: string): string {
  if (text.split(line).length !== 2) throw new Error(`${databasePath} holds this line not once: ${line}`)
  return text.replace(line, () => grown)
}
