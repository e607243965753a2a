import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { teacherAnswersOf } from '#core/teacher'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'

/** How many answers by a link wait for the head's word, of the given subjects; those where none waits are left out. */
export async function countWaitingAnswers(db: PoruchenoDatabase, organizationId: OrganizationId, subjects: readonly SubjectKey[]): Promise<ReadonlyMap<SubjectKey, number>> {
  const counts = await Promise.all(subjects.map(async (subject) => {
    const answers = teacherAnswersOf(await appliedChangesOf(db, organizationId, subject))
    return [subject, answers.filter(({ verdict }) => verdict === null).length] as const
  }))
  return new Map(counts.filter(([, count]) => count > 0))
}
