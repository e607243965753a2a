import { rmSync } from 'node:fs'
import { copyFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDemonstration } from '../../../sync-server/demonstration/loadDemonstration.ts'
import { readSeeds, seedProblemsText } from '../../../sync-server/demonstration/readSeeds.ts'
import { mintId, systemRandomBytes } from '../../../sync-server/secrets.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'

/** The password that every officer of a live server has. */
export const officePassword = 'для проверки 2026'

const loaded = new Map<boolean, Promise<string>>()

/** Copies a database with the four districts, with their documents or without, to `path`; the seeds are loaded once per process, by the real loader. */
export async function copyDemonstration(path: string, hasDocuments = true): Promise<void> {
  const made = loaded.get(hasDocuments) ?? loadOnce(hasDocuments)
  loaded.set(hasDocuments, made)
  await copyFile(await made, path)
}

async function loadOnce(hasDocuments: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'porucheno-seeds-'))
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }) })
  const path = join(folder, 'porucheno.db')
  const seeds = await readSeeds(new URL('../../../seeds', import.meta.url).pathname)
  if (!seeds.ok) throw new Error(seedProblemsText(seeds.error))
  const store = await openSqliteStore(path)
  const districts = hasDocuments ? seeds.value : seeds.value.map((district) => ({ ...district, resolutions: [] }))
  const passwordByLogin = new Map(districts.map(({ officerLogin }) => [officerLogin, officePassword]))
  const newId = (): string => mintId(systemRandomBytes)
  await loadDemonstration(store, districts, { nowMs: Date.now(), newId, randomBytes: systemRandomBytes, version: '0.1.0', passwordByLogin })
  // Closing folds the write-ahead log into the one file that is copied.
  await store.close()
  return path
}
