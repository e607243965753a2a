import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '#core/sync'
import { demo } from '../../src/i18n/locales/demo/ru.ts'
import { refusals } from '../../src/i18n/locales/office/refusals.ts'
import { office } from '../../src/i18n/locales/office/ru.ts'
import { errorText, t } from '../../src/i18n/office.ts'

const read = (pattern: string): string => globSync(pattern).map((file) => readFileSync(file, 'utf8')).join('\n')
const sources = read('src/office/**/*.{ts,vue}')

describe('the catalogue of the office', () => {
  it('has no sentence that nobody says', () => {
    const parts = [...sources.matchAll(/`([\w.]+\.)\$\{[^}]*\}([\w.]*)`/g)].map(([, head = '', tail = '']) => [head, tail] as const)
    const literals = new Set([...sources.matchAll(/'([\w.]+)'/g)].map(([, literal]) => literal))
    const isSaid = (key: string): boolean => literals.has(key) || parts.some(([head, tail]) => key.startsWith(head) && key.endsWith(tail))
    expect(Object.keys(office).filter((key) => !isSaid(key))).toEqual([])
  })

  it('keeps no Russian letter outside itself', () => {
    const code = (sources + read('src/demo/**/*.{ts,vue}')).replace(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')
    expect(code.match(/.*(?<![[/])[а-яё]{2,}.*/giu) ?? []).toEqual([])
  })

  it('has the three forms wherever a number chooses', () => {
    for (const [key, message] of Object.entries({ ...office, ...refusals, ...demo })) {
      if (typeof message !== 'string') expect(Object.keys(message), key).toEqual(['one', 'few', 'many'])
    }
  })

  it('says what every code means that an answer to the office can carry', () => {
    const onlyPhones = ['ProtocolUnsupported', 'TokenUnknown', 'DeviceRevoked', 'EnrolmentCodeWrong', 'EnrolmentCodeUsed', 'EnrolmentCodeExpired', 'EncodingUnsupported', 'BodyTooLarge', 'RangeUnsatisfiable', 'OffsetMismatch', 'ProofDamaged', 'ProofTooLarge', 'ProofUnsupported']
    const answering = Object.entries(errorCodes).filter(([, { status }]) => status !== null).map(([code]) => code)
    expect(answering.filter((code) => !onlyPhones.includes(code) && !(code in refusals))).toEqual([])
    expect(errorText('SomethingNewer')).toContain('SomethingNewer')
    expect(errorText('TooManyAttempts', 61)).toContain('через 2 минуты')
  })

  it('ends a sentence with one full stop, whether the date brings its own or not', () => {
    expect(t('action.done.extended', { day: '15 января 2027\u00a0г.' })).toBe('Срок продлён до 15 января 2027\u00a0г.')
    expect(t('action.done.extended', { day: '15 января' })).toBe('Срок продлён до 15 января.')
  })
})
