import type { OrganizationId, PersonId } from '#core/directive'
import { type Result, ok } from '#core/result'
import { subjectToKey } from '#core/sync'
import { inOneWrite, writeChange } from './changeLog.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import type { RecordFailure } from './deviceFailures.ts'

export interface PersonDraft {
  readonly organizationId: OrganizationId
  /** Absent for somebody new. */
  readonly personId?: PersonId | undefined
  readonly name: string
  readonly post: string
  /** Version of the notice on personal data that stood above the name; absent where none did. */
  readonly notice?: number
}

/** The notice shown at enrolment: a changed text is a new number. */
export const noticeVersion = 1

/** Records who works on this phone (a new person, or a corrected name) and makes them the author of what follows. */
export async function recordPerson(deps: DeviceDeps, draft: PersonDraft): Promise<Result<PersonId, RecordFailure>> {
  const personId = draft.personId ?? (deps.newId() as PersonId)
  const { organizationId, name, post, notice } = draft
  const value = { personId, name, post, ...(notice === undefined ? {} : { notice }) }
  return inOneWrite(deps.db, async () => {
    await deps.db.enrolments.update(organizationId, { personId })
    const subject = subjectToKey({ type: 'organization' })
    const written = await writeChange(deps, { organizationId, subject, kind: 'person', value, subjectVersion: 0 })
    return written.ok ? ok(personId) : written
  })
}
