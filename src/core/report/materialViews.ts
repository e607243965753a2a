import * as v from 'valibot'
import { type FileType, fileTypes, isContentHash } from '#core/material'
import type { FieldAnswer } from '#core/sync'

/** What the server answers to a file that was sent to be kept. */
export interface KeptFileView {
  readonly hash: string
  readonly sizeBytes: number
  readonly fileType: FileType
  /** False for a file that was there already. */
  readonly isNew: boolean
}

/** What a school answered to one field of a directive, in the order of the fields; `answer` is null where it did not. */
export interface FieldAnswerView {
  readonly fieldId: string
  readonly answer: FieldAnswer | null
  /** Who answered last; empty where nobody did. */
  readonly author: string
  /** When (ms), and under which receipt; null where nobody did. */
  readonly atMs: number | null
  readonly receipt: number | null
  /** Two phones that did not see each other answered differently. */
  readonly hasClash: boolean
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const keptFileSchema: v.GenericSchema<unknown, KeptFileView> = v.looseObject({
  hash: v.pipe(v.string(), v.check(isContentHash)),
  sizeBytes: count,
  fileType: v.picklist(fileTypes),
  isNew: v.boolean(),
})

/** One row of `fieldAnswers`. */
export const fieldAnswerSchema: v.GenericSchema<unknown, FieldAnswerView> = v.looseObject({
  fieldId: v.string(),
  answer: v.nullable(v.union([v.string(), v.number(), v.boolean()])),
  author: v.string(),
  atMs: v.nullable(v.number()),
  receipt: v.nullable(v.number()),
  hasClash: v.boolean(),
})

/** Reads the answer to a file that was sent; null for another shape. */
export function readKeptFile(body: unknown): KeptFileView | null {
  const parsed = v.safeParse(keptFileSchema, body)
  return parsed.success ? parsed.output : null
}
