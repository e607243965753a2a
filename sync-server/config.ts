import { isIP } from 'node:net'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { type Result, err, ok } from '#core/result'

/** The server's environment, checked and frozen. */
export interface ServerConfig {
  readonly port: number
  readonly host: string
  /** Absolute path of the folder with the database. */
  readonly dataDir: string
  /** Absolute path of the folder with its backups. */
  readonly backupDir: string
  /** Hours between two backups. */
  readonly backupEveryHours: number
  /** Where browsers reach the server, without a closing slash: links, QR codes and the check of origins. */
  readonly publicUrl: string
  /** Whether, and by how many proxies or from which addresses, `X-Forwarded-…` is believed. */
  readonly trustProxy: boolean | number | string
}

/** One wrong value: the variable and why. */
export interface ConfigProblem {
  readonly name: string
  readonly message: string
}

const portMessage = 'must be a port number from 1 to 65535'
// There is no way to have none: the phones keep their records until two backups hold them.
const everyMessage = 'must be a number of hours from 1 to 24'
const environmentShape = v.object({
  PORT: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^\d{1,5}$/, portMessage), v.transform(Number), v.minValue(1, portMessage), v.maxValue(65535, portMessage)),
    '8080',
  ),
  HOST: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[\w.:-]+$/, 'must be a host name or an address')), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty('must name a folder')), 'data'),
  BACKUP_DIR: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty('must name a folder'))),
  BACKUP_EVERY_HOURS: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^\d{1,2}$/, everyMessage), v.transform(Number), v.minValue(1, everyMessage), v.maxValue(24, everyMessage)),
    '24',
  ),
  PUBLIC_URL: v.optional(v.pipe(v.string(), v.trim(), v.check(isOrigin, 'must be an address like https://porucheno.example, without a path'))),
  TRUST_PROXY: v.optional(
    v.pipe(v.string(), v.trim(), v.check(isTrust, 'must be true, false, a number of proxies or their addresses')),
    'false',
  ),
})

/** Every variable the server reads. */
export const configVariables: readonly string[] = Object.keys(environmentShape.entries)

/** Reads the environment; an empty variable counts as missing. Names every wrong value at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Result<ServerConfig, readonly ConfigProblem[]> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const checked = v.safeParse(environmentShape, present)
  if (!checked.success) return err(checked.issues.map((issue) => ({ name: v.getDotPath(issue) ?? '', message: issue.message })))
  const { PORT: port, HOST: host, DATA_DIR: dataDir, BACKUP_DIR: backupDir, BACKUP_EVERY_HOURS: backupEveryHours, PUBLIC_URL: publicUrl, TRUST_PROXY: trustProxy } = checked.output
  return ok(
    Object.freeze({
      port,
      host,
      dataDir: resolve(dataDir),
      backupDir: backupDir === undefined ? resolve(dataDir, 'backups') : resolve(backupDir),
      backupEveryHours,
      publicUrl: publicUrl === undefined ? localUrl(host, port) : new URL(publicUrl).origin,
      trustProxy: readTrust(trustProxy),
    }),
  )
}

/** The problems as lines for a terminal: `PORT must be a port number from 1 to 65535`. */
export function configProblemsText(problems: readonly ConfigProblem[]): string {
  return problems.map(({ name, message }) => `${name} ${message}`).join('\n')
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && pathname === '/' && search === '' && hash === '' && username === ''
}

function isTrust(text: string): boolean {
  return /^(true|false|\d{1,2})$/.test(text) || text.split(',').every((part) => isAddressRange(part.trim()))
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}

/** An address that a browser on this machine can open. */
function localUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' || host === '::1'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return new URL(`http://${name}:${String(port)}`).origin
}

function readTrust(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d{1,2}$/.test(text) ? Number(text) : text
}
