import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess } from '../../support/serverProcess.ts'

interface Ended {
  readonly code: number
  readonly out: string
  readonly problems: string
}

let folder = ''
let server: ServerProcess | null = null
const dataDir = (): string => join(folder, 'data')

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'commands-')) })
afterEach(async () => {
  await server?.kill()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

function command(name: 'makeBackup' | 'restoreBackup' | 'main', args: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const entry = fileURLToPath(new URL(`../../../sync-server/${name}.ts`, import.meta.url))
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir(), ...settings }
  return new Promise((done) => {
    const child = execFile(process.execPath, [entry, ...args], { env }, (_error, out, problems) => { done({ code: child.exitCode ?? -1, out, problems }) })
  })
}

describe('the commands of an administrator', () => {
  it('back up while the server works, and restore only once it is gone', async () => {
    server = await startServerProcess(dataDir())
    const made = await command('makeBackup')
    const file = made.out.trim()
    expect([made.code, file.startsWith(join(dataDir(), 'backups', 'porucheno-')), existsSync(file)]).toEqual([0, true, true])
    const inUse = `A server or another command works on the data, nothing was changed: ${dataDir()}. Stop it and repeat.\n`
    expect(await command('restoreBackup', [file])).toEqual({ code: 1, out: '', problems: inUse })
    const second = await command('main', [], { PORT: '1' })
    expect(second.problems).toContain(`Another server or a restore works on the data in ${dataDir()}.`)
    // Killed, it leaves its lock to nobody.
    await server.kill()
    const restored = await command('restoreBackup', [file])
    expect([restored.code, restored.problems]).toEqual([0, ''])
    expect(restored.out).toContain('The database of before: ')
    expect(readdirSync(dataDir()).filter((name) => name.includes('before-restore'))).toHaveLength(1)
    server = await startServerProcess(dataDir())
    expect(server.synchronous).toBe('full')
  })

  it('write into a file of one’s own, never over another', async () => {
    server = await startServerProcess(dataDir())
    const file = join(folder, 'stick', 'mine.db')
    expect(await command('makeBackup', [file])).toEqual({ code: 0, out: `${file}\n`, problems: '' })
    expect(await command('makeBackup', [file])).toEqual({ code: 1, out: '', problems: `The file is there already, nothing was overwritten: ${file}.\n` })
    expect(existsSync(join(dataDir(), 'backups'))).toBe(false)
  })

  it('say in one line what is wrong', async () => {
    expect(await command('restoreBackup')).toEqual({ code: 1, out: '', problems: 'Usage: npm run restore -- FILE\n' })
    expect((await command('restoreBackup', [join(folder, 'none.db')])).problems).toBe(`There is no such file: ${join(folder, 'none.db')}.\n`)
    expect((await command('makeBackup')).problems).toBe(`There is no such file: ${join(dataDir(), 'porucheno.db')}.\n`)
    expect((await command('makeBackup', [], { BACKUP_EVERY_HOURS: '0' })).problems).toBe('BACKUP_EVERY_HOURS must be a number of hours from 1 to 24\n')
    server = await startServerProcess(dataDir())
    writeFileSync(join(folder, 'file'), '')
    expect((await command('makeBackup', [], { BACKUP_DIR: join(folder, 'file') })).problems).toBe(`The folder cannot be made, read or written: ${join(folder, 'file')}.\n`)
  })
})
