import { type DraftBody, type DraftPublished, type DraftRow, type DraftSaved, type DraftView, readDraftAnswer } from '#core/draft'
import { readOfficeAnswer } from '#core/report'
import type {
  AddressDecision,
  AssignmentView,
  ControlDecision,
  DocumentRow,
  ExtensionDecision,
  MatrixView,
  NewCodeView,
  OfficerView,
  OrganizationRow,
  OrganizationView,
  SafetyView,
  SignInRequest,
  UnaddressedRow,
} from '#core/report'
import { type Result, err, ok } from '#core/result'

/** Why the server did not do what was asked: a code of `docs/errors.md`, or that no readable answer came. */
export interface ApiFailure {
  readonly code: string
  readonly retryAfterSeconds: number | null
}
export type ApiResult<T> = Promise<Result<T, ApiFailure>>

/** Everything the office's program asks of the server. `byItself` marks a refresh nobody asked for: it does not prolong the session. */
export interface OfficeApi {
  signIn(request: SignInRequest): ApiResult<OfficerView>
  signOut(): ApiResult<null>
  me(byItself: boolean): ApiResult<OfficerView>
  documents(byItself: boolean): ApiResult<readonly DocumentRow[]>
  unaddressed(byItself: boolean): ApiResult<readonly UnaddressedRow[]>
  address(directiveId: string, decision: AddressDecision): ApiResult<null>
  matrix(resolutionId: string, byItself: boolean): ApiResult<MatrixView>
  organizations(byItself: boolean): ApiResult<readonly OrganizationRow[]>
  organization(organizationId: string, byItself: boolean): ApiResult<OrganizationView>
  createCode(organizationId: string): ApiResult<NewCodeView>
  revoke(organizationId: string, deviceId: string): ApiResult<null>
  assignment(organizationId: string, subject: string, byItself: boolean): ApiResult<AssignmentView>
  control(organizationId: string, subject: string, decision: ControlDecision): ApiResult<AssignmentView>
  extend(organizationId: string, subject: string, decision: ExtensionDecision): ApiResult<AssignmentView>
  safety(byItself: boolean): ApiResult<SafetyView>
  drafts(byItself: boolean): ApiResult<readonly DraftRow[]>
  draft(draftId: string): ApiResult<DraftView>
  /** Sends a file to be read. */
  createDraft(file: File): ApiResult<DraftView>
  pasteDraft(text: string): ApiResult<DraftView>
  saveDraft(draftId: string, revision: number, body: DraftBody): ApiResult<DraftSaved>
  discardDraft(draftId: string, revision: number): ApiResult<null>
  publishDraft(draftId: string, revision: number): ApiResult<DraftPublished>
}

type Fetch = typeof globalThis.fetch
/** Null for an answer of another shape. */
type Read<T> = (body: unknown) => { readonly value: T } | null

/** How long (ms) a request may take before it counts as no connection. */
const timeLimitMs = 20_000
/** A file may wait for its turn and takes up to 20 s to be read. */
const fileTimeLimitMs = 90_000
/** A longer body (UTF-16 units) travels compressed. */
const plainBodyLength = 16_384

/** Makes the office's door to its server. */
export function createOfficeApi(fetch: Fetch): OfficeApi {
  const get = <T>(path: string, read: (body: unknown) => T | null, byItself: boolean): ApiResult<T> =>
    ask(fetch, path, { headers: byItself ? { 'x-refresh': '1' } : {} }, reading(read))
  const post = async <T>(path: string, body: object, read: Read<T>): ApiResult<T> =>
    ask(fetch, path, await packed(JSON.stringify(body)), read)
  const organizationPath = (id: string): string => `organizations/${encodeURIComponent(id)}`
  const assignmentPath = (id: string, subject: string): string => `${organizationPath(id)}/assignments/${encodeURIComponent(subject)}`
  return {
    signIn: (request) => post('sign-in', request, reading(readOfficeAnswer.officer)),
    signOut: () => post('sign-out', {}, done),
    me: (byItself) => get('me', readOfficeAnswer.officer, byItself),
    documents: (byItself) => get('documents', readOfficeAnswer.documents, byItself),
    unaddressed: (byItself) => get('unaddressed', readOfficeAnswer.unaddressed, byItself),
    address: (id, decision) => post(`directives/${encodeURIComponent(id)}/address`, decision, done),
    matrix: (id, byItself) => get(`documents/${encodeURIComponent(id)}/matrix`, readOfficeAnswer.matrix, byItself),
    organizations: (byItself) => get('organizations', readOfficeAnswer.organizations, byItself),
    organization: (id, byItself) => get(organizationPath(id), readOfficeAnswer.organization, byItself),
    createCode: (id) => post(`${organizationPath(id)}/codes`, {}, reading(readOfficeAnswer.newCode)),
    revoke: (id, deviceId) => post(`${organizationPath(id)}/devices/${encodeURIComponent(deviceId)}/revoke`, {}, done),
    assignment: (id, subject, byItself) => get(assignmentPath(id, subject), readOfficeAnswer.assignment, byItself),
    control: (id, subject, decision) => post(`${assignmentPath(id, subject)}/control`, decision, reading(readOfficeAnswer.assignment)),
    extend: (id, subject, decision) => post(`${assignmentPath(id, subject)}/extension`, decision, reading(readOfficeAnswer.assignment)),
    safety: (byItself) => get('safety', readOfficeAnswer.safety, byItself),
    ...draftDoors(fetch, get, post),
  }
}

type Get = <T>(path: string, read: (body: unknown) => T | null, byItself: boolean) => ApiResult<T>
type Post = <T>(path: string, body: object, read: Read<T>) => ApiResult<T>
type DraftDoors = Pick<OfficeApi, 'drafts' | 'draft' | 'createDraft' | 'pasteDraft' | 'saveDraft' | 'discardDraft' | 'publishDraft'>

function draftDoors(fetch: Fetch, get: Get, post: Post): DraftDoors {
  const pathOf = (id: string): string => `drafts/${encodeURIComponent(id)}`
  return {
    drafts: (byItself) => get('drafts', readDraftAnswer.rows, byItself),
    draft: (id) => get(pathOf(id), readDraftAnswer.view, false),
    createDraft: (file) =>
      ask(fetch, 'drafts', { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }, body: file, signal: AbortSignal.timeout(fileTimeLimitMs) }, reading(readDraftAnswer.view)),
    pasteDraft: (text) => post('drafts/pasted', { text }, reading(readDraftAnswer.view)),
    saveDraft: (id, revision, body) => post(pathOf(id), { revision, body }, reading(readDraftAnswer.saved)),
    discardDraft: (id, revision) => post(`${pathOf(id)}/discard`, { revision }, done),
    publishDraft: (id, revision) => post(`${pathOf(id)}/publish`, { revision }, reading(readDraftAnswer.published)),
  }
}

async function ask<T>(fetch: Fetch, path: string, init: RequestInit, read: Read<T>): Promise<Result<T, ApiFailure>> {
  const answer = await reach(fetch, path, init)
  if (answer === null) return err({ code: 'NetworkUnavailable', retryAfterSeconds: null })
  const body = await readJson(answer)
  if (!answer.ok) return err({ code: codeIn(body), retryAfterSeconds: Number(answer.headers.get('retry-after')) || null })
  const taken = read(body)
  return taken === null ? err({ code: 'AnswerUnreadable', retryAfterSeconds: null }) : ok(taken.value)
}

async function packed(json: string): Promise<RequestInit> {
  const headers = { 'content-type': 'application/json' }
  if (json.length <= plainBodyLength) return { method: 'POST', headers, body: json }
  const compressed = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: await new Response(compressed).blob() }
}

/** The reader of a request whose success says everything. */
const done: Read<null> = () => ({ value: null })

function reading<T>(read: (body: unknown) => T | null): Read<T> {
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
