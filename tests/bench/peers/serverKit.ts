/* Every server of the bench runs in a process of its own and answers the bench through this kit. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { type BenchDirective, directivesFor, schoolName } from './workload.ts'

/** Where the server keeps its data: an empty folder of this run. */
export const dataFolder = process.env['BENCH_FOLDER'] ?? ''

/** One school with what the office published to it. */
export interface SeedSchool {
  readonly school: number
  readonly name: string
  readonly directives: readonly BenchDirective[]
}

/** Counters of one server since its start. */
export interface ServerReadings {
  readonly requests: number
  readonly cpuMs: number
  readonly peakRssBytes: number
  readonly up: number
  readonly down: number
}

/** School number `school` with what the office published to it; every process makes it anew, so that none must send it. */
export function seedSchool(school: number): SeedSchool {
  return { school, name: schoolName(school), directives: directivesFor(school) }
}

/** The schools of the district, one at a time. */
export function* seedSchools(count: number): Generator<SeedSchool> {
  for (let school = 0; school < count; school += 1) yield seedSchool(school)
}

export interface ServerWork {
  /** Loads the district of so many schools; not measured. */
  seed(schools: number): unknown
  /** The office changes one directive of one school; not measured. */
  update(school: number, directive: BenchDirective, index: number): unknown
  /** Brings everything into the main file, so that the folder can be sized. */
  checkpoint?(): unknown
  close(): unknown
  /** Further operations of one system's own. */
  readonly [operation: string]: ((...args: never[]) => unknown) | undefined
}

/** Listens where the server does not do so itself, and answers the bench until its channel closes. */
export async function runServer(server: Server, work: ServerWork): Promise<void> {
  const read = countTraffic(server)
  const operations: Operations = {
    ...work,
    readings: read,
    async disk() {
      await work.checkpoint?.()
      return folderBytes(dataFolder)
    },
  }
  process.once('disconnect', () => {
    void Promise.resolve(work.close()).finally(() => process.exit(0))
  })
  process.on('message', (message: { readonly id: number; readonly operation: string; readonly args: readonly never[] }) => {
    void answer(operations, message).then((reply) => process.send?.({ id: message.id, ...reply }))
  })
  if (!server.listening) await new Promise<void>((done) => server.listen(0, '127.0.0.1', 1024, done))
  process.send?.({ ready: (server.address() as AddressInfo).port })
}

type Operations = Readonly<Record<string, ((...args: never[]) => unknown) | undefined>>

async function answer(
  operations: Operations,
  { operation, args }: { readonly operation: string; readonly args: readonly never[] },
): Promise<{ readonly answer: unknown } | { readonly error: string }> {
  try {
    return { answer: await operations[operation]?.(...args) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function countTraffic(server: Server): () => ServerReadings {
  let [requests, up, down] = [0, 0, 0]
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      up += socket.bytesRead
      down += socket.bytesWritten
    })
  })
  server.on('request', () => { requests += 1 })
  server.on('upgrade', () => { requests += 1 })
  return () => {
    const { user, system } = process.cpuUsage()
    const sockets = [...open]
    return {
      requests,
      cpuMs: (user + system) / 1000,
      peakRssBytes: readPeakRss(),
      up: sockets.reduce((sum, socket) => sum + socket.bytesRead, up),
      down: sockets.reduce((sum, socket) => sum + socket.bytesWritten, down),
    }
  }
}

/** The kernel's own high-water mark; elsewhere than on Linux the present size. */
function readPeakRss(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  } catch {
    return process.memoryUsage().rss
  }
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? folderBytes(path) : statSync(path).size)
  }, 0)
}
