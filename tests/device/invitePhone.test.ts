import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import { invitePhone } from '../../src/device/invitePhone.ts'
import { School } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
let asked: Request[] = []
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  asked = []
})
afterEach(() => school.close())

function ask(status: number, body: unknown): ReturnType<typeof invitePhone> {
  const fetch = (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(new Request(url, init))
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Retry-After': '60' } }))
  }
  return invitePhone(phone.db, { fetch, baseUrl: 'https://s.example' }, school.id)
}

const link = `https://s.example/e#${'a'.repeat(22)}`

describe('the link of a second phone', () => {
  it('is asked for with the token of this one', async () => {
    expect(await ask(200, { link, expiresMs: 5 })).toEqual({ ok: true, value: { link, expiresMs: 5 } })
    expect(asked.map((request) => [request.method, request.url, request.headers.get('authorization')])).toEqual([['POST', 'https://s.example/api/invitations', `Bearer ${(await phone.enrolment(school.id)).token}`]])
  })

  it('is not drawn when it is none', async () => {
    for (const body of [{ link: 'https://s.example/evil', expiresMs: 5 }, { link, expiresMs: 'soon' }, { expiresMs: 5 }, null]) {
      expect(await ask(200, body)).toEqual({ ok: false, error: { type: 'AnswerUnreadable' } })
    }
  })

  it('is refused with the code of the server, and asked for no organization that this phone does not serve', async () => {
    expect(await ask(429, { error: { type: 'TooManyAttempts' } })).toMatchObject({ ok: false, error: { type: 'Refused', code: 'TooManyAttempts', retryAfterSeconds: 60 } })
    expect(await invitePhone(phone.db, { fetch, baseUrl: '' }, 'other' as OrganizationId)).toEqual({ ok: false, error: { type: 'AnswerUnreadable' } })
  })
})
