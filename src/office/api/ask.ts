import { type Result, err, ok } from '#core/result'

/** Why the server did not do what was asked: a code of `docs/errors.md`, or that no readable answer came. */
export interface ApiFailure {
  readonly code: string
  readonly retryAfterSeconds: number | null
}
export type ApiResult<T> = Promise<Result<T, ApiFailure>>

export type Fetch = typeof globalThis.fetch
/** Null for an answer of another shape. */
export type Read<T> = (body: unknown) => { readonly value: T } | null

/** How long (ms) a request may take before it counts as no connection. */
const timeLimitMs = 20_000
/** A longer body (UTF-16 units) travels compressed. */
const plainBodyLength = 16_384

/** What every family of doors is made of. */
export interface Asking {
  readonly fetch: Fetch
  get<T>(path: string, read: (body: unknown) => T | null, byItself: boolean): ApiResult<T>
  post<T>(path: string, body: object, read: Read<T>): ApiResult<T>
}

/** The ways of asking over a fetch. */
export function createAsking(fetch: Fetch): Asking {
  return {
    fetch,
    get: (path, read, byItself) => ask(fetch, path, { headers: byItself ? { 'x-refresh': '1' } : {} }, reading(read)),
    post: async (path, body, read) => ask(fetch, path, await packed(JSON.stringify(body)), read),
  }
}

/** An organization's address. */
export function organizationPath(id: string): string {
  return `organizations/${encodeURIComponent(id)}`
}

/** Asks the server and reads its answer; nothing thrown by a network gets out. */
export async function ask<T>(fetch: Fetch, path: string, init: RequestInit, read: Read<T>): Promise<Result<T, ApiFailure>> {
  const answer = await reach(fetch, path, init)
  if (answer === null) return err({ code: 'NetworkUnavailable', retryAfterSeconds: null })
  const body = await readJson(answer)
  if (!answer.ok) return err({ code: codeIn(body), retryAfterSeconds: Number(answer.headers.get('retry-after')) || null })
  const taken = read(body)
  return taken === null ? err({ code: 'AnswerUnreadable', retryAfterSeconds: null }) : ok(taken.value)
}

/** A body as it travels: a long one compressed. */
export async function packed(json: string): Promise<RequestInit> {
  const headers = { 'content-type': 'application/json' }
  if (json.length <= plainBodyLength) return { method: 'POST', headers, body: json }
  const compressed = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: await new Response(compressed).blob() }
}

/** The reader of a request whose success says everything. */
export const done: Read<null> = () => ({ value: null })

/** A reader by a decoder that gives null for another shape. */
export function reading<T>(read: (body: unknown) => T | null): Read<T> {
  return (body) => {
    const value = read(body)
    return value === null ? null : { value }
  }
}

async function reach(fetch: Fetch, path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(`/api/office/${path}`, { signal: AbortSignal.timeout(timeLimitMs), ...init, credentials: 'same-origin', cache: 'no-store' })
  } catch (cause) {
    // fetch throws for no network, a time limit and a refused origin alike; anything else is a bug.
    if (cause instanceof TypeError || cause instanceof DOMException) return null
    throw cause
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const body = await answer.text()
  try {
    return body === '' ? null : JSON.parse(body)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function codeIn(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null
  return typeof type === 'string' ? type : 'AnswerUnreadable'
}
