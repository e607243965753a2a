import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Whether a directive was published to an organization is asked of every change a phone sends. Only publications stand
 * in this index, so the answer does not grow dearer with what is written about the directive.
 */
export const published: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('change_published')
      .on('change')
      .columns(['district_id', 'organization_id', 'topic'])
      .where(sql.ref('kind'), '=', sql.lit('publication'))
      .execute()
  },
}
