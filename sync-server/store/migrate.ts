import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationProvider } from './migrations/index.ts'
import type { Tables } from './tables.ts'

/** Brings the schema up to date; answers how many migrations stand in the database. Throws when one fails. */
export async function migrateToLatest(db: Kysely<Tables>): Promise<number> {
  const migrator = new Migrator({ db, provider: migrationProvider })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('The database could not be brought to the newest schema.', { cause: error })
  const known = await migrator.getMigrations()
  return known.filter(({ executedAt }) => executedAt !== undefined).length
}
