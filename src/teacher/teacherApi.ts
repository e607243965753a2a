import type { TeacherPage, TeacherPageOver } from '#core/teacher'

export type Opened = TeacherPage | TeacherPageOver
/** `often`: too many answers; `over`: the link takes none any more. */
export type Fault = 'unknown' | 'network' | 'often' | 'over' | 'server'
export type Answered<T> = { readonly value: T } | { readonly fault: Fault }

/** The two questions this page asks, with the secret in the body: an address would be written down on the way. */
export interface TeacherApi {
  open(): Promise<Answered<Opened>>
  send(text: string): Promise<Answered<{ readonly sentMs: number }>>
}

/** Asks the page's own server. */
export function createTeacherApi(secret: string, ask: typeof fetch): TeacherApi {
  async function post(path: string, body: object): Promise<Answered<unknown>> {
    try {
      const response = await ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), cache: 'no-store' })
      const value: unknown = await response.json()
      return response.ok ? { value } : { fault: faultOf(response.status) }
    } catch {
      // No network, or a sign-in page of it.
      return { fault: 'network' }
    }
  }
  return {
    async open() {
      const answer = await post('/api/teacher', { secret })
      return 'fault' in answer ? answer : isOpened(answer.value) ? { value: answer.value } : { fault: 'network' }
    },
    async send(text) {
      const answer = await post('/api/teacher/answers', { secret, text })
      return 'fault' in answer ? answer : isSent(answer.value) ? { value: answer.value } : { fault: 'network' }
    },
  }
}

function faultOf(status: number): Fault {
  if (status === 404 || status === 400) return 'unknown'
  if (status === 410) return 'over'
  return status === 429 ? 'often' : 'server'
}

function isOpened(value: unknown): value is Opened {
  return typeof value === 'object' && value !== null && 'state' in value && 'organization' in value && (value.state !== 'open' || 'point' in value)
}

function isSent(value: unknown): value is { readonly sentMs: number } {
  return typeof value === 'object' && value !== null && 'sentMs' in value && typeof value.sentMs === 'number'
}
