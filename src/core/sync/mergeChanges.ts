import type { ChangeId } from '#core/directive'
import { type PlacedChange, formerNamesOf, registerOf } from './change.ts'

/**
 * The union of two sets of changes by id. A change the server has placed wins over the same change without a place,
 * so the result does not depend on order, batches or repeats.
 */
export function mergeChanges<C extends PlacedChange>(known: ReadonlyMap<ChangeId, C>, incoming: Iterable<C>): Map<ChangeId, C> {
  const merged = new Map(known)
  for (const change of incoming) {
    const mine = merged.get(change.id)
    if (mine === undefined || isBetterPlaced(change, mine)) merged.set(change.id, change)
  }
  return merged
}

function isBetterPlaced(candidate: PlacedChange, mine: PlacedChange): boolean {
  if (candidate.sequence === null) return false
  // Two places for one change exist only across two lives of the server's history; any fixed choice converges.
  return mine.sequence === null || candidate.sequence > mine.sequence
}

/**
 * Orders two changes that did not see each other: by the server's stamp, else the author's; then by device, then by
 * id. Total, so every replica picks the same one.
 */
export function compareConcurrent(a: PlacedChange, b: PlacedChange): number {
  return (
    (a.effectiveStampMs ?? a.stampMs) - (b.effectiveStampMs ?? b.stampMs) ||
    compareText(a.deviceId, b.deviceId) ||
    a.deviceSequence - b.deviceSequence
  )
}

/** The changes of one register that no other change of the same register replaced, the winning one last. */
export function headsOf<C extends PlacedChange>(changes: readonly C[], register: string): C[] {
  const own = withoutRepeats(changes).filter((change) => registerOf(change) === register)
  const replaced = new Set(own.flatMap((change) => change.supersedes))
  return own.filter((change) => !isNamedIn(replaced, change)).sort(compareConcurrent)
}

/** The changes without those that another of them carries on under a new name. */
export function withoutRepeats<C extends PlacedChange>(changes: readonly C[]): readonly C[] {
  const carriedOn = new Set(changes.flatMap(formerNamesOf))
  return carriedOn.size === 0 ? changes : changes.filter(({ id }) => !carriedOn.has(id))
}

/** Whether a set of ids names a change, by its id or by one it bore before. */
export function isNamedIn(ids: ReadonlySet<ChangeId>, change: PlacedChange): boolean {
  return ids.has(change.id) || formerNamesOf(change).some((name) => ids.has(name))
}

/** Registers that answer one another: a report must name the return it answers, a decision the report it judged. */
const decisionRegisters = ['execution', 'control', 'extension']

/**
 * What a new change of a subject must name in `supersedes`, from all known changes of that subject: the heads of its
 * own register and, where school and office answer one another, the heads of the other's and the open requests.
 */
export function findSuperseded(draft: Pick<PlacedChange, 'kind' | 'value'>, changes: readonly PlacedChange[]): ChangeId[] {
  const register = registerOf(draft)
  if (register === null) return []
  if (!decisionRegisters.includes(register)) return headsOf(changes, register).map((change) => change.id)
  const heads = decisionRegisters.flatMap((name) => headsOf(changes, name))
  const requests = register === 'execution' ? [] : openRequests(changes)
  const pleas = register === 'control' ? openCorrections(changes) : []
  return [...heads, ...requests, ...pleas].map((change) => change.id)
}

/** The school's requests for a later date that no decision of the office has seen yet. */
export function openRequests<C extends PlacedChange>(changes: readonly C[]): C[] {
  const decided = seenByDecisions(changes, ['control', 'extension'])
  return changes.filter((change) => change.kind === 'extensionRequest' && !isNamedIn(decided, change)).sort(compareConcurrent)
}

/** «Прошу исправить» that no decision on control has seen yet. */
export function openCorrections<C extends PlacedChange>(changes: readonly C[]): C[] {
  const decided = seenByDecisions(changes, ['control'])
  return changes.filter((change) => change.kind === 'progressNote' && change.value['asks'] === 'correction' && !isNamedIn(decided, change)).sort(compareConcurrent)
}

/** What decisions of the given kinds had seen. One taken back decides nothing, nor does the taking back: the school's asking stands again. */
function seenByDecisions(changes: readonly PlacedChange[], kinds: readonly string[]): ReadonlySet<ChangeId> {
  const decisions = changes.filter((change) => change.kind === 'control' || change.kind === 'extension')
  const undone = new Set(decisions.map((change) => change.value['undoes']))
  const counted = decisions.filter((change) => kinds.includes(change.kind) && change.value['undoes'] === undefined && !undone.has(change.id))
  return new Set(counted.flatMap((change) => change.supersedes))
}

/** Every change among `changes` that the author of `change` had seen, directly or through others. */
export function seenBy(change: PlacedChange, changes: readonly PlacedChange[]): Set<ChangeId> {
  const byName = new Map(changes.flatMap((one) => [one.id, ...formerNamesOf(one)].map((name): [ChangeId, PlacedChange] => [name, one])))
  const seen = new Set<ChangeId>()
  const waiting = [...change.supersedes]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const one = byName.get(name)
    const id = one?.id ?? name
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...(one?.supersedes ?? []))
  }
  return seen
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
