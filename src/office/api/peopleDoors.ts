import { type InvitationView, type InvitedView, type JournalView, type OfficerView, type PersonRow, type PersonWish, type ProfileView, type SchoolPersonRow, readOfficeAnswer, readPeopleAnswer } from '#core/report'
import { type ApiResult, type Asking, done, organizationPath, reading } from './ask.ts'

/** What of the journal is asked for; `actions` are joined by `|`. */
export type JournalQuery = Readonly<Partial<Record<'officer' | 'from' | 'to' | 'actions' | 'text' | 'before' | 'all', string>>>

export interface PeopleDoors {
  people(byItself: boolean): ApiResult<readonly PersonRow[]>
  invitePerson(wish: PersonWish): ApiResult<InvitationView>
  changePerson(officerId: string, wish: PersonWish): ApiResult<null>
  relinkPerson(officerId: string): ApiResult<InvitationView>
  setPersonActive(officerId: string, isActive: boolean): ApiResult<null>
  invited(secret: string): ApiResult<InvitedView>
  acceptInvitation(secret: string, password: string): ApiResult<OfficerView>
  profile(byItself: boolean): ApiResult<ProfileView>
  changePassword(old: string, next: string): ApiResult<null>
  endSession(sessionId: string): ApiResult<null>
  endAllSessions(): ApiResult<null>
  journal(query: JournalQuery): ApiResult<JournalView>
  schoolPeople(name: string): ApiResult<readonly SchoolPersonRow[]>
  schoolPerson(organizationId: string, personId: string): ApiResult<object>
  erasePerson(organizationId: string, personId: string, word: string): ApiResult<string>
}

export function createPeopleDoors({ get, post }: Asking): PeopleDoors {
  const personPath = (id: string): string => `people/${encodeURIComponent(id)}`
  const schoolPersonPath = (id: string, personId: string): string => `${organizationPath(id)}/persons/${encodeURIComponent(personId)}`
  const link = reading(readPeopleAnswer.invitation)
  return {
    people: (byItself) => get('people', readPeopleAnswer.people, byItself),
    invitePerson: (wish) => post('people', wish, link),
    changePerson: (id, wish) => post(personPath(id), wish, done),
    relinkPerson: (id) => post(`${personPath(id)}/invitation`, {}, link),
    setPersonActive: (id, isActive) => post(`${personPath(id)}/${isActive ? 'activate' : 'deactivate'}`, {}, done),
    invited: (secret) => post('invitation', { secret }, reading(readPeopleAnswer.invited)),
    acceptInvitation: (secret, password) => post('invitation/accept', { secret, password }, reading(readOfficeAnswer.officer)),
    profile: (byItself) => get('profile', readPeopleAnswer.profile, byItself),
    changePassword: (old, next) => post('profile/password', { old, next }, done),
    endSession: (id) => post(`profile/sessions/${encodeURIComponent(id)}/end`, {}, done),
    endAllSessions: () => post('profile/sessions/end', {}, done),
    journal: (query) => get(`journal?${new URLSearchParams(query).toString()}`, readPeopleAnswer.journal, false),
    schoolPeople: (name) => get(`persons?${new URLSearchParams({ name }).toString()}`, readPeopleAnswer.schoolPeople, false),
    schoolPerson: (id, personId) => get(schoolPersonPath(id, personId), (body) => (typeof body === 'object' ? body : null), false),
    erasePerson: (id, personId, word) => post(`${schoolPersonPath(id, personId)}/erase`, { word }, reading(readName)),
  }
}

function readName(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'name' in body && typeof body.name === 'string' ? body.name : null
}
