import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configVariables, readConfig } from '../../sync-server/config.ts'

const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }
const defaults = readConfig({})

describe('docs/operations.md', () => {
  it('names only commands that there are', () => {
    const named = [...guide.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(10)
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([])
  })

  it('sets only variables that the server reads', () => {
    const set = [...guide.matchAll(/(?:^|[\s`=])(?:set |Environment=)?([A-Z]{4,}(?:_[A-Z]+)*)=/gm)].map(([, name = '']) => name)
    expect(set).toContain('TRUST_PROXY')
    expect([...new Set(set)].filter((name) => !configVariables.includes(name))).toEqual([])
  })

  it('sends the proxies where the server listens, and lets through the largest file it reads', () => {
    const port = defaults.ok ? defaults.value.port : 0
    for (const address of guide.match(/(?:reverse_proxy |proxy_pass http:\/\/)[\d.]+:\d+/g) ?? []) expect(address.endsWith(`127.0.0.1:${String(port)}`)).toBe(true)
    const sizes = [...guide.matchAll(/(?:max_size |client_max_body_size )(\d+)/g)].map(([, size]) => Number(size))
    expect(sizes.length).toBe(2)
    expect(Math.min(...sizes)).toBeGreaterThan(20)
  })

  it('keeps nothing at the proxy and collects no events', () => {
    expect(guide).not.toMatch(/proxy_cache\b/)
    expect(guide).toContain('proxy_buffering off')
    expect(guide).toContain('flush_interval -1')
  })
})
