import type { ChangeId, OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../../src/device/rows.ts'

/** A change a phone showed as saved, and the marks of its subject the person saw before making it. */
export interface SavedRecord {
  readonly row: Pick<ChangeRow, 'id' | 'organizationId' | 'subject' | 'kind' | 'value'>
  readonly seen: ReadonlySet<ChangeId>
  readonly phone: string
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

/** Under which id the phones carried each replaced change on when they were enrolled anew. */
export function successorsIn(rows: readonly ChangeRow[]): ReadonlyMap<ChangeId, ChangeId> {
  return new Map(rows.flatMap((row): [ChangeId, ChangeId][] => (row.replacedBy === undefined ? [] : [[row.id, row.replacedBy]])))
}

/** A saved record with every id as it is called at last. */
export function renameRecord({ row, seen, ...rest }: SavedRecord, successors: ReadonlyMap<ChangeId, ChangeId>): SavedRecord {
  const rename = (id: ChangeId): ChangeId => {
    const successor = successors.get(id)
    return successor === undefined ? id : rename(successor)
  }
  return { ...rest, row: { ...row, id: rename(row.id) }, seen: new Set([...seen].map(rename)) }
}
