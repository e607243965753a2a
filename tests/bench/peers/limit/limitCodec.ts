/* The least a wire can carry: columns of variable-length numbers, texts in one block, brotli over all of it. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

class Writer {
  readonly #bytes: number[] = []

  /** A whole number from 0 on, seven bits a byte. */
  number(value: number): this {
    let rest = value
    while (rest >= 128) {
      this.#bytes.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.#bytes.push(rest)
    return this
  }

  numbers(values: readonly number[]): this {
    for (const value of values) this.number(value)
    return this
  }

  texts(values: readonly string[]): this {
    const bytes = Buffer.from(values.join('\0'))
    this.number(bytes.length)
    for (const byte of bytes) this.#bytes.push(byte)
    return this
  }

  end(): Buffer {
    return Buffer.from(this.#bytes)
  }
}

class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  number(): number {
    let [value, weight] = [0, 1]
    for (;;) {
      const byte = this.#bytes[this.#at] ?? 0
      this.#at += 1
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
  }

  numbers(count: number): number[] {
    return Array.from({ length: count }, () => this.number())
  }

  texts(count: number): string[] {
    if (count === 0) return []
    const length = this.number()
    const text = this.#bytes.toString('utf8', this.#at, this.#at + length)
    this.#at += length
    return text.split('\0')
  }
}

export interface LimitEdit {
  readonly index: number
  readonly state: number
  readonly percent: number
  readonly atMs: number
  readonly note: string
}

export interface LimitRequest {
  readonly school: number
  readonly device: number
  readonly cursor: number
  /** How many notes this device sent before these. */
  readonly noteBase: number
  readonly edits: readonly LimitEdit[]
}

export function encodeRequest({ school, device, cursor, noteBase, edits }: LimitRequest): Buffer {
  const writer = new Writer().numbers([school, device, cursor, noteBase, edits.length])
  writer.numbers(edits.map((edit) => edit.index)).numbers(edits.map((edit) => edit.state)).numbers(edits.map((edit) => edit.percent))
  writer.numbers(differences(edits.map((edit) => edit.atMs)))
  return (edits.length === 0 ? writer : writer.texts(edits.map((edit) => edit.note))).end()
}

export function decodeRequest(bytes: Buffer): LimitRequest {
  const reader = new Reader(bytes)
  const [school = 0, device = 0, cursor = 0, noteBase = 0, count = 0] = reader.numbers(5)
  const [indexes, states, percents] = [reader.numbers(count), reader.numbers(count), reader.numbers(count)]
  const [instants, notes] = [sums(reader.numbers(count)), reader.texts(count)]
  const edits = indexes.map((index, i) => ({ index, state: states[i] ?? 0, percent: percents[i] ?? 0, atMs: instants[i] ?? 0, note: notes[i] ?? '' }))
  return { school, device, cursor, noteBase, edits }
}

export interface LimitDirective {
  readonly idx: number
  readonly id: string
  readonly number: string
  readonly due: string
  readonly text: string
}
export interface LimitProgress {
  readonly idx: number
  readonly state: number
  readonly percent: number
}
export interface LimitNote {
  readonly idx: number
  readonly text: string
}
export interface LimitAnswer {
  readonly cursor: number
  readonly directives: readonly LimitDirective[]
  readonly progress: readonly LimitProgress[]
  readonly notes: readonly LimitNote[]
}

export function encodeAnswer({ cursor, directives, progress, notes }: LimitAnswer): Buffer {
  const writer = new Writer().numbers([cursor, directives.length]).numbers(directives.map((row) => row.idx))
  if (directives.length > 0) {
    const columns = [(row: LimitDirective) => row.id, (row: LimitDirective) => row.number, (row: LimitDirective) => row.due, (row: LimitDirective) => row.text]
    for (const column of columns) writer.texts(directives.map(column))
  }
  writer.number(progress.length).numbers(progress.flatMap((row) => [row.idx, row.state, row.percent]))
  writer.number(notes.length).numbers(notes.map((row) => row.idx))
  return (notes.length === 0 ? writer : writer.texts(notes.map((row) => row.text))).end()
}

export function decodeAnswer(bytes: Buffer): LimitAnswer {
  const reader = new Reader(bytes)
  const [cursor, count] = [reader.number(), reader.number()]
  const indexes = reader.numbers(count)
  const [ids, numbers, dues, texts] = [reader.texts(count), reader.texts(count), reader.texts(count), reader.texts(count)]
  const directives = indexes.map((idx, i) => ({ idx, id: ids[i] ?? '', number: numbers[i] ?? '', due: dues[i] ?? '', text: texts[i] ?? '' }))
  const progress = Array.from({ length: reader.number() }, () => ({ idx: reader.number(), state: reader.number(), percent: reader.number() }))
  const noteIndexes = reader.numbers(reader.number())
  const noteTexts = reader.texts(noteIndexes.length)
  return { cursor, directives, progress, notes: noteIndexes.map((idx, i) => ({ idx, text: noteTexts[i] ?? '' })) }
}

export function compress(bytes: Buffer, quality: number): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_PARAM_SIZE_HINT } = constants
  return brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT, [BROTLI_PARAM_SIZE_HINT]: bytes.length } })
}

export const decompress = (bytes: Buffer): Buffer => brotliDecompressSync(bytes)

function differences(instants: readonly number[]): number[] {
  return instants.map((instant, i) => Math.max(0, instant - (instants[i - 1] ?? 0)))
}

function sums(steps: readonly number[]): number[] {
  let at = 0
  return steps.map((step) => (at += step))
}
