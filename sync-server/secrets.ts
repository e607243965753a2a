import { createHash, createHmac, randomBytes as nodeRandomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Gives `count` bytes nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array

/** The system's own source of secrets; entries pass it, tests pass a fixed one. */
export const systemRandomBytes: RandomBytes = (count) => nodeRandomBytes(count)

/** Mints an id: ten lower-case letters and digits, e.g. "k3v9q0x2mz". */
export function mintId(randomBytes: RandomBytes): string {
  return mintText(10, 'abcdefghijklmnopqrstuvwxyz0123456789', randomBytes)
}

/** Mints a text of `length` symbols, each equally likely. */
export function mintText(length: number, alphabet: string, randomBytes: RandomBytes): string {
  // Bytes above the last whole multiple would make the first symbols likelier.
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}

/** Mints a secret of `count` bytes as base64url: 16 → 22 characters, 32 → 43 characters. */
export function mintSecret(count: number, randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(count)).toString('base64url')
}

/** Hash of a secret too long to be guessed, and of contents: SHA-256 as 43 characters of base64url. */
export function fastHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Hash of a text that only who holds the key can make: HMAC-SHA-256 as `length` characters of base64url, 6 bits each. */
export function keyedHash(key: string, text: string, length: number): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, length)
}

/** How hard a guessable secret is to try: scrypt's cost (a power of two), block size and parallelism. */
export interface SlowHashCost {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
}

/** For officers' passwords, which live for years (about 64 MB and a quarter of a second each). */
export const passwordCost: SlowHashCost = { cost: 2 ** 16, blockSize: 8, parallelization: 1 }

/** For nine digits that live for 14 days and may be tried five times an hour. */
export const digitsCost: SlowHashCost = { cost: 2 ** 14, blockSize: 8, parallelization: 1 }

/**
 * Hash of a guessable secret by scrypt with its own salt: `scrypt$<cost>$<block size>$<parallelism>$<salt>$<hash>`,
 * salt and hash as base64url.
 */
export async function slowHash(secret: string, cost: SlowHashCost, randomBytes: RandomBytes): Promise<string> {
  const salt = mintSecret(16, randomBytes)
  const key = await deriveKey(secret, salt, cost)
  return ['scrypt', cost.cost, cost.blockSize, cost.parallelization, salt, key.toString('base64url')].join('$')
}

/** Whether a secret is the one behind a `slowHash`; false for a text that is none. */
export async function isSlowHashOf(secret: string, stored: string): Promise<boolean> {
  const [scheme, cost, blockSize, parallelization, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false
  const key = await deriveKey(secret, salt, { cost: Number(cost), blockSize: Number(blockSize), parallelization: Number(parallelization) })
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === key.length && timingSafeEqual(expected, key)
}

function deriveKey(secret: string, salt: string, { cost, blockSize, parallelization }: SlowHashCost): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: 256 * cost * blockSize }
  return new Promise((done, failed) => {
    scrypt(secret, salt, 32, options, (error, key) => {
      if (error === null) done(key)
      else failed(error)
    })
  })
}
