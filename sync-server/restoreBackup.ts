/** `npm run restore -- FILE`: puts a backup in the place of the database while no server works on it. */
import { resolve } from 'node:path'
import { backupProblemText } from './backup/backupProblem.ts'
import { type Restored, restoreDatabase } from './backup/restoreDatabase.ts'
import { configProblemsText, readConfig } from './config.ts'
import { databasePathOf, systemDeps } from './openServer.ts'

function reportOf({ organizations, changes, takenMs, before }: Restored): string {
  const taken = takenMs === null ? 'of an unknown time' : `taken ${new Date(takenMs).toISOString()}`
  return [
    `Restored a backup ${taken}: ${String(organizations)} organizations, ${String(changes)} records.`,
    ...(before === null ? [] : [`The database of before: ${before}`]),
    'Start the server: the phones bring back what they hold. Who called already: the page «Сохранность» of the office.',
    'Phones cut off and passwords changed since that time are as they were then: look through both.',
    '',
  ].join('\n')
}

async function run(file: string | undefined): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok || file === undefined) {
    process.stderr.write(config.ok ? 'Usage: npm run restore -- FILE\n' : `${configProblemsText(config.error)}\n`)
    return 1
  }
  process.umask(0o077)
  const { dataDir } = config.value
  const done = await restoreDatabase({ dataDir, databasePath: databasePathOf(config.value), file: resolve(file), nowMs: systemDeps.nowMs(), newId: systemDeps.newId })
  if (done.ok) process.stdout.write(reportOf(done.value))
  else process.stderr.write(`${backupProblemText(done.error)}\n`)
  return done.ok ? 0 : 1
}

process.exitCode = await run(process.argv[2])
