import type { JsonObject, JsonValue } from './change.ts'

/*
 * How lists of records travel: a column for each field instead of a record after another. Equal fields then stand side
 * by side, where gzip and brotli find them: 40 marks with their notes weigh a quarter less. A list of one record, and
 * what this code cannot read back alike, travel as they are.
 */

/** A column of differences: each number but the first is told as how much it is more than the one before. */
const differencePrefix = '+'
/** Not a column, but the one value that all records have. */
const commonPrefix = '='
/** A column of runs: each value once with how many records in a row have it, `["execution", 40, "progressNote", 40]`. */
const runsPrefix = '*'
/** A column of objects in parts, those of one shape side by side: each in columns of its own, or as they are. */
const partsPrefix = '.'
/** A column of strings of one length, e.g. ids, with nothing between them: `["d:", 10, "gw68on710esr5jl0llsa"]`. */
const joinedPrefix = '#'
/** Fewer strings are told as they are. */
const fewestJoined = 4
/** The longest beginning all strings of a column have; it is repeated for each of them. */
const longestPrefix = 32
/** Most cells of one list: a common value costs a sender nothing to repeat for a million records. */
const maxCells = 100_000

/** Writes every list of records of a message, e.g. `changes`, as `{ "columns": { "kind": ["execution", …], … } }`. */
export function packLists(message: object): JsonObject {
  return mapValues(message, (value) => (isRecordList(value) ? packRecords(value) : value))
}

/** Reads the lists of a message back, whichever way they were written; what is no columns is left as it came. */
export function unpackLists(body: unknown): unknown {
  if (!isObject(body)) return body
  return mapValues(body, (value) => (isObject(value) && isObject(value['columns']) ? (fromColumns(value['columns']) ?? value) : value))
}

function mapValues(message: object, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, change(value as JsonValue)]))
}

function isRecordList(value: JsonValue): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 1 && value.every((item) => isObject(item) && !Object.keys(item).some((key) => /^[+=*.#]/.test(key)))
}

/** A field that every record has is a list, which tells how many they are; another is told by the record's place. */
function packRecords(records: readonly JsonObject[]): JsonValue {
  const fields = fieldsOf(records)
  if (fields.length * records.length > maxCells) return records
  const columns = fields.map((field) => toColumn(records, field))
  return columns.some(([name, column]) => Array.isArray(column) && !name.startsWith(commonPrefix)) ? { columns: Object.fromEntries(columns) } : records
}

function toColumn(records: readonly JsonObject[], field: string): [string, JsonValue] {
  const cells = records.flatMap((record, index) => (Object.hasOwn(record, field) ? [[index, record[field] ?? null] as const] : []))
  if (cells.length < records.length) return [field, Object.fromEntries(cells)]
  const values = cells.map(([, value]) => value)
  const parts = toParts(values)
  if (parts !== null) return [partsPrefix + field, parts]
  const [first = null] = values
  if (typeof first !== 'object' && values.every((value) => value === first)) return [commonPrefix + field, first]
  const differences = toDifferences(values)
  const [name, column] = differences === null ? [field, values] : [differencePrefix + field, differences]
  const runs = toRuns(column)
  if (runs.length * 2 < column.length) return [runsPrefix + name, runs]
  const joined = toJoined(values)
  return joined === null ? [name, column] : [joinedPrefix + field, joined]
}

function fieldsOf(records: readonly JsonObject[]): readonly string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))]
}

/** Null where the shapes change too often. Objects of one shape have their fields in one order, which stays theirs. */
function toParts(values: readonly JsonValue[]): JsonValue[] | null {
  if (!isRecordList(values)) return null
  const shapes = values.map((value) => JSON.stringify(Object.keys(value)))
  const starts = shapes.flatMap((shape, index) => (index > 0 && shape === shapes[index - 1] ? [] : [index]))
  if (starts.length * 2 > values.length) return null
  const parts = starts.map((start, place) => packRecords(values.slice(start, starts[place + 1])))
  return parts.some(isObject) ? parts.map((part) => (isObject(part) ? (part['columns'] ?? null) : part)) : null
}

/** Null for what are no strings of one length. */
function toJoined(values: readonly JsonValue[]): JsonValue[] | null {
  const [first] = values
  if (typeof first !== 'string' || values.length < fewestJoined) return null
  if (!values.every((value): value is string => typeof value === 'string' && value.length === first.length)) return null
  let alike = 0
  while (alike < longestPrefix && values.every((value) => value[alike] === first[alike])) alike += 1
  return [first.slice(0, alike), first.length - alike, values.map((value) => value.slice(alike)).join('')]
}

function toRuns(values: readonly JsonValue[]): JsonValue[] {
  const starts = values.flatMap((value, index) => (index > 0 && value === values[index - 1] ? [] : [index]))
  return starts.flatMap((start, run) => [values[start] ?? null, (starts[run + 1] ?? values.length) - start])
}

/** Null for what are no runs, or more than `limit` values. */
function fromRuns(runs: JsonValue, limit: number): JsonValue[] | null {
  if (!Array.isArray(runs)) return null
  const counts = runs.filter((_, index) => index % 2 === 1)
  const areCounts = runs.length % 2 === 0 && counts.every((count): count is number => Number.isSafeInteger(count) && Number(count) > 0)
  if (!areCounts || counts.reduce((sum, count) => sum + count, 0) > limit) return null
  return counts.flatMap((count, run) => Array.from({ length: count }, () => runs[2 * run] as JsonValue))
}

function toDifferences(values: readonly JsonValue[]): number[] | null {
  let before = 0
  const differences = values.map((value) => {
    // Of a fraction the difference may be whole, and the way back another number.
    if (!Number.isSafeInteger(value)) return Number.NaN
    const difference = Number(value) - before
    before = Number(value)
    return difference
  })
  return differences.every(Number.isSafeInteger) ? differences : null
}

/** Null where the columns do not belong together. */
function fromColumns(told: JsonObject, mostCells = maxCells): JsonObject[] | null {
  const entries = Object.entries(told)
  // Before they are written out: a short text must not ask for much memory.
  const limit = mostCells / entries.length
  const columns = Object.fromEntries(entries.map(([name, column]) => writeOut(name, column, limit)))
  const lengths = new Set(Object.entries(columns).flatMap(([name, column]) => (Array.isArray(column) && !name.startsWith(commonPrefix) ? [column.length] : [])))
  const [count] = lengths
  if (count === undefined || lengths.size > 1 || Object.keys(columns).length * count > mostCells) return null
  const records = Array.from({ length: count }, (): Record<string, JsonValue> => ({}))
  for (const [name, column] of Object.entries(columns)) {
    if (!putColumn(records, name, column)) return null
  }
  return records
}

/** A column that is told shorter, cell by cell; any other as it is. */
function writeOut(name: string, column: JsonValue, limit: number): [string, JsonValue] {
  if (name.startsWith(runsPrefix)) return [name.slice(1), fromRuns(column, limit)]
  if (name.startsWith(partsPrefix)) return [name.slice(1), fromParts(column, limit)]
  if (name.startsWith(joinedPrefix)) return [name.slice(1), fromJoined(column, limit)]
  return [name, column]
}

function fromParts(parts: JsonValue, limit: number): JsonValue[] | null {
  if (!Array.isArray(parts)) return null
  const cells: JsonValue[] = []
  let left = limit
  for (const part of parts) {
    const records = isObject(part) ? fromColumns(part, left) : part
    if (!Array.isArray(records)) return null
    for (const record of records) cells.push(record)
    left -= records.length * (isObject(part) ? Object.keys(part).length : 1)
    if (left < 0) return null
  }
  return cells
}

function fromJoined(told: JsonValue, limit: number): JsonValue[] | null {
  if (!Array.isArray(told)) return null
  const [prefix, width, text] = told
  if (typeof prefix !== 'string' || typeof width !== 'number' || typeof text !== 'string') return null
  const count = text.length / width
  if (!Number.isSafeInteger(width) || width < 1 || !Number.isSafeInteger(count) || count > limit || prefix.length > longestPrefix) return null
  return Array.from({ length: count }, (_, place) => prefix + text.slice(place * width, (place + 1) * width))
}

/** Puts a column into its records; false where it does not fit them. */
function putColumn(records: readonly Record<string, JsonValue>[], name: string, column: JsonValue): boolean {
  const [isCommon, isDifferences] = [name.startsWith(commonPrefix), name.startsWith(differencePrefix)]
  const field = isCommon || isDifferences ? name.slice(1) : name
  // Put in like this it would not be a field but the record's nature; the decoder refuses what is left as it is.
  if (field === '__proto__') return false
  if (isCommon) {
    for (const record of records) record[field] = column
    return true
  }
  const cells = isDifferences ? sums(column) : column
  if (Array.isArray(cells)) {
    records.forEach((record, index) => { record[field] = cells[index] as JsonValue })
    return true
  }
  if (!isObject(cells)) return false
  return Object.entries(cells).every(([index, value]) => {
    const record = records[Number(index)]
    if (record !== undefined) record[field] = value
    return record !== undefined
  })
}

function sums(column: JsonValue): number[] | null {
  if (!Array.isArray(column)) return null
  let sum = 0
  return column.map((step) => (sum = typeof step === 'number' ? sum + step : Number.NaN))
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
