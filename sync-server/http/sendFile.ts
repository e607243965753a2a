import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FileType } from '#core/material'
import { sendError } from './errorAnswer.ts'

const typeByEnding: Readonly<Record<FileType, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  jpg: 'image/jpeg',
  png: 'image/png',
  txt: 'text/plain',
}

/** What is told of a file beside its bytes. */
interface SentFile {
  readonly hash: string
  readonly name: string
  readonly fileType: FileType
  readonly sizeBytes: number
}

/** Where its bytes lie. */
interface SentFrom {
  readBytes(hash: string, offset: number, length: number): Promise<Uint8Array>
}

/** Which bytes a request asks for, both ends included; `all` without a readable range, null for one behind the end. */
export function readRange(header: string | undefined, sizeBytes: number): { readonly from: number; readonly to: number } | 'all' | null {
  const [, first = '', last = ''] = /^bytes=(\d{1,10})-(\d{0,10})$/.exec(header ?? '') ?? []
  if (first === '') return 'all'
  const [from, to] = [Number(first), last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)]
  // An end before the beginning is no range at all.
  if (last !== '' && Number(last) < from) return 'all'
  return from >= sizeBytes ? null : { from, to }
}

/**
 * Answers with a file, or the part of it that was asked for, so that a thin network goes on where it broke off. It is always
 * something to save: no browser draws it as a page of ours.
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, files: SentFrom, { hash, name, fileType, sizeBytes }: SentFile): Promise<FastifyReply> {
  const range = readRange(request.headers.range, sizeBytes)
  reply.headers({ 'accept-ranges': 'bytes', etag: `"${hash}"` })
  if (range === null) return sendError(reply.header('content-range', `bytes */${String(sizeBytes)}`), 'RangeUnsatisfiable', { sizeBytes })
  const [from, to] = range === 'all' ? [0, sizeBytes - 1] : [range.from, range.to]
  reply.headers({ 'content-type': typeByEnding[fileType], 'content-disposition': dispositionOf(name, fileType), 'content-security-policy': 'sandbox' })
  if (range !== 'all') reply.code(206).header('content-range', `bytes ${String(from)}-${String(to)}/${String(sizeBytes)}`)
  return reply.send(Buffer.from(await files.readBytes(hash, from, to - from + 1)))
}

/** Old programs read the plain name, all others the one in UTF-8. */
function dispositionOf(name: string, fileType: FileType): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="file.${fileType}"; filename*=UTF-8''${encoded}`
}
