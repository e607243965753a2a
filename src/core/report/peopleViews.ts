import * as v from 'valibot'
import type { OfficerId, OrganizationId, PersonId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { isSafeJson } from '#core/sync'
import { type OfficeRight, type OfficerRole, officeRights, officerRoles } from './officeRights.ts'

/*
 * The people of an office: what their pages read and send. Every `…Ms` is an instant of the server's clock.
 */

/** `invited`: no password was ever set; `deactivated`: the access is closed, the name stays in the histories. */
export const officerStandings = ['active', 'invited', 'deactivated'] as const

/** One row of `GET /api/office/people`. */
export interface PersonRow {
  readonly id: OfficerId
  readonly login: string
  readonly name: string
  readonly post: string
  readonly roles: readonly OfficerRole[]
  readonly standing: (typeof officerStandings)[number]
  /** Until when a link that was given opens; null where there is none. */
  readonly linkUntilMs: number | null
  /** The last use of a session that still runs. */
  readonly lastUsedMs: number | null
}

/** Who is invited, or how an officer is called from now on. */
export interface PersonWish {
  readonly login: string
  readonly name: string
  readonly post: string
  readonly roles: readonly OfficerRole[]
}

/** A link that is shown this once. */
export interface InvitationView {
  readonly link: string
  readonly expiresMs: number
}

/** Whom a link lets in, as the page of the link shows it. */
export interface InvitedView {
  readonly login: string
  readonly name: string
  readonly office: string
}

/** `GET /api/office/profile`: one's own sign-in. */
export interface ProfileView {
  readonly login: string
  readonly roles: readonly OfficerRole[]
  readonly sessions: readonly SessionRow[]
}

export interface SessionRow {
  readonly id: string
  readonly browser: string
  readonly createdMs: number
  readonly lastUsedMs: number
  /** The one that asks. */
  readonly isOwn: boolean
}

/** One row of the journal. */
export interface JournalRow {
  readonly number: number
  readonly atMs: number
  readonly officerId: OfficerId
  readonly name: string
  readonly access: OfficeRight | null
  readonly action: string
  readonly ids: Readonly<Record<string, string>>
  /** The same in names where they have one, in the order of the address. */
  readonly about: readonly string[]
}

/** `GET /api/office/journal`: one page, the newest first; `next` is where the page after it begins. */
export interface JournalView {
  readonly rows: readonly JournalRow[]
  readonly total: number
  readonly next: number | null
  readonly people: readonly { readonly id: OfficerId; readonly name: string }[]
}

/** A person of a school, found by name. */
export interface SchoolPersonRow {
  readonly organizationId: OrganizationId
  readonly organization: string
  readonly personId: PersonId
  readonly name: string
  readonly post: string
  /** How many records he or she wrote. */
  readonly records: number
}

/** How many characters a password needs at least: scrypt makes ten of them dear to try, a rule on symbols does not. */
export const minPasswordLength = 10

/** How strong a password is, in three words; `known` are words that are no secret, such as the login. */
export function passwordStrength(password: string, known: readonly string[]): 'short' | 'weak' | 'fair' | 'strong' {
  if (password.length < minPasswordLength) return 'short'
  const lower = password.toLowerCase()
  const symbols = new Set(lower).size
  if (symbols < 5 || known.some((word) => word.length > 2 && lower.includes(word.toLowerCase())) || /^(?:\d+|(?:qwerty|йцукен|пароль|password).*)$/.test(lower)) return 'weak'
  return password.length >= 16 || (password.length >= 12 && symbols >= 9) ? 'strong' : 'fair'
}

const text = v.string()
const instant = v.number()
const id = <T extends string>(): v.GenericSchema<unknown, T> => v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((value) => value as T))
const line = (longest: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest))
const roles = v.array(v.picklist(officerRoles))

const person: v.GenericSchema<unknown, PersonRow> = v.looseObject({
  id: id<OfficerId>(), login: text, name: text, post: text, roles, standing: v.picklist(officerStandings),
  linkUntilMs: v.nullable(instant), lastUsedMs: v.nullable(instant),
})
const profile: v.GenericSchema<unknown, ProfileView> = v.looseObject({
  login: text, roles,
  sessions: v.array(v.looseObject({ id: text, browser: text, createdMs: instant, lastUsedMs: instant, isOwn: v.boolean() })),
})
const journal: v.GenericSchema<unknown, JournalView> = v.looseObject({
  rows: v.array(v.looseObject({
    number: v.number(), atMs: instant, officerId: id<OfficerId>(), name: text, access: v.nullable(v.picklist(officeRights)), action: text, ids: v.record(text, text), about: v.array(text),
  })),
  total: v.number(),
  next: v.nullable(v.number()),
  people: v.array(v.looseObject({ id: id<OfficerId>(), name: text })),
})
const schoolPerson: v.GenericSchema<unknown, SchoolPersonRow> = v.looseObject({
  organizationId: id<OrganizationId>(), organization: text, personId: id<PersonId>(), name: text, post: text, records: v.number(),
})

const decoder = <T>(schema: v.GenericSchema<unknown, T>) => (body: unknown): T | null => {
  const parsed = v.safeParse(schema, body)
  return parsed.success ? parsed.output : null
}

/** Readers of the answers about people; null when an answer is not of this version's shape. */
export const readPeopleAnswer = {
  people: decoder(v.array(person)),
  invitation: decoder<InvitationView>(v.looseObject({ link: text, expiresMs: instant })),
  invited: decoder<InvitedView>(v.looseObject({ login: text, name: text, office: text })),
  profile: decoder(profile),
  journal: decoder(journal),
  schoolPeople: decoder(v.array(schoolPerson)),
}

const login = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\p{L}\d._-]{2,40}$/u))
const wish: v.GenericSchema<unknown, PersonWish> = v.object({ login, name: line(120), post: line(200), roles: v.pipe(roles, v.minLength(1), v.maxLength(3)) })
const credential = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const secret = v.pipe(v.string(), v.regex(/^[\w-]{20,60}$/))

const request = <T>(schema: v.GenericSchema<unknown, T>) => (body: unknown): Result<T, { readonly type: 'BodyMalformed' }> => {
  const parsed = isSafeJson(body) ? v.safeParse(schema, body) : null
  return parsed?.success === true ? ok(parsed.output) : err({ type: 'BodyMalformed' })
}

/** Decoders of what the pages about people send. */
export const decodePeopleRequest = {
  person: request(wish),
  password: request(v.object({ old: credential, next: credential })),
  secret: request(v.object({ secret })),
  acceptance: request(v.object({ secret, password: credential })),
}
