import { describe, expect, it } from 'vitest'
import { digitsCost, fastHash, isSlowHashOf, keyedHash, mintId, mintSecret, mintText, slowHash, systemRandomBytes } from '../../../sync-server/secrets.ts'

describe('minted texts', () => {
  it('take every symbol equally often', () => {
    const counts = new Map<string, number>()
    // Every byte once: ten symbols must share the first 250, the last six bytes being thrown away.
    const everyByte = (): Uint8Array => Uint8Array.from({ length: 256 }, (_, i) => i)
    for (const symbol of mintText(250, '0123456789', everyByte)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
    expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 25))
  })

  it('have the shapes the wire asks for', () => {
    expect(mintId(systemRandomBytes)).toMatch(/^[a-z0-9]{10}$/)
    expect(mintSecret(16, systemRandomBytes)).toMatch(/^[\w-]{22}$/)
    expect(mintSecret(32, systemRandomBytes)).toMatch(/^[\w-]{43}$/)
    expect(keyedHash('key', 'text', 16)).toMatch(/^[\w-]{16}$/)
    expect(fastHash('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')
  })
})

describe('slow hashes', () => {
  it('know their secret and no other, each with its own salt', async () => {
    const [first, second] = [await slowHash('482917305', digitsCost, systemRandomBytes), await slowHash('482917305', digitsCost, systemRandomBytes)]
    expect(first).not.toBe(second)
    expect(first).not.toContain('482917305')
    expect(await isSlowHashOf('482917305', first)).toBe(true)
    expect(await isSlowHashOf('482917306', first)).toBe(false)
  })

  it('take no other text for a hash', async () => {
    expect(await isSlowHashOf('', '')).toBe(false)
    expect(await isSlowHashOf('none', 'none')).toBe(false)
  })
})
