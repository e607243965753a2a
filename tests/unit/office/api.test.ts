import { describe, expect, it } from 'vitest'
import { createOfficeApi } from '../../../src/office/api/officeApi.ts'

interface Asked {
  readonly url: string
  readonly init: RequestInit
}

function apiOver(answer: () => Response): { api: ReturnType<typeof createOfficeApi>; asked: Asked[] } {
  const asked: Asked[] = []
  const api = createOfficeApi(async (input, init = {}) => {
    asked.push({ url: input instanceof Request ? input.url : String(input), init })
    return answer()
  })
  return { api, asked }
}
const json = (body: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(body), init)

describe('the office\'s door to its server', () => {
  it('names every part of an address safely and marks what nobody asked for', async () => {
    const { api, asked } = apiOver(() => json([]))
    await api.documents(true)
    await api.assignment('a/../b', 'd:p1:2026/27', false)
    expect(asked.map(({ url, init }) => [url, new Headers(init.headers).get('x-refresh')])).toEqual([
      ['/api/office/documents', '1'],
      ['/api/office/organizations/a%2F..%2Fb/assignments/d%3Ap1%3A2026%2F27', null],
    ])
  })

  it('sends a decision as JSON', async () => {
    const { api, asked } = apiOver(() => json({}))
    expect(await api.address('p1', { audience: ['preschool'], organizationIds: [] })).toEqual({ ok: true, value: null })
    expect([asked[0]?.init.method, asked[0]?.init.body]).toEqual(['POST', '{"audience":["preschool"],"organizationIds":[]}'])
  })

  it('gives the server\'s code and when to come again', async () => {
    const { api } = apiOver(() => json({ error: { type: 'TooManyAttempts' } }, { status: 429, headers: { 'retry-after': '840' } }))
    expect(await api.signIn({ login: 'a', password: 'b' })).toEqual({ ok: false, error: { code: 'TooManyAttempts', retryAfterSeconds: 840 } })
  })

  it('does not draw an answer of another shape, a page of a proxy, or half an answer', async () => {
    for (const answer of [() => json([{ nonsense: true }]), () => new Response('<html>'), () => new Response('[{"resol'), () => new Response('bad gateway', { status: 502 })]) {
      expect(await apiOver(answer).api.documents(false)).toEqual({ ok: false, error: { code: 'AnswerUnreadable', retryAfterSeconds: null } })
    }
  })

  it('takes a network that fails and a time limit for no connection, and hides no bug', async () => {
    const failing = (error: Error) => createOfficeApi(() => Promise.reject(error)).documents(false)
    for (const error of [new TypeError('Failed to fetch'), new DOMException('too long', 'TimeoutError')]) {
      expect(await failing(error)).toEqual({ ok: false, error: { code: 'NetworkUnavailable', retryAfterSeconds: null } })
    }
    await expect(failing(new RangeError('bug'))).rejects.toThrow('bug')
  })
})
