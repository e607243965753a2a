/** `npm run backup [-- FILE]`: a verified backup while the server works; into the folder of backups, or into FILE. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Result, err, ok } from '#core/result'
import { syncToDisk } from './backup/backupFiles.ts'
import { type BackupProblem, backupProblemText, problemOf } from './backup/backupProblem.ts'
import { takeBackup, writeVerified } from './backup/takeBackup.ts'
import { type ServerConfig, configProblemsText, readConfig } from './config.ts'
import { databasePathOf, openStore, systemDeps } from './openServer.ts'

/** Into a file of the caller's choice: it may be carried away, so that it does not count for the horizon. */
async function backUpTo(file: string, config: ServerConfig): Promise<Result<string, BackupProblem>> {
  if (existsSync(file)) return err({ type: 'BackupFileExists', detail: file })
  const place = { folder: dirname(file), signal: new AbortController().signal }
  const target = `${file}.part`
  rmSync(target, { force: true })
  const copied = await writeVerified(databasePathOf(config), target, systemDeps.nowMs(), place)
  if (!copied.ok) return copied
  renameSync(target, file)
  syncToDisk(place.folder, 'folder')
  return ok(file)
}

async function backUp(config: ServerConfig, file: string | undefined): Promise<Result<string, BackupProblem>> {
  if (!existsSync(databasePathOf(config))) return err({ type: 'BackupFileMissing', detail: databasePathOf(config) })
  const store = await openStore(config)
  try {
    if (file !== undefined) return await backUpTo(resolve(file), config)
    const deps = { ...systemDeps, store, databasePath: databasePathOf(config), folder: config.backupDir }
    const taken = await takeBackup(deps, new AbortController().signal)
    return taken.ok ? ok(resolve(config.backupDir, taken.value.id)) : taken
  } finally {
    await store.close()
  }
}

async function run(file: string | undefined): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok) {
    process.stderr.write(`${configProblemsText(config.error)}\n`)
    return 1
  }
  const done = await backUp(config.value, file).catch((cause: unknown): Result<string, BackupProblem> => {
    const problem = problemOf(cause, file ?? config.value.backupDir)
    if (problem === null) throw cause
    return err(problem)
  })
  if (done.ok) process.stdout.write(`${done.value}\n`)
  else process.stderr.write(`${backupProblemText(done.error)}\n`)
  return done.ok ? 0 : 1
}

process.exitCode = await run(process.argv[2])
