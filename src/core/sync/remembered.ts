import * as v from 'valibot'

/** What the server tells a browser that lost everything of a phone it was: from the cookie's device id and its own records. */
export interface Remembered {
  readonly organizationName: string
  /** The last exchange (ms, the server's clock); null when there was none. */
  readonly lastContactMs: number | null
  /** The greatest number of a record the office has of that phone; 0 when it has none. */
  readonly lastSequence: number
}

const answerSchema = v.looseObject({
  known: v.array(
    v.looseObject({
      organizationName: v.string(),
      lastContactMs: v.nullable(v.number()),
      lastSequence: v.number(),
    }),
  ),
})

/** Reads the answer of `GET /api/enrol`; anything else is as good as knowing nothing. */
export function decodeRemembered(body: unknown): readonly Remembered[] {
  const parsed = v.safeParse(answerSchema, body)
  return parsed.success ? parsed.output.known : []
}
