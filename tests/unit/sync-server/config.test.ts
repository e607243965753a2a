import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configProblemsText, readConfig } from '../../../sync-server/config.ts'

function valueOf(environment: Record<string, string>) {
  const config = readConfig(environment)
  if (!config.ok) throw new Error(configProblemsText(config.error))
  return config.value
}

describe('readConfig', () => {
  it('needs nothing from the environment', () => {
    expect(valueOf({ HOME: '/root', PORT: '' })).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      backupDir: resolve('data/backups'),
      backupEveryHours: 24,
      publicUrl: 'http://localhost:8080',
      trustProxy: false,
    })
  })

  it('gives an address a browser on this machine can open', () => {
    expect(valueOf({ PORT: '80', HOST: '0.0.0.0' }).publicUrl).toBe('http://localhost')
    expect(valueOf({ HOST: '192.168.0.7' }).publicUrl).toBe('http://192.168.0.7:8080')
    expect(valueOf({ HOST: 'fd00::7' }).publicUrl).toBe('http://[fd00::7]:8080')
    expect(valueOf({ PUBLIC_URL: 'https://Porucheno.example/' }).publicUrl).toBe('https://porucheno.example')
  })

  it('keeps backups with the data unless another folder is named', () => {
    expect(valueOf({ DATA_DIR: '/srv/p' }).backupDir).toBe(resolve('/srv/p/backups'))
    expect(valueOf({ DATA_DIR: '/srv/p', BACKUP_DIR: '/mnt/disk' })).toMatchObject({ dataDir: resolve('/srv/p'), backupDir: resolve('/mnt/disk') })
    expect(valueOf({ BACKUP_EVERY_HOURS: '6' }).backupEveryHours).toBe(6)
  })

  it.each(['0', '25', '1.5', 'off', 'never'])('knows no way to go without backups: %s', (hours) => {
    expect(readConfig({ BACKUP_EVERY_HOURS: hours }).ok).toBe(false)
  })

  it('reads whom to believe about the sender', () => {
    const read = ['true', 'false', '1', '10.0.0.0/8, ::1'].map((text) => valueOf({ TRUST_PROXY: text }).trustProxy)
    expect(read).toEqual([true, false, 1, '10.0.0.0/8, ::1'])
  })

  it('names every wrong value at once', () => {
    const wrong = readConfig({ PORT: '70000', HOST: 'a b', PUBLIC_URL: 'https://office.example/porucheno', TRUST_PROXY: 'proxy', DATA_DIR: 'x' })
    expect(wrong.ok ? '' : configProblemsText(wrong.error)).toBe(
      [
        'PORT must be a port number from 1 to 65535',
        'HOST must be a host name or an address',
        'PUBLIC_URL must be an address like https://porucheno.example, without a path',
        'TRUST_PROXY must be true, false, a number of proxies or their addresses',
      ].join('\n'),
    )
  })

  it.each(['0', '-1', '8080.5', 'http', '1e3'])('refuses the port %s', (port) => {
    expect(readConfig({ PORT: port }).ok).toBe(false)
  })

  it.each(['ftp://a.example', 'localhost:8080', 'https://a.example/?x', 'https://user@a.example', '//a'])('refuses the public address %s', (url) => {
    expect(readConfig({ PUBLIC_URL: url }).ok).toBe(false)
  })

  it.each(['999.1.1.1', '10.0.0.0/99', '10.0.0.1,', '-1'])('refuses to trust %s', (trust) => {
    expect(readConfig({ TRUST_PROXY: trust }).ok).toBe(false)
  })

  it('cannot be changed once read', () => {
    expect(Object.isFrozen(valueOf({}))).toBe(true)
  })
})
