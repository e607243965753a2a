import type { ChangeId } from '#core/directive'
import { type PlacedChange, compareConcurrent, isNamedIn, valueOf } from '#core/sync'

/** What the head may do with an answer: make it a report, or put it aside. */
export const teacherVerdicts = ['taken', 'declined'] as const
export type TeacherVerdict = (typeof teacherVerdicts)[number]

/** The newest answer by one link, and what the head did with it. */
export interface TeacherAnswer<C extends PlacedChange = PlacedChange> {
  readonly change: C
  readonly link: string
  readonly text: string
  /** Null while the head has not decided. */
  readonly verdict: TeacherVerdict | null
}

/**
 * The newest answer of every link among the changes of one point, oldest first. A verdict stands until it is retracted, and concerns
 * that one answer: a later answer of the same link is a draft anew.
 */
export function teacherAnswersOf<C extends PlacedChange>(changes: readonly C[]): TeacherAnswer<C>[] {
  const retracted = new Set(changes.flatMap((change): readonly ChangeId[] => {
    const value = valueOf('retraction', change)
    return value === null ? [] : [value.changeId]
  }))
  const verdicts = changes.filter((change) => change.kind === 'innerAssignment' && !isNamedIn(retracted, change)).sort(compareConcurrent)
  const newest = new Map<string, TeacherAnswer<C>>()
  for (const change of changes.filter(({ kind }) => kind === 'teacherAnswer').sort(compareConcurrent)) {
    const value = valueOf('teacherAnswer', change)
    if (value === null) continue
    const decided = verdicts.filter((one) => one.value['answer'] === change.id).map((one) => one.value['verdict'])
    newest.set(value.link, { change, link: value.link, text: value.text, verdict: decided.filter(isVerdict).at(-1) ?? null })
  }
  return [...newest.values()]
}

/** A verdict of a later version is none here: the answer stays a draft. */
function isVerdict(value: unknown): value is TeacherVerdict {
  return (teacherVerdicts as readonly unknown[]).includes(value)
}
