import { gzipSync } from 'node:zlib'
import type { JsonObject, JsonValue } from '#core/sync'
import { pickFrom } from './random.ts'

/** A request as it goes over the line. */
export interface RawRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

/** A right request that is about to be spoilt. */
export interface BaseRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject | null
}

type Random = () => number

const oddTexts = ['', ' ', '\u0000', '\ud800', '‮', '../../etc/passwd', "'; DROP TABLE change;--", '<script>alert(1)</script>', '9'.repeat(400), 'ё'.repeat(5000), '2026-02-30', 'constructor']
const oddNumbers = [0, -0, -1, 1, 0.5, 1e300, -1e300, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 8.64e15, 8.64e15 + 1]
const oddKeys = ['toString', 'constructor', 'hasOwnProperty', '', 'ключ', 'extra', 'id', 'districtId', 'organizationId', 'deviceId', 'sequence', 'effectiveStampMs']

function oddValue(random: Random): JsonValue {
  const odd: readonly (() => JsonValue)[] = [
    () => null,
    () => random() < 0.5,
    () => pickFrom(oddTexts, random),
    () => pickFrom(oddNumbers, random),
    () => [],
    () => ({}),
    () => Array.from({ length: 150 }, () => 1),
    () => nested(12),
    () => ({ [pickFrom(oddKeys, random)]: pickFrom(oddTexts, random) }),
  ]
  return pickFrom(odd, random)()
}

function nested(depth: number): JsonValue {
  return depth === 0 ? 1 : { deeper: nested(depth - 1) }
}

type Path = readonly (string | number)[]

/** Spoils one value, each within the whole being equally likely: another value, one too few, one too many, a wrong name. */
export function mutateJson(value: JsonValue, random: Random): JsonValue {
  return replaceAt(value, pickFrom(listPaths(value), random), (found) => mutateNode(found, random))
}

function listPaths(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const children = isList(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value)
  return [path, ...children.flatMap(([key, item]) => listPaths(item, [...path, key]))]
}

function replaceAt(value: JsonValue, [key, ...rest]: Path, change: (found: JsonValue) => JsonValue): JsonValue {
  if (key === undefined || typeof value !== 'object' || value === null) return change(value)
  if (isList(value)) return value.map((item, i) => (i === key ? replaceAt(item, rest, change) : item))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? replaceAt(item, rest, change) : item]))
}

function mutateNode(value: JsonValue, random: Random): JsonValue {
  if (typeof value === 'number' && random() < 0.5) return pickFrom(oddNumbers, random)
  if (typeof value === 'string' && random() < 0.3) return pickFrom([`${value}${value}`, value.slice(1), value.toUpperCase(), `${value} `], random)
  if (typeof value !== 'object' || value === null || random() < 0.3) return oddValue(random)
  if (isList(value)) return pickFrom([[...value, oddValue(random)], [...value, ...value], [value]], random)
  const entries = Object.entries(value)
  const [key] = entries.length === 0 ? [''] : pickFrom(entries, random)
  const changed: readonly (() => JsonValue)[] = [
    () => ({ ...value, [pickFrom(oddKeys, random)]: oddValue(random) }),
    () => Object.fromEntries(entries.filter(([name]) => name !== key)),
    () => Object.fromEntries(entries.map(([name, item]) => [name === key ? `${name}x` : name, item])),
  ]
  return pickFrom(changed, random)()
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Spoils the bytes: cut, flipped, doubled, filled up, with a name that reaches for a prototype. */
function mutateBytes(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * (bytes.length + 1))
  const spoilt: readonly (() => Buffer)[] = [
    () => bytes.subarray(0, at),
    () => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ (1 << Math.floor(random() * 8)) : byte))),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0x00, 0xc3]), bytes.subarray(at)]),
    () => Buffer.from(`﻿${bytes.toString()}`),
    () => Buffer.from(bytes.toString().replace('{', '{"__proto__":{"admin":true},')),
    () => Buffer.alloc(300_000, 0x20),
  ]
  return pickFrom(spoilt, random)()
}

const oddHeaders: readonly (readonly [string, readonly string[]])[] = [
  ['content-type', ['text/plain', 'application/json\t', 'application/json; charset=koi8-r', 'application/jsonx', '', 'multipart/form-data']],
  ['content-encoding', ['gzip', 'br', 'deflate', 'identity, gzip', 'нет']],
  ['authorization', ['', 'Bearer', 'Bearer ../..', `Bearer ${'A'.repeat(43)}`, 'Basic YTpi', 'Bearer \u0000']],
  ['cookie', ['', '__Host-porucheno=', '__Host-porucheno=%zz', `__Host-porucheno=${'A'.repeat(43)}`, '=;=;', '__proto__=1']],
  ['origin', ['', 'null', 'https://evil.example', 'http://localhost:8080.evil.example']],
  ['accept-encoding', ['', '*', 'br;q=0', 'gzip;q=нет', ',,,']],
]

function mutateHeaders(headers: Readonly<Record<string, string>>, random: Random): Record<string, string> {
  const [name, values] = pickFrom(oddHeaders, random)
  return { ...headers, [name]: pickFrom(values, random) }
}

const oddParts = ['%00', '%2e%2e%2f', '%F0%9F%92%A9', 'zzzzzzzzzz', '0', 'a'.repeat(90), 'd%3Ax%3A..%2F', '%7B%7D', 'd:northp1:2026-Q3', 'o', 'r:northdoc', "'--"]

/** Spoils the last or the first named part of an address, or hangs a query on it. */
function mutateUrl(url: string, random: Random): string {
  const parts = url.split('/')
  const at = 4 + Math.floor(random() * Math.max(1, parts.length - 4))
  if (parts.length <= 4 || random() < 0.2) return `${url}?${pickFrom(oddParts, random)}=${pickFrom(oddParts, random)}`
  return parts.map((part, i) => (i === at ? pickFrom(oddParts, random) : part)).join('/')
}

/** Spoils a right request in one way, now and then in several. */
export function mutateRequest(base: BaseRequest, random: Random): RawRequest {
  const json = base.body !== null && random() < 0.7 ? mutateJson(base.body, random) : base.body
  let body: Buffer | null = base.body === null ? null : Buffer.from(JSON.stringify(json))
  let { headers, url } = base
  if (body !== null && random() < 0.15) body = mutateBytes(body, random)
  // A route that reads no body can be spoilt only elsewhere.
  const isBare = base.body === null || Object.keys(base.body).length === 0
  if (random() < (isBare ? 0.5 : 0.1)) headers = mutateHeaders(headers, random)
  if (random() < (isBare ? 0.7 : 0.15)) url = mutateUrl(url, random)
  if (body !== null && random() < 0.1) {
    const packed = gzipSync(body)
    body = random() < 0.5 ? mutateBytes(packed, random) : packed
    headers = { ...headers, 'content-encoding': 'gzip' }
  }
  return { url, headers, body }
}
