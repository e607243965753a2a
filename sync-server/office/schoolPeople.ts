import type { OfficerId, OrganizationId, PersonId } from '#core/directive'
import { type SchoolPersonRow, peopleOf } from '#core/report'
import { type JsonObject, findSuperseded, subjectToKey } from '#core/sync'
import { type AppendDeps, appendOfficeChanges } from '../history/history.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** Most rows of one search. */
const mostFound = 100

/** The people of schools whose name holds a text, whatever its case and ё. */
export async function findSchoolPeople(district: DistrictStore, text: string): Promise<SchoolPersonRow[]> {
  const wanted = folded(text)
  const [organizations, people, written] = [await district.organizations.list(), await district.listChanges({ kinds: ['person'] }), await district.listChanges({})]
  return organizations.flatMap(({ id: organizationId, name: organization }) => {
    const own = peopleOf(people.filter((change) => change.organizationId === organizationId))
    return [...own].filter(([, { name }]) => folded(name).includes(wanted)).map(([personId, { name, post }]): SchoolPersonRow => ({
      organizationId, organization, personId, name, post,
      records: written.filter((change) => change.organizationId === organizationId && change.authorId === personId).length,
    }))
  }).slice(0, mostFound)
}

function folded(text: string): string {
  return text.toLocaleLowerCase('ru').replaceAll('ё', 'е')
}

/** Everything the server holds of one person of a school, as one document; null when there is no such person. */
export async function exportPerson(access: StoreAccess, place: PersonPlace): Promise<JsonObject | null> {
  const { history } = access.forOrganization(place.district.id, place.organizationId)
  const changes = await history.list({})
  const person = peopleOf(changes.filter(({ kind }) => kind === 'person')).get(place.personId)
  if (person === undefined) return null
  const own = changes.filter(({ authorId, value }) => authorId === place.personId || value['personId'] === place.personId)
  const records = own.map(({ id, kind, subject, value, stampMs, deviceId, sequence }) => ({ id, kind, subject, value, at: new Date(stampMs).toISOString(), device: deviceId, receipt: sequence }))
  return JSON.parse(JSON.stringify({ personId: place.personId, name: person.name, post: person.post, records })) as JsonObject
}

/** One person of one organization. */
export interface PersonPlace {
  readonly district: { readonly id: Parameters<StoreAccess['forDistrict']>[0] }
  readonly organizationId: OrganizationId
  readonly personId: PersonId
}

/**
 * Takes a person's name away: out of the bodies the server keeps, and, by a fact of the office over the person's own,
 * out of what every phone shows from its next exchange on. What he or she recorded stays. Answers the name that stands
 * there now; null when there is no such person. Call inside a transaction. See docs/decisions/0018-erasure.md.
 */
export async function erasePerson(access: StoreAccess, { district, organizationId, personId }: PersonPlace, nameOf: (number: number) => string, by: AppendDeps & { readonly officerId: OfficerId }): Promise<string | null> {
  const organization = access.forOrganization(district.id, organizationId)
  const known = await organization.history.list({ kinds: ['person'] })
  const people = peopleOf(known)
  const place = [...people.keys()].indexOf(personId)
  if (place === -1) return null
  const [name, subject] = [nameOf(place + 1), subjectToKey({ type: 'organization' })]
  const value: JsonObject = { personId, name, post: '' }
  await organization.history.erasePerson(personId, name)
  await organization.teacherLinks.eraseName({ personId, name: people.get(personId)?.name ?? '' }, name)
  await appendOfficeChanges(organization, [{ authorId: by.officerId, subject, kind: 'person', value, subjectVersion: 0, supersedes: findSuperseded({ kind: 'person', value }, known) }], by)
  return name
}
