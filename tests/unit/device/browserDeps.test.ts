import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { appVersion, createId, createToken } from '../../../src/device/browserDeps.ts'
import { describeDevice } from '../../../src/device/describeDevice.ts'

describe('what a phone calls itself and its things', () => {
  it('has the version of the package', async () => {
    const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ version: appVersion })
  })

  it('makes ids of letters and digits, leaving out bytes that would favour some of them', () => {
    let calls = 0
    const id = createId((count) => {
      calls += 1
      return new Uint8Array(count).fill(calls === 1 ? 255 : 35)
    })
    expect(id).toBe('9'.repeat(16))
  })

  it('makes tokens of 43 characters of base64url', () => {
    expect(createToken((count) => new Uint8Array(count).fill(255))).toMatch(/^[\w-]{43}$/)
  })

  it.each([
    ['Mozilla/5.0 (Linux; Android 8.1.0; SM-J250F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36', 'Android, Chrome 138'],
    ['Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 YaBrowser/25.6.1 Mobile Safari/537.36', 'Android, Yandex 25'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1', 'iPhone, Safari 17'],
    ['something else', ''],
  ])('reads its name from %s', (userAgent, label) => {
    expect(describeDevice(userAgent)).toBe(label)
  })
})
