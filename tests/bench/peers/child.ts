import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** A program the bench started, asked over a channel beside its network. */
export interface BenchChild {
  readonly port: number
  call<Answer>(operation: string, ...args: readonly unknown[]): Promise<Answer>
  /** Ends it and waits for its end. */
  stop(): Promise<void>
}

interface Message {
  readonly ready?: number
  readonly id?: number
  readonly error?: string
  readonly answer?: unknown
}

export interface ChildOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Flags of Node itself. */
  readonly flags?: readonly string[]
  /** Where its stderr goes: a server's log is work like any other, so it is written and not thrown away. */
  readonly logFile?: string
}

/** Starts a module of the bench as a process of its own and waits until it listens. */
export async function startChild(file: string, { environment = {}, flags = [], logFile }: ChildOptions = {}): Promise<BenchChild> {
  const log = logFile === undefined ? 'inherit' : openSync(logFile, 'a')
  const child = fork(file, [], { env: { ...process.env, ...environment }, execArgv: [...flags], stdio: ['ignore', 'ignore', log, 'ipc'] })
  if (log !== 'inherit') closeSync(log)
  const waiting = new Map<number, { readonly done: (answer: unknown) => void; readonly failed: (error: Error) => void }>()
  const port = await new Promise<number>((done, failed) => {
    child.on('message', (message: Message) => {
      if (message.ready !== undefined) done(message.ready)
      const asked = message.id === undefined ? undefined : waiting.get(message.id)
      if (message.id !== undefined) waiting.delete(message.id)
      if (message.error === undefined) asked?.done(message.answer)
      else asked?.failed(new Error(message.error))
    })
    child.once('exit', (code) => {
      const gone = new Error(`${file} ended (exit code ${String(code)})`)
      failed(gone)
      for (const asked of waiting.values()) asked.failed(gone)
    })
  })
  let asked = 0
  return {
    port,
    call: <Answer>(operation: string, ...args: readonly unknown[]) =>
      new Promise<Answer>((done, failed) => {
        const id = (asked += 1)
        waiting.set(id, { done: (answer) => { done(answer as Answer) }, failed })
        child.send({ id, operation, args })
      }),
    stop: () => stopChild(child),
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  // A child of the bench ends by itself when nobody holds its channel.
  child.disconnect()
  await ended
}
