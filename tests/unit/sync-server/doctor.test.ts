import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkAddress, checkCertificate, checkClock } from '../../../sync-server/doctor/doctor.ts'
import { probeCertificate } from '../../../sync-server/doctor/probeAddress.ts'
import { checkBackupPlace, checkDisk } from '../../../sync-server/doctor/probeDisk.ts'
import { browserName } from '../../../sync-server/session.ts'
import { doctorWords } from '../../../src/i18n/locales/office/doctorWords.ts'

const dayMs = 86_400_000

describe('the doctor', () => {
  it('knows an address that phones can use offline', () => {
    const states = [['https://p.example', 'https://p.example'], ['https://p.example', 'http://192.168.0.5:8080'], ['http://192.168.0.5:8080', null], ['http://localhost:8080', 'http://localhost:8080']] as const
    expect(states.map(([publicUrl, origin]) => { const { state, found } = checkAddress({ origin }, publicUrl); return `${state} ${found}` })).toEqual(['ok fine', 'bad other', 'bad plain', 'attention local'])
  })

  it('warns before a certificate ends', () => {
    const states = [90, 10, 1].map((days) => checkCertificate({ found: 'trusted', untilMs: days * dayMs }, 0).state)
    expect(states).toEqual(['ok', 'attention', 'bad'])
    expect(checkCertificate({ found: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 0)).toMatchObject({ state: 'bad', found: 'untrusted' })
  })

  it('asks nobody for a certificate that cannot be there', async () => {
    expect(await probeCertificate('http://p.example')).toEqual({ found: 'plain', code: '' })
  })

  it('tells a clock that is out from the network’s delay', () => {
    expect([1, 30, 600].map((minutes) => checkClock(minutes * 60_000, 0).state)).toEqual(['ok', 'attention', 'bad'])
  })

  it('sees a folder that is not there', async () => {
    expect(await checkDisk('/no/such/folder')).toMatchObject({ state: 'bad', found: 'unwritable' })
    expect(await checkBackupPlace({ dataDir: '/tmp', backupDir: '/dev/null/none' })).toMatchObject({ state: 'bad', found: 'unusable' })
  })

  it('has words for whatever it can find, and finds whatever it has words for', () => {
    const code = globSync('sync-server/doctor/*.ts').map((file) => readFileSync(file, 'utf8')).join('\n')
    const checks = [...code.matchAll(/check: '(\w+)'/g)].map(([, check]) => check)
    for (const key of Object.keys(doctorWords)) {
      const [check = '', found = ''] = key.split('.')
      expect(checks, key).toContain(check)
      expect(code.includes(`'${found}'`), key).toBe(true)
    }
    expect([...new Set(checks)].filter((check) => !Object.keys(doctorWords).some((key) => key.startsWith(`${String(check)}.`)))).toEqual([])
  })
})

describe('a browser’s name', () => {
  it('is short and never its whole text', () => {
    expect(browserName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36')).toBe('Chrome, Windows')
    expect(browserName('Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 YaBrowser/25.1 Safari/537.36')).toBe('Yandex Browser, Windows')
    expect(browserName('Mozilla/5.0 (X11; Linux) Gecko Firefox/140.0')).toBe('Firefox, Linux')
    expect(browserName(undefined)).toBe('')
  })
})
