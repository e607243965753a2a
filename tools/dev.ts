/**
 * The developer's loop: the sync server (restarted when its files change) and the pages with hot reload in front of
 * it. `PORT` is the server's (8081), the pages are on 5173. Ctrl-C ends both.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { packageBinary, root } from './repository.ts'

const apiPort = process.env['PORT'] ?? '8081'
const pagesPort = '5173'
const children: ChildProcess[] = []
let ending = false

function start(name: string, args: readonly string[], environment: NodeJS.ProcessEnv): void {
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: 'inherit' })
  children.push(child)
  child.once('exit', (code) => {
    if (!ending) console.error(`The ${name} ended (exit code ${String(code)}); ending the rest.`)
    end(code ?? 1)
  })
}

function end(exitCode: number): void {
  if (ending) return
  ending = true
  process.exitCode = exitCode
  for (const child of children) child.kill('SIGTERM')
}

// Links and the check of origins must name the address in front, where the browser is.
const environment = { PUBLIC_URL: `http://localhost:${pagesPort}`, ...process.env, PORT: apiPort }
start('sync server', ['--watch', '--watch-preserve-output', 'sync-server/start.ts', '--no-build'], environment)
start('pages', [packageBinary('vite'), '--port', pagesPort, '--strictPort'], environment)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { end(0) })
