import type { NewTeacherLink, TeacherLinkView, TeacherPage, TeacherPageOver } from '#core/teacher'
import type { JsonObject } from '#core/sync'
import type { TestPhone, TestServer } from './serverFactory.ts'

/** What one request was answered with. */
export interface TeacherReply {
  readonly status: number
  /** The code of a refusal; empty for a right answer. */
  readonly code: string
  readonly text: string
}

/** Asks one of the routes around links for teachers; with a phone's token or without. */
export async function askTeacherRoute(server: Pick<TestServer, 'app'>, path: string, body: unknown, phone?: Pick<TestPhone, 'token'>): Promise<TeacherReply> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/${path}`,
    headers: { 'content-type': 'application/json', ...(phone === undefined ? {} : { authorization: `Bearer ${phone.token}` }) },
    payload: JSON.stringify(body),
  })
  const code = answer.statusCode < 400 ? '' : answer.json<{ error: { type: string } }>().error.type
  return { status: answer.statusCode, code, text: answer.body }
}

/** Makes a link that must be made; its secret apart. */
export async function makeLink(server: Pick<TestServer, 'app'>, phone: Pick<TestPhone, 'token'>, changes: JsonObject = {}): Promise<NewTeacherLink & { readonly secret: string }> {
  const made = await askTeacherRoute(server, 'teacher-links', { subject: 'd:northp1', name: 'Сидоров П.П.', ...changes }, phone)
  if (made.status !== 200) throw new Error(made.text)
  const link = JSON.parse(made.text) as NewTeacherLink
  return { ...link, secret: link.link.split('#')[1] ?? '' }
}

/** The page behind a secret, as it is told. */
export async function readPage(server: Pick<TestServer, 'app'>, secret: string): Promise<TeacherPage | TeacherPageOver> {
  const read = await askTeacherRoute(server, 'teacher', { secret })
  if (read.status !== 200) throw new Error(read.text)
  return JSON.parse(read.text) as TeacherPage | TeacherPageOver
}

/** The live links of a point. */
export async function listLinks(server: Pick<TestServer, 'app'>, phone: Pick<TestPhone, 'token'>, subject = 'd:northp1'): Promise<readonly TeacherLinkView[]> {
  return (JSON.parse((await askTeacherRoute(server, 'teacher-links/list', { subject }, phone)).text) as { links: TeacherLinkView[] }).links
}
