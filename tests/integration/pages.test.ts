import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

const folder = mkdtempSync(join(tmpdir(), 'pages-'))
let server: TestServer

beforeAll(() => {
  mkdirSync(join(folder, 'assets'))
  for (const name of ['index.html', 'office.html', 'demo.html', 't.html', 'sw.js', 'manifest.webmanifest', 'assets/index-abc123.js', '.build.json']) {
    writeFileSync(join(folder, name), `this is ${name}`)
  }
  writeFileSync(join(folder, 'assets/index-abc123.js.br'), brotliCompressSync('this is assets/index-abc123.js'))
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
afterEach(async () => { await server.close() })

async function open({ demonstration = false, publicUrl = 'http://localhost:8080' } = {}): Promise<void> {
  server = await createTestServer({ changes: { pagesFolder: folder, demonstration, config: { publicUrl, trustProxy: false } } })
}
const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })
const notFound = '{"error":{"type":"NotFound"}}'

describe('the addresses', () => {
  it.each([
    ['/', 'index.html'],
    ['/e', 'index.html'],
    ['/directives/abc123?from=list', 'index.html'],
    ['/officer', 'index.html'],
    ['/office', 'office.html'],
    ['/office/documents/abc', 'office.html'],
    ['/t', 't.html'],
    ['/teachers', 'index.html'],
    ['/sw.js', 'sw.js'],
    ['/manifest.webmanifest', 'manifest.webmanifest'],
    ['/assets/index-abc123.js', 'assets/index-abc123.js'],
  ])('%s is answered with %s', async (url, file) => {
    await open()
    const answer = await get(url)
    expect([answer.statusCode, answer.body]).toEqual([200, `this is ${file}`])
  })

  it.each(['/api', '/api/', '/api/nothing', '/assets/gone.js', '/assets/folder', '/.build.json', '/../package.json', '/%2e%2e/package.json', '/demo', '/demo.html', '/%zz', '/a%00b.js'])(
    '%s is not found, in the one shape of all errors',
    async (url) => {
      await open()
      const answer = await get(url)
      expect([answer.statusCode, answer.body]).toEqual([404, notFound])
    },
  )

  it('are answered to nobody who writes', async () => {
    await open()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'] as const) expect((await server.app.inject({ method, url: '/' })).statusCode).toBe(404)
  })

  it('show the demonstration only over its data', async () => {
    await open({ demonstration: true })
    expect((await get('/demo')).body).toBe('this is demo.html')
  })
})

describe('the headers', () => {
  it('of a page let it run its own code alone, in nobody’s frame', async () => {
    await open()
    const { headers } = await get('/')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types vue porucheno",
    )
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-type']).toContain('text/html')
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it('let only the demonstration’s page frame others, and only over its data be framed', async () => {
    await open({ demonstration: true })
    const [phone, demo] = [(await get('/')).headers['content-security-policy'], (await get('/demo')).headers['content-security-policy']]
    expect(phone).toContain("frame-ancestors 'self'")
    expect(phone).not.toContain('frame-src')
    expect(demo).toContain("frame-src 'self'; frame-ancestors 'self'")
  })

  it('bind browsers to HTTPS only where the server is reached by it', async () => {
    await open({ publicUrl: 'https://porucheno.example' })
    expect((await get('/')).headers['strict-transport-security']).toBe('max-age=31536000')
  })

  it('keep hashed assets for ever, and the worker never', async () => {
    await open()
    expect((await get('/assets/index-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/sw.js')).headers['cache-control']).toBe('no-cache')
  })

  it('say that a file came compressed, to whom it may', async () => {
    await open()
    const packed = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' })
    expect(packed.headers.vary).toMatch(/accept-encoding/i)
    expect(packed.headers['content-type']).toContain('javascript')
    expect((await get('/assets/index-abc123.js', { 'accept-encoding': 'identity' })).headers['content-encoding']).toBeUndefined()
  })

  it('of an answer are few: never kept, never sniffed', async () => {
    await open()
    const { headers } = await get('/api/health')
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['content-security-policy']).toBeUndefined()
  })
})

describe('health', () => {
  it('tells versions and what the database runs with', async () => {
    await open()
    expect((await get('/api/health')).json()).toEqual({
      status: 'ok',
      version: '0.1.0',
      node: process.versions.node,
      protocol: 1,
      schema: 1,
      database: { journalMode: 'wal', synchronous: 'full', migrations: (await server.store.readHealth()).migrations },
      demonstration: false,
    })
  })
})
