import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import type { DraftView } from '#core/draft'
import { type OfficeRight, type OfficerRole, officerRoles, rightsOf } from '#core/report'
import { journalActions } from '../../src/i18n/locales/office/journalActions.ts'
import { rightsOfRoutes } from '../../sync-server/routes/officeRoutes.ts'
import { sessionCookie } from '../../sync-server/session.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { type OfficeClient, createOfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { makeOfficerRecord, makeOrganizationRecord } from '../support/recordFactory.ts'
import { type Route, fillPattern, listApiRoutes } from '../support/routes.ts'
import { type TestServer, createTestServer, enrolTestPhone } from '../support/serverFactory.ts'

/*
 * Every route of the office × everybody who may ask × two districts × three organizations. The routes come from the
 * router, the right of each from its guard: a route that declares none fails here.
 */

const districts = ['north', 'south'] as const
const organizationsOf = (district: string): readonly string[] => [`${district}school`, `${district}nursery`, `${district}club`]
const askers = [...officerRoles, 'nobody', 'invited', 'deactivated'] as const
type Asker = (typeof askers)[number]

let server: TestServer
let routes: readonly Route[] = []
let rightByRoute = new Map<string, OfficeRight | 'all' | undefined>()
const clients = new Map<string, OfficeClient>()
const draftByDistrict = new Map<string, string>()
const phoneByDistrict = new Map<string, string>()

/** A signed-in browser, put into the database itself: an invited or closed officer could get none by the door. */
async function browserOf(district: (typeof districts)[number], asker: Asker): Promise<OfficeClient> {
  if (asker === 'nobody') return createOfficeClient(server)
  const [districtId, officerId, secret] = [district as DistrictId, `${district}${asker}` as OfficerId, `${district}${asker}${'x'.repeat(30)}`]
  const { officers } = server.store.forDistrict(districtId)
  const roles: readonly OfficerRole[] = asker === 'invited' || asker === 'deactivated' ? [...officerRoles] : [asker]
  await officers.insert({ ...makeOfficerRecord(district, officerId, officerId), roles, passwordHash: asker === 'invited' ? '' : 'none' })
  if (asker === 'invited') return createOfficeClient(server)
  await officers.insertSession({ hash: fastHash(secret), districtId, officerId, createdMs: server.clock.nowMs, lastUsedMs: server.clock.nowMs })
  // The session is left standing on purpose: the closed access alone must keep its owner out.
  const setClosed = server.store.forDistrict(districtId).officers.people.setDeactivated
  if (asker === 'deactivated') {
    await setClosed(officerId, server.clock.nowMs)
    await officers.insertSession({ hash: fastHash(secret), districtId, officerId, createdMs: server.clock.nowMs, lastUsedMs: server.clock.nowMs })
  }
  return createOfficeClient(server, `${sessionCookie}=${secret}`)
}

beforeAll(async () => {
  server = await createTestServer()
  await givePasswords(server)
  for (const [index, district] of districts.entries()) {
    const organization = makeOrganizationRecord(district, `${district}club`, `${String(index + 1)}003`, ['supplementary'])
    await server.store.forDistrict(district as DistrictId).organizations.insert(organization, { epoch: 'epoch1', officeDeviceId: `${district}cluboffice` as never })
    draftByDistrict.set(district, (await (await signIn(server, district)).post('drafts/pasted', { text: 'ПРИКАЗЫВАЮ:\n1. Директорам школ провести опрос.' })).json<DraftView>().id)
    phoneByDistrict.set(district, (await enrolTestPhone(server, `${district}school`)).deviceId)
    for (const asker of askers) clients.set(`${district} ${asker}`, await browserOf(district, asker))
  }
  routes = (await listApiRoutes(server.app)).filter(({ pattern }) => pattern.startsWith('/api/office/'))
  rightByRoute = new Map(rightsOfRoutes(server.app).map(({ method, pattern, right }) => [`${method} ${pattern}`, right]))
})
afterAll(async () => { await server.close() })

const keyOf = ({ method, pattern }: Route): string => `${method} ${pattern}`

/** What stands in an address of a district; what this test does not know is filled by a name nobody has. */
function partsOf(district: string, organizationId: string): Record<string, string> {
  return {
    organizationId, resolutionId: `${district}doc`, directiveId: `${district}p1`, subject: `d:${district}p1`, officerId: `${district}officer`,
    draftId: draftByDistrict.get(district) ?? '', deviceId: phoneByDistrict.get(district) ?? '', sessionId: '0000000000000000', personId: 'person1',
  }
}

/** A body that no handler takes: what is asked is who gets as far as being told so. */
const wrongBody = { nothing: true }

async function ask(district: string, asker: Asker, { method, pattern }: Route, parts: Record<string, string>): Promise<{ readonly status: number; readonly type: string | null }> {
  const client = clients.get(`${district} ${asker}`)
  if (client === undefined) throw new Error(`no ${district} ${asker}`)
  const path = fillPattern(pattern, parts)
  const { status, text } = method === 'GET' ? await client.get(path) : await client.post(path, wrongBody)
  return { status, type: /^\{"error":\{.*"type":"(\w+)"/.exec(text)?.[1] ?? null }
}

function expectedOf(asker: Asker, right: OfficeRight): 'SessionMissing' | 'RightMissing' | 'through' {
  if (asker === 'nobody' || asker === 'invited' || asker === 'deactivated') return 'SessionMissing'
  return rightsOf([asker]).includes(right) ? 'through' : 'RightMissing'
}

/** An answer that never ends is asked for only where it must be refused. */
const endless = 'GET /api/office/events'

/** Actions without an address in them that would end what the test stands on. */
const endsTheAsker = ['POST /api/office/profile/sessions/end', 'POST /api/office/profile/sessions/:sessionId/end']

describe('every route of the office', () => {
  it('declares the right it asks for', () => {
    expect(routes.length).toBeGreaterThan(25)
    expect(routes.map(keyOf).filter((route) => rightByRoute.get(route) === undefined)).toEqual([])
  })

  it('that changes anything is called something in the journal, and nothing else is', () => {
    const changing = routes.filter((route) => route.method === 'POST' && rightByRoute.get(keyOf(route)) !== 'all').map((route) => keyOf(route).replace('/api/office', ''))
    expect(changing.filter((action) => journalActions[action] === undefined)).toEqual([])
    expect(Object.keys(journalActions).filter((action) => action.startsWith('POST ') && !changing.includes(action))).toEqual([])
  })

  it('is open without a sign-in only where it must be', () => {
    const open = routes.map(keyOf).filter((route) => rightByRoute.get(route) === 'all')
    expect(open.filter((route) => !/^POST \/api\/office\/(?:sign-in|sign-out|invitation|invitation\/accept|setup)$|^GET \/api\/office\/setup$/.test(route))).toEqual([])
  })

  it('lets through only whose roles give the right: roles × districts × organizations', async () => {
    const leaks: string[] = []
    let asked = 0
    for (const route of routes) {
      const right = rightByRoute.get(keyOf(route))
      if (right === undefined || right === 'all' || endsTheAsker.includes(keyOf(route))) continue
      for (const district of districts) for (const asker of askers) {
        const expected = expectedOf(asker, right)
        for (const organizationId of organizationsOf(district)) {
          if (expected === 'through' && (keyOf(route) === endless || (route.method === 'POST' && organizationId !== `${district}school`))) continue
          const { type } = await ask(district, asker, route, partsOf(district, organizationId))
          const found = type === 'SessionMissing' || type === 'RightMissing' ? type : 'through'
          asked += 1
          if (found !== expected) leaks.push(`${keyOf(route)} by ${district} ${asker} at ${organizationId}: ${found}, expected ${expected}`)
        }
      }
    }
    expect(leaks).toEqual([])
    expect(asked).toBeGreaterThan(routes.length * 10)
  }, 120_000)

  it('finds nothing of the other district for anybody, whatever the organization', async () => {
    const leaks: string[] = []
    for (const route of routes.filter(({ pattern }) => pattern.includes(':'))) {
      const right = rightByRoute.get(keyOf(route))
      if (right === undefined || right === 'all') continue
      for (const asker of officerRoles.filter((role) => rightsOf([role]).includes(right))) {
        for (const organizationId of organizationsOf('north')) {
          const { status, type } = await ask('south', asker, route, partsOf('north', organizationId))
          // A body of the wrong shape may be refused before the address is looked at: neither tells anything.
          if (status < 400 || !['NotFound', 'BodyMalformed', 'DraftMalformed', 'SettingsInvalid', 'DateInvalid'].includes(type ?? '')) leaks.push(`${keyOf(route)} by ${asker} at ${organizationId}: ${String(status)} ${String(type)}`)
        }
      }
    }
    expect(leaks).toEqual([])
  }, 120_000)
})
