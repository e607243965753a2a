import * as v from 'valibot'
import type { Directive, Resolution } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { JsonObject, StoredChange } from './change.ts'
import { type Cursor, textToCursor } from './cursor.ts'
import { directiveSchema, resolutionSchema } from './documentSchemas.ts'
import { type Writer, decodeTold } from './protocol.ts'
import { isSafeJson } from './safeJson.ts'

/**
 * What a phone holds of a life of the history that the server no longer knows: every change after a receipt, up to the
 * phone's last cursor of that life, and the bodies they publish.
 */
export interface GivenBack {
  readonly after: number
  /** The phone's last cursor of that life: its chain hash proves the changes. */
  readonly cursor: Cursor
  /** In the order of that life, with the receipts and stamps they had in it. */
  readonly changes: readonly StoredChange[]
  readonly resolutions: readonly Resolution[]
  readonly directives: readonly Directive[]
}

const givenBackSchema = v.looseObject({
  after: v.pipe(v.number(), v.integer(), v.minValue(0)),
  cursor: v.string(),
  changes: v.array(v.unknown()),
  resolutions: v.optional(v.array(resolutionSchema), []),
  directives: v.optional(v.array(directiveSchema), []),
})

/** Reads what an organization's phone gives back; one unreadable change makes the whole of it unreadable. */
export function decodeGivenBack(sent: JsonObject, scope: Omit<Writer, 'deviceId'>): Result<GivenBack, { readonly type: 'GivenBackUnproven' }> {
  const parsed = isSafeJson(sent) ? v.safeParse(givenBackSchema, sent) : null
  const cursor = parsed?.success === true ? textToCursor(parsed.output.cursor) : null
  if (parsed?.success !== true || cursor === null) return err({ type: 'GivenBackUnproven' })
  const { after, resolutions, directives } = parsed.output
  const changes = parsed.output.changes.map((told) => decodeTold(told, scope)).filter((change) => change !== null)
  return changes.length === parsed.output.changes.length ? ok({ after, cursor, changes, resolutions, directives }) : err({ type: 'GivenBackUnproven' })
}
