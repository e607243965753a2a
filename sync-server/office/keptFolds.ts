import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Directive, DistrictId, OrganizationId } from '#core/directive'
import type { SummaryContext } from '#core/report'
import type { StoredChange } from '#core/sync'
import type { DistrictStore } from '../store/store.ts'
import { groupByOrganization } from './histories.ts'

/**
 * What every organization's history of a district amounts to. Histories only grow, so what was folded stays right until
 * a history has grown, a version of a document came or the day has changed: a reading costs what was written since the
 * last one.
 */
export interface KeptFolds<Folded> {
  read(districtId: DistrictId, district: DistrictStore, context: SummaryContext): Promise<{ readonly revision: string; readonly byOrganization: ReadonlyMap<OrganizationId, Folded> }>
}

export interface FoldRule<Folded> {
  readonly kinds: readonly string[]
  fold(changes: readonly StoredChange[], directives: readonly Directive[], context: SummaryContext): Folded
}

/** Organizations folded in one go; between two the phones have their turn. */
const organizationsAtOnce = 25

interface KeptDistrict<Folded> {
  /** The day, the rules and the documents the folds were made by. */
  readonly basis: string
  readonly byOrganization: Map<OrganizationId, { readonly place: string; readonly folded: Folded }>
}

/** Keeps the folds of one server in its memory; they are made anew after a start. */
export function createKeptFolds<Folded>(rule: FoldRule<Folded>): KeptFolds<Folded> {
  const districts = new Map<DistrictId, KeptDistrict<Folded>>()
  return {
    async read(districtId, district, context) {
      const basis = JSON.stringify([context, await district.documents.readRevision()])
      const before = districts.get(districtId)
      const kept = before?.basis === basis ? before : { basis, byOrganization: new Map<OrganizationId, { place: string; folded: Folded }>() }
      districts.set(districtId, kept)
      const places = await district.organizations.listPlaces()
      const grown = places.filter(({ organizationId, place }) => kept.byOrganization.get(organizationId)?.place !== place)
      await foldGrown(district, grown, kept, rule, context)
      const folds = places.flatMap(({ organizationId }): [OrganizationId, Folded][] => {
        const known = kept.byOrganization.get(organizationId)
        return known === undefined ? [] : [[organizationId, known.folded]]
      })
      return { revision: basis, byOrganization: new Map(folds) }
    },
  }
}

type Place = Awaited<ReturnType<DistrictStore['organizations']['listPlaces']>>[number]

async function foldGrown<Folded>(district: DistrictStore, grown: readonly Place[], kept: KeptDistrict<Folded>, rule: FoldRule<Folded>, context: SummaryContext): Promise<void> {
  if (grown.length === 0) return
  const directives = await district.documents.listDirectives()
  for (let first = 0; first < grown.length; first += organizationsAtOnce) {
    const some = grown.slice(first, first + organizationsAtOnce)
    const changes = groupByOrganization(await district.listChanges({ kinds: rule.kinds, organizationIds: some.map(({ organizationId }) => organizationId) }))
    for (const { organizationId, place } of some) {
      kept.byOrganization.set(organizationId, { place, folded: rule.fold(changes.get(organizationId) ?? [], directives, context) })
    }
    await nextTurn()
  }
}
