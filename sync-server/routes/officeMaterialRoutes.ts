import type { FastifyInstance } from 'fastify'
import { isContentHash, maxFileBytes } from '#core/material'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendFile } from '../http/sendFile.ts'
import { keepFile } from '../office/materials.ts'
import type { OfficeGuard } from './officeGuard.ts'

const longestName = 200

/** The office's files: sent to be kept, and read again. */
export function registerMaterialRoutes(app: FastifyInstance, { store, nowMs }: AppDeps, guard: OfficeGuard): void {
  app.post('/materials', guard('write', async ({ request, reply, district, officer }) => {
    const bytes: unknown = request.body
    if (bytes === null || (bytes instanceof Uint8Array && bytes.length > maxFileBytes)) return sendError(reply, 'MaterialTooLarge')
    if (!(bytes instanceof Uint8Array)) return sendError(reply, 'BodyMalformed')
    const name = readName(request.headers['x-file-name'])
    const kept = await store.transaction((access) => keepFile(access.forDistrict(district.id), { bytes, name }, { officerId: officer.id, nowMs: nowMs() }))
    return kept.ok ? reply.send(kept.value) : sendError(reply, kept.error)
  }))

  app.get('/materials/:hash', guard('read', async ({ request, reply, district, params }) => {
    const { files } = store.forDistrict(district.id)
    const hash = params.hash ?? ''
    const file = isContentHash(hash) ? await files.find(hash) : null
    return file === null ? sendError(reply, 'NotFound') : sendFile(request, reply, files, file)
  }))
}

/** The file's name as the browser wrote it for a header, percent-encoded. */
function readName(header: string | readonly string[] | undefined): string {
  try {
    return decodeURIComponent(typeof header === 'string' ? header : '').slice(0, longestName)
  } catch {
    return ''
  }
}
