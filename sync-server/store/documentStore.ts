import type { Kysely } from 'kysely'
import type { Directive, DirectiveId, DistrictId, Resolution, ResolutionId } from '#core/directive'
import { subjectToKey, wholePeriod } from '#core/sync'
import { noteFileUses } from './fileStore.ts'
import type { VersionKey } from './records.ts'
import { fromJson } from './rowsToRecords.ts'
import type { DocumentStore } from './store.ts'
import type { Tables } from './tables.ts'

/** The documents of one district and their directives, every version once. */
export function createDocumentStore(db: Kysely<Tables>, districtId: DistrictId): DocumentStore {
  return { ...createSaving(db, districtId), ...createReading(db, districtId), ...createVersions(db, districtId) }
}

type Saving = Pick<DocumentStore, 'saveResolution' | 'saveDirective'>

function createSaving(db: Kysely<Tables>, districtId: DistrictId): Saving {
  return {
    async saveResolution(resolution) {
      const { id, version } = resolution
      const counted = await db
        .selectFrom('resolution')
        .select((expression) => expression.fn.countAll().as('count'))
        .where('district_id', '=', districtId)
        .executeTakeFirstOrThrow()
      await db
        .insertInto('resolution')
        .values({ district_id: districtId, id, place: Number(counted.count) + 1, version })
        .onConflict((conflict) => conflict.columns(['district_id', 'id']).doUpdateSet({ version }).where('resolution.version', '<', version))
        .execute()
      await db.insertInto('resolution_version').values({ district_id: districtId, id, version, body: JSON.stringify(resolution) }).execute()
      await noteFileUses(db, districtId, { topic: subjectToKey({ type: 'resolution', resolutionId: id }), version }, resolution.materials)
    },
    async saveDirective(directive) {
      const { id, version, position, resolutionId } = directive
      await db
        .insertInto('directive')
        .values({ district_id: districtId, resolution_id: resolutionId, id, position, version })
        .onConflict((conflict) => conflict.columns(['district_id', 'id']).doUpdateSet({ version, position }).where('directive.version', '<', version))
        .execute()
      await db.insertInto('directive_version').values({ district_id: districtId, id, version, body: JSON.stringify(directive) }).execute()
      const topic = subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })
      await noteFileUses(db, districtId, { topic, version }, directive.materials)
    },
  }
}

type Versions = Pick<DocumentStore, 'loadResolutions' | 'loadDirectives'>

function createReading(db: Kysely<Tables>, districtId: DistrictId): Omit<DocumentStore, keyof Saving | keyof Versions> {
  const resolutions = () => currentResolutions(db, districtId)
  const directives = () => currentDirectives(db, districtId)
  return {
    async readRevision() {
      const counts = await Promise.all(
        (['resolution_version', 'directive_version'] as const).map((table) =>
          db.selectFrom(table).select(({ fn }) => fn.countAll().as('count')).where('district_id', '=', districtId).executeTakeFirstOrThrow(),
        ),
      )
      return counts.reduce((sum, { count }) => sum + Number(count), 0)
    },
    async listResolutions() {
      return (await resolutions().where('current.state', '!=', 'undone').orderBy('current.place').execute()).map((row) => fromJson<Resolution>(row.body))
    },
    async findResolution(resolutionId) {
      const row = await resolutions().where('current.id', '=', resolutionId).executeTakeFirst()
      return row === undefined ? null : fromJson<Resolution>(row.body)
    },
    async listDirectives(resolutionId) {
      const query = resolutionId === undefined ? directives().where('resolution.state', '!=', 'undone') : directives().where('current.resolution_id', '=', resolutionId)
      const rows = await query.orderBy('resolution.place').orderBy('current.position').execute()
      return rows.map((row) => fromJson<Directive>(row.body))
    },
    async findDirective(directiveId) {
      const row = await directives().where('current.id', '=', directiveId).executeTakeFirst()
      return row === undefined ? null : fromJson<Directive>(row.body)
    },
  }
}

function currentResolutions(db: Kysely<Tables>, districtId: DistrictId) {
  return db
    .selectFrom('resolution as current')
    .innerJoin('resolution_version as version', (join) =>
      join
        .onRef('version.district_id', '=', 'current.district_id')
        .onRef('version.id', '=', 'current.id')
        .onRef('version.version', '=', 'current.version'),
    )
    .select('version.body')
    .where('current.district_id', '=', districtId)
}

function currentDirectives(db: Kysely<Tables>, districtId: DistrictId) {
  return db
    .selectFrom('directive as current')
    .innerJoin('resolution', (join) =>
      join.onRef('resolution.district_id', '=', 'current.district_id').onRef('resolution.id', '=', 'current.resolution_id'),
    )
    .innerJoin('directive_version as version', (join) =>
      join
        .onRef('version.district_id', '=', 'current.district_id')
        .onRef('version.id', '=', 'current.id')
        .onRef('version.version', '=', 'current.version'),
    )
    .select('version.body')
    .where('current.district_id', '=', districtId)
}

function createVersions(db: Kysely<Tables>, districtId: DistrictId): Versions {
  return {
    async loadResolutions(keys) {
      const ids = keys.map(({ id }) => id)
      if (ids.length === 0) return []
      const rows = await db.selectFrom('resolution_version').selectAll().where('district_id', '=', districtId).where('id', 'in', ids).execute()
      return pickVersions(keys, rows.map((row) => fromJson<Resolution>(row.body)))
    },
    async loadDirectives(keys) {
      const ids = keys.map(({ id }) => id)
      if (ids.length === 0) return []
      const rows = await db.selectFrom('directive_version').selectAll().where('district_id', '=', districtId).where('id', 'in', ids).execute()
      return pickVersions(keys, rows.map((row) => fromJson<Directive>(row.body)))
    },
  }
}

function pickVersions<Id extends ResolutionId | DirectiveId, T extends VersionKey<Id>>(keys: readonly VersionKey<Id>[], bodies: readonly T[]): T[] {
  const bodyByKey = new Map(bodies.map((body) => [versionName(body), body]))
  return keys.flatMap((key) => bodyByKey.get(versionName(key)) ?? [])
}

function versionName({ id, version }: VersionKey<ResolutionId | DirectiveId>): string {
  return `${id} ${String(version)}`
}
