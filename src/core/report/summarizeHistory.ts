import type { DeviceId } from '#core/directive'
import { type StoredChange, foldAssignment, isOfficeKind, schoolOnlyKinds } from '#core/sync'
import type { HistoryEntry } from './officeViews.ts'

/** Who is behind the ids of a history. */
export interface HistoryNames {
  /** People of the school and officers, by the author's id. */
  readonly authors: ReadonlyMap<string, { readonly name: string; readonly post: string }>
  /** The phones' own labels. */
  readonly devices: ReadonlyMap<DeviceId, string>
  /** The officers among the authors: what they entered for the school is the office's writing too. */
  readonly officers?: ReadonlySet<string>
}

/**
 * The history of one assignment as the office reads it, oldest receipt first: the changes of its subject, and beside
 * them what concerns it from other subjects (its publication, the document's acknowledgements). Kinds that stay inside
 * the school are left out; a kind of a newer version stays.
 */
export function summarizeHistory(own: readonly StoredChange[], around: readonly StoredChange[], names: HistoryNames): HistoryEntry[] {
  const late = new Set(foldAssignment(own).notApplied.map((change) => change.id))
  return [...new Set([...own, ...around])]
    .filter((change) => !schoolOnlyKinds.includes(change.kind))
    .sort((a, b) => a.sequence - b.sequence)
    .map((change) => {
      const author = names.authors.get(change.authorId)
      return {
        changeId: change.id,
        receipt: change.sequence,
        kind: change.kind,
        value: change.value,
        author: author?.name ?? '',
        post: author?.post ?? '',
        byOffice: isOfficeKind(change.kind) || names.officers?.has(change.authorId) === true,
        deviceLabel: names.devices.get(change.deviceId) ?? '',
        atMs: change.effectiveStampMs,
        notApplied: late.has(change.id),
      }
    })
}
