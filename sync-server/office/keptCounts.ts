import type { Directive, DistrictId, OrganizationId, ResolutionId } from '#core/directive'
import { type AssignmentCounts, type MatrixCell, type SummaryContext, addCounts, countCells, indexHistory, noCounts, summarizeDirective } from '#core/report'
import type { DistrictStore } from '../store/store.ts'
import { cellKinds } from './histories.ts'
import { createKeptFolds } from './keptFolds.ts'

/** An organization's counts, by document; a document none of whose points it has is absent. */
export type CountsByDocument = ReadonlyMap<ResolutionId, AssignmentCounts>

/** The counts of every organization of a district, kept as `createKeptFolds` keeps them. */
export interface KeptCounts {
  read(districtId: DistrictId, district: DistrictStore, context: SummaryContext): Promise<ReadonlyMap<OrganizationId, CountsByDocument>>
}

/** Keeps the counts of one server in its memory; they are made anew after a start. */
export function createKeptCounts(): KeptCounts {
  const kept = createKeptFolds<CountsByDocument>({
    kinds: cellKinds,
    fold(changes, directives, context) {
      // Delivery is no part of the counts, so it does not matter how far its phones have read.
      const history = indexHistory({ changes, readUpTo: 0 })
      return countByDocument(directives, (directive) => summarizeDirective(directive, history, context))
    },
  })
  return {
    read: async (districtId, district, context) => (await kept.read(districtId, district, context)).byOrganization,
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
