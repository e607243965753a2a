import * as v from 'valibot'
import { parseDateOnly } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { type SubjectKey, isSafeJson, isSubjectKey } from '#core/sync'
import { maxAnswerLength, maxNameLength, maxTaskLength } from '#core/teacher'

/** A character nobody types: it would show as nothing, or turn a line around. */
const hiddenCharacter = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/

const words = (longest: number) => v.pipe(v.string(), v.trim(), v.maxLength(longest), v.check((text) => !hiddenCharacter.test(text)))
const secret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
const subject = v.pipe(v.string(), v.guard((text): text is SubjectKey => isSubjectKey(text)))
const dueDate = v.nullable(v.pipe(v.string(), v.transform(parseDateOnly), v.check((date) => date !== null)))

const decoder = <Schema extends v.GenericSchema>(schema: Schema) => (body: unknown): Result<v.InferOutput<Schema>, 'BodyMalformed'> => {
  const parsed = isSafeJson(body) ? v.safeParse(schema, body) : null
  return parsed?.success === true ? ok(parsed.output) : err('BodyMalformed')
}

const wish = v.object({ subject, name: v.pipe(words(maxNameLength), v.minLength(1)), task: v.optional(words(maxTaskLength), ''), dueDate: v.optional(dueDate, null) })
export type LinkWish = v.InferOutput<typeof wish>

/** Each reads the body of one of the routes around links for teachers; text is trimmed, what is not asked is passed over. */
export const decodeLinkWish = decoder(wish)
export const decodeLinkList = decoder(v.object({ subject }))
export const decodeLinkEnd = decoder(v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,60}$/)) }))
export const decodeTeacherRead = decoder(v.object({ secret }))
export const decodeTeacherAnswer = decoder(v.object({ secret, text: v.pipe(words(maxAnswerLength), v.minLength(1)) }))
