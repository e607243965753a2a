import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { documentErrorTypes, parseResolution } from '#core/resolution'
import type { ChildReader } from '../../../src/formats/node/readInChild.ts'
import { createRandom, pickFrom } from '../random.ts'
import { mutateFile } from './mutateFile.ts'

const folder = fileURLToPath(new URL('../../golden/files/', import.meta.url))

/** The five documents in every format that is read. */
export function readGoodFiles(): readonly Uint8Array[] {
  return readdirSync(folder).sort().map((file) => new Uint8Array(readFileSync(folder + file)))
}

/** What came of hostile files. `wrong` must be empty. */
export interface HostileOutcome {
  readonly files: number
  readonly countByCode: Readonly<Record<string, number>>
  readonly slowestMs: number
  readonly wrong: readonly string[]
}

/** Reads each file as given by its place, and parses what it gives; a crash, a missing code or a text out of bounds is wrong. */
export async function readHostile(count: number, make: (place: number) => { readonly name: string; readonly bytes: Uint8Array }, read: ChildReader['read']): Promise<HostileOutcome> {
  const countByCode: Record<string, number> = {}
  const wrong: string[] = []
  let slowestMs = 0
  for (let place = 0; place < count; place += 1) {
    const { name, bytes } = make(place)
    const startedMs = performance.now()
    const outcome = await read(bytes)
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - startedMs))
    const code = outcome.ok ? 'text' : outcome.error.type
    countByCode[code] = (countByCode[code] ?? 0) + 1
    if (outcome.ok) parseResolution(outcome.value.text)
    else if (!(documentErrorTypes as readonly string[]).includes(outcome.error.type)) wrong.push(`${name}: ${outcome.error.type}`)
    if (!outcome.ok && outcome.error.type === 'DocumentReaderFailed') wrong.push(`${name}: the reader ended by itself`)
  }
  return { files: count, countByCode, slowestMs, wrong }
}

/** Mutations of good files by seed: the same seed gives the same files. */
export function mutationsOf(seed: number): (place: number) => { readonly name: string; readonly bytes: Uint8Array } {
  const good = readGoodFiles()
  return (place) => {
    const random = createRandom(seed + place)
    return { name: `mutation ${String(seed + place)}`, bytes: mutateFile(pickFrom(good, random), random) }
  }
}
