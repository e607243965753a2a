import { describe, expect, it } from 'vitest'
import { createAdmission } from '../../../sync-server/http/admission.ts'
import { RequestRefused, errorToCode } from '../../../sync-server/http/errorAnswer.ts'
import { fileOfPath } from '../../../sync-server/http/pages.ts'
import { chooseEncoding } from '../../../sync-server/http/sendJson.ts'
import { dateInZone } from '../../../sync-server/zoneDate.ts'

describe('what was thrown while a request was handled', () => {
  it.each([
    [new RequestRefused('EncodingUnsupported'), 'EncodingUnsupported'],
    [Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }), 'StorageFull'],
    [Object.assign(new Error('no space left'), { code: 'ENOSPC' }), 'StorageFull'],
    [Object.assign(new Error('too large'), { statusCode: 413 }), 'BodyTooLarge'],
    [Object.assign(new Error('media type'), { statusCode: 415 }), 'EncodingUnsupported'],
    [Object.assign(new Error('bad url'), { statusCode: 404 }), 'NotFound'],
    [Object.assign(new Error('anything of the sender'), { statusCode: 422 }), 'BodyMalformed'],
    [new TypeError('a bug'), 'InternalError'],
    ['a text', 'InternalError'],
    [null, 'InternalError'],
  ])('%s is answered with its code', (error, code) => {
    expect(errorToCode(error)).toBe(code)
  })
})

describe('chooseEncoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['BR;q=0, GZIP;q=0.5', 'gzip'],
    ['br;q=0.0,gzip;q=0', 'identity'],
  ] as const)('%s → %s', (accepted, encoding) => {
    expect(chooseEncoding(accepted)).toBe(encoding)
  })
})

describe('an admission', () => {
  it('turns away what finds no place, and gives the place back after a failure', async () => {
    const admission = createAdmission(1)
    let finish: () => void = () => undefined
    const first = admission.run(() => new Promise<string>((done) => { finish = () => { done('first') } }))
    expect(await admission.run(() => Promise.resolve('second'))).toBeNull()
    finish()
    expect(await first).toBe('first')
    await expect(admission.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await admission.run(() => Promise.resolve('third'))).toBe('third')
  })
})

describe('fileOfPath', () => {
  it('gives each program its own links, and nothing below the API', () => {
    const paths = ['/', '/e', '/office/x', '/officers', '/api', '/apis', '/demo', '/assets/a.js', '/demo.html']
    expect(paths.map((path) => fileOfPath(path, false))).toEqual(['index.html', 'index.html', 'office.html', 'index.html', null, 'index.html', null, '/assets/a.js', null])
    expect(['/demo', '/demo.html'].map((path) => fileOfPath(path, true))).toEqual(['demo.html', '/demo.html'])
  })
})

describe('dateInZone', () => {
  it('is the calendar day of the district, whatever the machine’s own zone', () => {
    const newYearInYakutsk = Date.UTC(2021, 11, 31, 15)
    expect(['Asia/Yakutsk', 'Europe/Moscow'].map((zone) => dateInZone(newYearInYakutsk, zone))).toEqual(['2022-01-01', '2021-12-31'])
    expect(() => dateInZone(0, 'Asia/Suntar')).toThrow()
  })
})
