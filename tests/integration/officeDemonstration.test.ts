import { afterEach, describe, expect, it } from 'vitest'
import { cookieOf, createOfficeClient } from '../support/officeClient.ts'
import { type TestServer, createTestServer, mintToken } from '../support/serverFactory.ts'

let server: TestServer
afterEach(async () => { await server.close() })

describe('the demonstration', () => {
  it('gives a district\'s phone a fresh link and its office a session, only over demonstration data', async () => {
    server = await createTestServer({ changes: { demonstration: true } })
    const visitor = createOfficeClient(server)
    expect((await visitor.get('/api/demo/districts')).json()).toEqual([{ key: 'north', name: 'Район north' }, { key: 'south', name: 'Район south' }])
    const { link } = (await visitor.post('/api/demo/phone', { district: 'south' })).json<{ link: string }>()
    const enrolled = await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { secret: link.split('#')[1], token: mintToken(), deviceLabel: 'Android' } })
    expect(enrolled.json()).toMatchObject({ organizationId: 'southschool' })
    const signedIn = await visitor.post('/api/demo/sign-in', { district: 'south' })
    expect((await createOfficeClient(server, cookieOf(signedIn)).get('me')).json()).toMatchObject({ officer: { id: 'southofficer' } })
    expect((await visitor.post('/api/demo/phone', { district: 'nowhere' })).status).toBe(404)
    expect((await visitor.post('/api/demo/sign-in', { district: 7 })).status).toBe(400)
    expect((await visitor.post('/api/demo/sign-in', { district: 'south' }, { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('does not exist on a server at work', async () => {
    server = await createTestServer()
    const visitor = createOfficeClient(server)
    const answers = [await visitor.get('/api/demo/districts'), await visitor.post('/api/demo/phone', { district: 'north' }), await visitor.post('/api/demo/sign-in', { district: 'north' })]
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [404, '{"error":{"type":"NotFound"}}']))
  })
})
