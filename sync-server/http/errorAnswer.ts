import type { FastifyReply } from 'fastify'
import { type ErrorAnswer, type ErrorCode, errorCodes } from '#core/sync'

/** Details of an error answer: numbers, dates and codes, never texts or names; who had a code of the office is told its clerk. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** Answers a whole request with a code of `docs/errors.md` in the one shape of all errors. */
export function sendError(reply: FastifyReply, type: ErrorCode, details: ErrorDetails = {}): FastifyReply {
  const answer: ErrorAnswer = { error: { ...details, type } }
  return reply.code(errorCodes[type].status ?? 500).send(answer)
}

/** Carries a refusal out of Fastify's own steps, which know only exceptions; the app's error handler answers it. */
export class RequestRefused extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/** SQLite's result code for a disk or a quota without room. */
const sqliteFull = 13

/** When a phone should come again that found no room to be stored in (s): somebody has to make some first. */
export const fullRetryAfterSeconds = 60

/** Answers what was thrown while a request was handled. */
export function sendThrown(reply: FastifyReply, error: unknown): FastifyReply {
  const code = errorToCode(error)
  if (code !== 'StorageFull') return sendError(reply, code)
  return sendError(reply.header('retry-after', fullRetryAfterSeconds), code, { retryAfterSeconds: fullRetryAfterSeconds })
}

/** The code that answers what was thrown while a request was handled; bad input is never a fault of the server. */
export function errorToCode(error: unknown): ErrorCode {
  if (error instanceof RequestRefused) return error.code
  if (numberIn(error, 'errcode') === sqliteFull || textIn(error, 'code') === 'ENOSPC') return 'StorageFull'
  const status = numberIn(error, 'statusCode')
  if (status === 404) return 'NotFound'
  if (status === 413) return 'BodyTooLarge'
  if (status === 415) return 'EncodingUnsupported'
  return status !== null && status >= 400 && status < 500 ? 'BodyMalformed' : 'InternalError'
}

function numberIn(error: unknown, key: string): number | null {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : null
  return typeof value === 'number' ? value : null
}

function textIn(error: unknown, key: string): string | null {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : null
  return typeof value === 'string' ? value : null
}
