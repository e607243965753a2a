import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

const main = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url))
const healthShape = v.object({ database: v.object({ journalMode: v.string(), synchronous: v.string() }) })

/** The real server in a process of its own. */
export interface ServerProcess {
  readonly url: string
  /** What its writing connection runs with, read back by itself. */
  readonly database: { readonly journalMode: string; readonly synchronous: string }
  /** Ends it at once, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts `sync-server/main.ts` with an environment and waits until it answers. Throws when it ends by itself. */
export async function startServerProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const port = String(await findFreePort())
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...environment, PORT: port }, stdio: 'ignore' })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended by itself with ${String(child.exitCode)}.`)
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer !== null) return { url, kill, ...v.parse(healthShape, await answer.json()) }
    await pause(10)
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
