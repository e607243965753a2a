/** Hostile files, each in a process of its own, and 100,000 mutations of good ones (`-- MUTATIONS SEED`). */
import { readFileSync } from 'node:fs'
import { ChildReader, readInChild } from '../../src/formats/node/readInChild.ts'
import { type HostileFile, hostileFiles, zipBombs } from '../support/files/hostileFiles.ts'
import { type HostileOutcome, mutationsOf, readHostile } from '../support/files/readHostile.ts'

/** The most a child process of this one has ever held (MB), looked at until `stop`. */
function watchChildren(): { readonly stop: () => number } {
  let peakMb = 0
  const timer = setInterval(() => {
    for (const pid of readFileSync(`/proc/self/task/${String(process.pid)}/children`, 'utf8').split(' ').filter(Boolean)) {
      peakMb = Math.max(peakMb, heldMb(pid))
    }
  }, 5)
  return {
    stop() {
      clearInterval(timer)
      return Math.round(peakMb)
    },
  }
}

/** 0 for a process that has ended. */
function heldMb(pid: string): number {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

const [mutations = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const lanes = 2
const files = hostileFiles()
console.log(`Seed ${String(seed)}: ${String(files.length)} hostile files, ${String(mutations)} mutations…`)
const children = watchChildren()
const readEach = (some: readonly HostileFile[]): Promise<HostileOutcome> => readHostile(some.length, (place) => ({ name: some[place]?.name ?? '', bytes: some[place]?.bytes() ?? new Uint8Array(0) }), readInChild)
const bombs = await readEach(zipBombs())
const hostile = await readEach(files)
const spoilt = await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
  const reader = new ChildReader()
  const outcome = await readHostile(Math.ceil(mutations / lanes), mutationsOf(seed + lane * 10_000_000), (bytes) => reader.read(bytes))
  reader.close()
  return outcome
}))
const countByCode: Record<string, number> = {}
for (const outcome of spoilt) for (const [code, count] of Object.entries(outcome.countByCode)) countByCode[code] = (countByCode[code] ?? 0) + count
const wrong = [...hostile.wrong, ...spoilt.flatMap((outcome) => outcome.wrong)]
for (const line of wrong.slice(0, 20)) console.error(line)
console.log(JSON.stringify({ proof: 'hostileFiles', seed, hostile: hostile.files, slowestBombMs: bombs.slowestMs, hostileByCode: hostile.countByCode, mutations: spoilt.reduce((sum, outcome) => sum + outcome.files, 0), countByCode, slowestMs: Math.max(hostile.slowestMs, ...spoilt.map(({ slowestMs }) => slowestMs)), peakMb: children.stop(), wrong: wrong.length }))
process.exitCode = wrong.length === 0 ? 0 : 1
