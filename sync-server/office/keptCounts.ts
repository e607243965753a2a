import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Directive, DistrictId, OrganizationId, ResolutionId } from '#core/directive'
import { type AssignmentCounts, type MatrixCell, type SummaryContext, addCounts, countCells, indexHistory, noCounts, summarizeDirective } from '#core/report'
import type { DistrictStore } from '../store/store.ts'
import { cellKinds, groupByOrganization } from './histories.ts'

/** An organization's counts, by document; a document none of whose points it has is absent. */
export type CountsByDocument = ReadonlyMap<ResolutionId, AssignmentCounts>

/**
 * The counts of every organization of a district. Histories only grow, so what was counted stays right until a history
 * has grown, a version of a document came or the day has changed: a reading costs what was written since the last one.
 */
export interface KeptCounts {
  read(districtId: DistrictId, district: DistrictStore, context: SummaryContext): Promise<ReadonlyMap<OrganizationId, CountsByDocument>>
}

/** Organizations counted in one go; between two the phones have their turn. */
const organizationsAtOnce = 25

interface Counted {
  /** Where the history stood. */
  readonly place: string
  readonly counts: CountsByDocument
}

interface KeptDistrict {
  /** The day, the rules and the documents the counts were made by. */
  readonly basis: string
  readonly byOrganization: Map<OrganizationId, Counted>
}

/** Keeps the counts of one server in its memory; they are made anew after a start. */
export function createKeptCounts(): KeptCounts {
  const districts = new Map<DistrictId, KeptDistrict>()
  return {
    async read(districtId, district, context) {
      const basis = JSON.stringify([context, await district.documents.readRevision()])
      const before = districts.get(districtId)
      const kept = before?.basis === basis ? before : { basis, byOrganization: new Map<OrganizationId, Counted>() }
      districts.set(districtId, kept)
      const places = await district.organizations.listPlaces()
      const grown = places.filter(({ organizationId, place }) => kept.byOrganization.get(organizationId)?.place !== place)
      await countGrown(district, grown, kept, context)
      return new Map(places.map(({ organizationId }) => [organizationId, kept.byOrganization.get(organizationId)?.counts ?? new Map<ResolutionId, AssignmentCounts>()]))
    },
  }
}

type Place = Awaited<ReturnType<DistrictStore['organizations']['listPlaces']>>[number]

async function countGrown(district: DistrictStore, grown: readonly Place[], kept: KeptDistrict, context: SummaryContext): Promise<void> {
  if (grown.length === 0) return
  const directives = await district.documents.listDirectives()
  for (let first = 0; first < grown.length; first += organizationsAtOnce) {
    const some = grown.slice(first, first + organizationsAtOnce)
    const changes = groupByOrganization(await district.listChanges({ kinds: cellKinds, organizationIds: some.map(({ organizationId }) => organizationId) }))
    for (const { organizationId, place } of some) {
      // Delivery is no part of the counts, so it does not matter how far its phones have read.
      const history = indexHistory({ changes: changes.get(organizationId) ?? [], readUpTo: 0 })
      kept.byOrganization.set(organizationId, { place, counts: countByDocument(directives, (directive) => summarizeDirective(directive, history, context)) })
    }
    await nextTurn()
  }
}

function countByDocument(directives: readonly Directive[], summarize: (directive: Directive) => MatrixCell | null): CountsByDocument {
  const cells = new Map<ResolutionId, MatrixCell[]>()
  for (const directive of directives) {
    const cell = summarize(directive)
    if (cell === null) continue
    const own = cells.get(directive.resolutionId)
    if (own === undefined) cells.set(directive.resolutionId, [cell])
    else own.push(cell)
  }
  return new Map([...cells].map(([id, own]) => [id, countCells(own)]))
}

/** The counts of several organizations, or of several documents, together. */
export function sumCounts(counts: Iterable<AssignmentCounts>): AssignmentCounts {
  let sum = noCounts
  for (const one of counts) sum = addCounts(sum, one)
  return sum
}
