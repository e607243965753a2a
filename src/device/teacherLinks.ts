import type { DateOnly, OrganizationId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { ExchangeFailure, SubjectKey } from '#core/sync'
import type { NewTeacherLink, TeacherLinkView } from '#core/teacher'
import type { PoruchenoDatabase } from './database.ts'
import { type HttpOptions, post } from './httpTransport.ts'

/** Whom a point is asked of, by when and what exactly. */
export interface TeacherWish {
  readonly subject: SubjectKey
  readonly name: string
  readonly task: string
  readonly dueDate: DateOnly | null
}

/** The links of one organization's points for people without the program. All of it needs the network and changes nothing on this phone. */
export interface TeacherLinks {
  make(wish: TeacherWish): Promise<Result<NewTeacherLink, ExchangeFailure>>
  list(subject: SubjectKey): Promise<Result<readonly TeacherLinkView[], ExchangeFailure>>
  cancel(linkId: string): Promise<Result<null, ExchangeFailure>>
}

const linkShape = /^https?:\/\/[^\s#]+\/t#[\w-]{43}$/

/** Asks the office's server in the name of this phone. */
export function createTeacherLinks(db: PoruchenoDatabase, http: HttpOptions, organizationId: OrganizationId): TeacherLinks {
  async function ask<T>(path: string, body: object, read: (value: object) => T | null): Promise<Result<T, ExchangeFailure>> {
    const enrolment = await db.enrolments.get(organizationId)
    if (enrolment === undefined) return err({ type: 'AnswerUnreadable' })
    const posted = await post(http, `/api/teacher-links${path}`, body, { Authorization: `Bearer ${enrolment.token}` })
    if (!posted.ok) return posted
    const value = typeof posted.value === 'object' && posted.value !== null ? read(posted.value) : null
    return value === null ? err({ type: 'AnswerUnreadable' }) : ok(value)
  }
  return {
    make: (wish) => ask('', wish, (value) => (isNewLink(value) ? value : null)),
    list: (subject) => ask('/list', { subject }, (value) => ('links' in value && Array.isArray(value.links) && value.links.every(isLink) ? value.links : null)),
    async cancel(id) {
      const cancelled = await ask('/cancel', { id }, () => ({}))
      return cancelled.ok ? ok(null) : cancelled
    },
  }
}

/** What is sent on to somebody must be a link of ours. */
function isNewLink(value: object): value is NewTeacherLink {
  return 'id' in value && 'link' in value && 'expiresMs' in value && typeof value.link === 'string' && linkShape.test(value.link) && Number.isSafeInteger(value.expiresMs)
}

function isLink(value: unknown): value is TeacherLinkView {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value && typeof value.id === 'string' && typeof value.name === 'string' && 'expiresMs' in value && Number.isSafeInteger(value.expiresMs)
}
