import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { type RandomBytes, mintText } from '../secrets.ts'

/** No letter or digit that looks like another: passwords are read from a screen and typed. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const passwordLength = 12

/** Mints a password of twelve letters and digits (59 bits). */
export function mintPassword(randomBytes: RandomBytes): string {
  return mintText(passwordLength, alphabet, randomBytes)
}

/** Where the passwords lie in the folder of the data. */
export function passwordsPath(dataDir: string): string {
  return join(dataDir, 'demonstration.json')
}

const fileShape = v.object({ passwordByLogin: v.record(v.string(), v.string()) })

/**
 * The demonstration's passwords, kept beside its database so that every start can show them; readable by the owner
 * alone. Empty when there is no such file.
 */
export function readPasswords(path: string): ReadonlyMap<string, string> {
  try {
    const { passwordByLogin } = v.parse(fileShape, JSON.parse(readFileSync(path, 'utf8')))
    return new Map(Object.entries(passwordByLogin))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return new Map()
    throw new Error(`${path} cannot be read.`, { cause })
  }
}

/** Keeps the passwords; the file is swapped in whole. */
export function writePasswords(path: string, passwordByLogin: ReadonlyMap<string, string>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const aside = `${path}.new`
  writeFileSync(aside, `${JSON.stringify({ passwordByLogin: Object.fromEntries(passwordByLogin) }, null, 2)}\n`, { mode: 0o600 })
  renameSync(aside, path)
}

/** The passwords of the given sign-ins: those kept, and new ones for the rest, which are kept before they are used. */
export function providePasswords(path: string, logins: readonly string[], randomBytes: RandomBytes): ReadonlyMap<string, string> {
  const kept = readPasswords(path)
  const missing = logins.filter((login) => !kept.has(login))
  if (missing.length === 0) return kept
  const all = new Map([...kept, ...missing.map((login) => [login, mintPassword(randomBytes)] as const)])
  writePasswords(path, all)
  return all
}
