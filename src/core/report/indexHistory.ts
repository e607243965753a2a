import type { PersonId, ResolutionId } from '#core/directive'
import { type StoredChange, type SubjectKey, headsOf, subjectToKey, valueOf } from '#core/sync'

/** What the office's server knows of one organization. */
export interface OrganizationHistory {
  /** Its changes, in any order; kinds that stay inside the school may be left out. */
  readonly changes: readonly StoredChange[]
  /** The greatest receipt that one of its phones has read; 0 when none has read anything. */
  readonly readUpTo: number
}

/** An organization's history laid out for many look-ups. */
export interface HistoryIndex {
  readonly readUpTo: number
  readonly changesOf: (subject: SubjectKey) => readonly StoredChange[]
  /** The subjects somebody wrote about. */
  readonly subjects: readonly SubjectKey[]
  /** Whether somebody of the organization acknowledged the document in the version it was last published in. */
  readonly isAcknowledged: (resolutionId: ResolutionId) => boolean
}

const nothing: readonly StoredChange[] = []

/** Lays a history out by subject, once per answer. */
export function indexHistory(history: OrganizationHistory): HistoryIndex {
  const bySubject = new Map<SubjectKey, StoredChange[]>()
  for (const change of history.changes) {
    const known = bySubject.get(change.subject)
    if (known === undefined) bySubject.set(change.subject, [change])
    else known.push(change)
  }
  const changesOf = (subject: SubjectKey): readonly StoredChange[] => bySubject.get(subject) ?? nothing
  return {
    readUpTo: history.readUpTo,
    changesOf,
    subjects: [...bySubject.keys()],
    isAcknowledged: (resolutionId) => isAcknowledgedIn(changesOf(subjectToKey({ type: 'resolution', resolutionId }))),
  }
}

function isAcknowledgedIn(changes: readonly StoredChange[]): boolean {
  const published = headsOf(changes, 'publication').at(-1)?.subjectVersion ?? 0
  return changes.some((change) => change.kind === 'acknowledgement' && change.subjectVersion >= published)
}

/** The people of an organization as its phones named them, each with the newest name and post. */
export function peopleOf(changes: readonly StoredChange[]): Map<PersonId, { readonly name: string; readonly post: string }> {
  const people = new Map<PersonId, { readonly name: string; readonly post: string }>()
  const ordered = changes.filter((change) => change.kind === 'person').sort((a, b) => a.effectiveStampMs - b.effectiveStampMs)
  for (const change of ordered) {
    const value = valueOf('person', change)
    if (value !== null) people.set(value.personId, { name: value.name, post: value.post })
  }
  return people
}
