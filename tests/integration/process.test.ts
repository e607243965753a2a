import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackLists } from '#core/sync'
import { passwordsPath, providePasswords, readPasswords } from '../../sync-server/demonstration/passwordFile.ts'
import { databaseFile } from '../../sync-server/openServer.ts'
import { isSlowHashOf, systemRandomBytes } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { makeDistrictRecord, makeOfficerRecord } from '../support/recordFactory.ts'
import { makeRequest } from '../support/serverFactory.ts'

const entry = (name: string): string => fileURLToPath(new URL(`../../sync-server/${name}.ts`, import.meta.url))
let folder = ''
let child: ChildProcess | undefined

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'process-')) })
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly problems: string
}

/** Runs an entry; `ended` comes when it is over. */
function run(name: string, environment: Record<string, string>, args: readonly string[] = []): { child: ChildProcess; ended: Promise<Ended> } {
  const started = spawn(process.execPath, [entry(name), ...args], { env: { PATH: process.env['PATH'], DATA_DIR: folder, ...environment } })
  child = started
  let [out, problems] = ['', '']
  started.stdout.setEncoding('utf8').on('data', (text: string) => { out += text })
  started.stderr.setEncoding('utf8').on('data', (text: string) => { problems += text })
  return { child: started, ended: once(started, 'close').then(([code]) => ({ code: code as number | null, out, problems })) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Asks until the server answers, or until it takes nothing new. */
async function untilHealth(port: number, wanted: boolean): Promise<void> {
  const isHealthy = (): Promise<boolean> => fetch(`http://127.0.0.1:${String(port)}/api/health`).then(({ ok }) => ok, () => false)
  while ((await isHealthy()) !== wanted) await pause(20)
}

describe('a server’s process', () => {
  it('names every wrong value of the environment at once and does not start', async () => {
    const { code, out, problems } = await run('main', { PORT: '99999', TRUST_PROXY: 'maybe' }).ended
    expect([code, out]).toEqual([1, ''])
    expect(problems.trim().split('\n')).toEqual(['PORT must be a port number from 1 to 65535', 'TRUST_PROXY must be true, false, a number of proxies or their addresses'])
  })

  it('says in one line that its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, problems } = await run('start', { PORT: String(port) }, ['--no-build', '--no-demonstration']).ended
    expect(code).toBe(1)
    expect(problems).toContain(`EADDRINUSE: address already in use 127.0.0.1:${String(port)}`)
    await new Promise((closed) => taken.close(closed))
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('on %s finishes what began, takes nothing new and ends well', async (signal) => {
    const port = await freePort()
    const { child: server, ended } = run('main', { PORT: String(port) })
    await untilHealth(port, true)
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (text: string) => { heard += text })
    await once(socket, 'connect')
    socket.write('POST /api/enrol HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{')
    // Answered after the bytes above were read.
    await untilHealth(port, true)
    server.kill(signal)
    await untilHealth(port, false)
    socket.write('}')
    const { code } = await ended
    expect(heard).toMatch(/^HTTP\/1\.1 400 [\s\S]*BodyMalformed/)
    expect(heard).toMatch(/connection: close/i)
    expect(code).toBe(0)
  })

  it('ends at once on a second signal', async () => {
    const port = await freePort()
    const { child: server, ended } = run('main', { PORT: String(port) })
    await untilHealth(port, true)
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    await once(socket, 'connect')
    socket.write('POST /api/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n')
    await untilHealth(port, true)
    server.kill('SIGTERM')
    await untilHealth(port, false)
    server.kill('SIGTERM')
    expect((await ended).code).toBe(1)
  })
})

describe('a start with the demonstration', () => {
  const start = async (): Promise<{ readonly server: ChildProcess; readonly ended: Promise<Ended>; readonly text: string; readonly port: number }> => {
    const port = await freePort()
    const { child: server, ended } = run('start', { PORT: String(port) }, ['--no-build'])
    let text = ''
    server.stdout?.on('data', (part: string) => { text += part })
    while (!text.includes(`Откройте: http://localhost:${String(port)}/`)) await pause(20)
    return { server, ended, text, port }
  }

  it('prints links that enrol, and a second start keeps what was written and prints new ones', async () => {
    const first = await start()
    const secrets = [...first.text.matchAll(/\/e#([\w-]{22})/g)].map((link) => link[1])
    expect(secrets).toHaveLength(4)
    const enrol = (port: number, secret: string | undefined, token: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${String(port)}/api/enrol`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret, token, deviceLabel: 'Android' }),
      })
    const answers = await Promise.all(secrets.map(async (secret, i) => (await enrol(first.port, secret, `${String(i)}`.repeat(43))).json() as Promise<Record<string, string>>))
    expect(answers.map(({ organizationName }) => organizationName)).toEqual(['МКОУ «СОШ № 51 г. Бодайбо»', 'МБОУ «СОШ № 51»', 'МБОУ СОШ № 5', 'МБОУ «Сунтарская средняя школа»'])
    first.server.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)

    const second = await start()
    const exchange = await fetch(`http://127.0.0.1:${String(second.port)}/api/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${'3'.repeat(43)}` },
      body: JSON.stringify(makeRequest()),
    })
    expect((unpackLists(await exchange.json()) as { directives: unknown[] }).directives).toHaveLength(11)
    expect(second.text).not.toContain(secrets[0])
    expect([...second.text.matchAll(/пароль (\S+)/g)].map((match) => match[1])).toEqual([...first.text.matchAll(/пароль (\S+)/g)].map((match) => match[1]))
    second.server.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
  })
})

describe('the command for a forgotten password', () => {
  it('gives the officer a new one, and the demonstration shows it from then on', async () => {
    const store = await openSqliteStore(join(folder, databaseFile))
    const officer = makeOfficerRecord('north', 'officer', 'north')
    await store.forDistrict(officer.districtId).insert(makeDistrictRecord('north'))
    await store.forDistrict(officer.districtId).officers.insert(officer)
    providePasswords(passwordsPath(folder), ['north', 'south'], systemRandomBytes)
    const { code, out } = await run('officePassword', {}, ['north']).ended
    const password = /^north: (\S{12})\n$/.exec(out)?.[1] ?? ''
    expect([code, readPasswords(passwordsPath(folder)).get('north')]).toEqual([0, password])
    expect(await isSlowHashOf(password, (await store.findOfficerByLogin('north'))?.passwordHash ?? '')).toBe(true)
    await store.close()
  })

  it('says when there is no such officer, and how it is called', async () => {
    expect(await run('officePassword', {}, ['nobody']).ended).toMatchObject({ code: 1, out: '', problems: 'There is no officer with the sign-in nobody.\n' })
    expect(await run('officePassword', {}).ended).toMatchObject({ code: 1, problems: 'Usage: npm run office:password -- LOGIN\n' })
  })
})
