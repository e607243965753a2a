import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { DatabaseHealth } from '../../sync-server/store/store.ts'

const main = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url))
const endWithParent = new URL('./endWithParent.ts', import.meta.url).href

/** The real server as a process of its own. */
export interface ServerProcess {
  readonly process: ChildProcess
  readonly url: string
  /** From the start of the process to its first answer (ms). */
  readonly readyMs: number
  /** Read back by the server from its one connection. */
  readonly synchronous: string
  readonly journalMode: string
  readonly exited: Promise<unknown>
  /** Ends it at once and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts the server alone over a folder of data, with further `settings` of the environment, on a free port of this machine, and waits until it answers. */
export async function startServerProcess(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const port = await findFreePort()
  const startedMs = performance.now()
  const environment = { PATH: process.env['PATH'], DATA_DIR: dataDir, ...settings, PORT: String(port) }
  const child = spawn(process.execPath, ['--import', endWithParent, main], { env: environment, stdio: ['pipe', 'ignore', 'ignore'] })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${String(port)}`
  let health: DatabaseHealth | null = null
  while (child.exitCode === null && health === null) {
    await pause(10)
    health = await readHealth(url)
  }
  if (health === null) throw new Error(`The server ended by itself with ${String(child.exitCode)}.`)
  const { synchronous, journalMode } = health
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  return { process: child, url, synchronous, journalMode, readyMs: Math.round(performance.now() - startedMs), exited, kill }
}

/** A port of this machine that nobody listened on a moment ago. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function readHealth(url: string): Promise<DatabaseHealth | null> {
  try {
    const health = (await (await fetch(`${url}/api/health`)).json()) as { readonly database: DatabaseHealth }
    return health.database
  } catch {
    // Nobody listens yet.
    return null
  }
}

/** What a process has used so far: its processor time (ms) and the most memory it ever held (MB); zeros where the system does not tell. */
export function readUsage({ pid }: ChildProcess): { readonly cpuMs: number; readonly peakMb: number } {
  try {
    const folder = `/proc/${String(pid)}`
    // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it, in hundredths of a second.
    const fields = readFileSync(`${folder}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const peakKb = /VmHWM:\s+(\d+)/.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1]
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, peakMb: Math.round(Number(peakKb) / 1024) }
  } catch {
    return { cpuMs: 0, peakMb: 0 }
  }
}
