import type { ChangeId, OfficerId, OrganizationId, PersonId } from '#core/directive'
import { formerNamesOf } from '#core/sync'
import type { ChangeRow } from '../../../src/device/rows.ts'

/** A change a phone showed as saved, and the marks of its subject the person saw before making it. */
export interface SavedRecord {
  readonly row: Pick<ChangeRow, 'id' | 'organizationId' | 'subject' | 'kind' | 'value'>
  readonly seen: ReadonlySet<ChangeId>
  readonly phone: string
  /** Who made it. */
  readonly authorId: PersonId | OfficerId
  /** What no server can take: it must be refused by itself and hold nothing up. */
  readonly isPoison: boolean
}

/** Every promise the phones of a history made to their people. */
export class Ledger {
  readonly #records = new Map<ChangeId, SavedRecord>()
  readonly #shownSent = new Set<ChangeId>()
  #markers = 0

  get size(): number {
    return this.#records.size
  }

  has(id: ChangeId): boolean {
    return this.#records.has(id)
  }

  save(record: SavedRecord): void {
    this.#records.set(record.row.id, record)
  }

  /** A record was shown as «Передано». */
  showSent(id: ChangeId): void {
    this.#shownSent.add(id)
  }

  wasShownSent(id: ChangeId): boolean {
    return this.#shownSent.has(id)
  }

  of(organizationId: OrganizationId): SavedRecord[] {
    return [...this.#records.values()].filter(({ row }) => row.organizationId === organizationId)
  }

  /** A text no other record has, in a field no version of the program knows. */
  newMarker(): string {
    return `m${String((this.#markers += 1))}`
  }
}

/** Under which id the phones carried each change on when they were enrolled anew. */
export function successorsIn(rows: readonly ChangeRow[]): ReadonlyMap<ChangeId, ChangeId> {
  const successors = new Map<ChangeId, ChangeId>()
  for (const row of rows) {
    const names = [...formerNamesOf(row), row.id]
    for (const [index, name] of names.slice(0, -1).entries()) successors.set(name, names[index + 1] ?? row.id)
  }
  return successors
}

/** A saved record with every name it ever had; what its author saw is called as it is called at last. */
export interface NamedRecord extends SavedRecord {
  /** From the first to the last. */
  readonly names: readonly ChangeId[]
}

export function nameRecord(record: SavedRecord, successors: ReadonlyMap<ChangeId, ChangeId>): NamedRecord {
  const names = namesFrom(record.row.id, successors)
  return { ...record, names, seen: new Set([...record.seen].map((id) => lastName(id, successors))) }
}

/** How a change is called at last. */
export function lastName(id: ChangeId, successors: ReadonlyMap<ChangeId, ChangeId>): ChangeId {
  return namesFrom(id, successors).at(-1) ?? id
}

function namesFrom(id: ChangeId, successors: ReadonlyMap<ChangeId, ChangeId>): ChangeId[] {
  const names = [id]
  for (let next = successors.get(id); next !== undefined; next = successors.get(next)) names.push(next)
  return names
}
