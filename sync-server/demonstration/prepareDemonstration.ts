import { fileURLToPath } from 'node:url'
import type { RandomBytes } from '../secrets.ts'
import type { Store } from '../store/store.ts'
import { loadDemonstration } from './loadDemonstration.ts'
import { passwordsPath, providePasswords } from './passwordFile.ts'
import { readSeeds, seedProblemsText } from './readSeeds.ts'

/** What preparing needs from outside. */
export interface PrepareInput {
  readonly store: Store
  readonly dataDir: string
  readonly version: string
  readonly nowMs: () => number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
}

/** The demonstration as a start finds or makes it; null where the database holds other data. */
export interface Demonstration {
  readonly passwordByLogin: ReadonlyMap<string, string>
}

/** Loads the seeds if the database is empty. Throws when the seeds are wrong: every problem in one text. */
export async function prepareDemonstration(input: PrepareInput): Promise<Demonstration | null> {
  const seeds = await readSeeds(fileURLToPath(new URL('../../seeds', import.meta.url)))
  if (!seeds.ok) throw new Error(`The seeds are wrong:\n${seedProblemsText(seeds.error)}`)
  const logins = seeds.value.map(({ officerLogin }) => officerLogin)
  const passwordByLogin = providePasswords(passwordsPath(input.dataDir), logins, input.randomBytes)
  const isLoaded = await loadDemonstration(input.store, seeds.value, { ...input, nowMs: input.nowMs(), passwordByLogin })
  return isLoaded ? { passwordByLogin } : null
}
