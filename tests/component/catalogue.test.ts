import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deviceCodes, errorCodes } from '#core/sync'
import { errors, school as first } from '../../src/i18n/locales/ru.ts'
import { teacher } from '../../src/i18n/locales/teacher/ru.ts'
import { upkeep } from '../../src/i18n/locales/upkeep/ru.ts'
import { errorText, t } from '../../src/i18n/school.ts'
import { type Message, createTranslate } from '../../src/i18n/translate.ts'

const catalogues: readonly [string, Readonly<Record<string, Message>>, number][] = [['school', { ...first, ...upkeep }, 100], ['teacher', teacher, 20]]

describe.each(catalogues)('the catalogue of src/%s', (program, catalogue, leastSaid) => {
  const sources = globSync(`src/${program}/**/*.{ts,vue}`).map((file) => readFileSync(file, 'utf8')).join('\n')

  it('has no sentence that nobody says', () => {
    const prefixes = [...sources.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '')
    const literals = new Set([...sources.matchAll(/'([\w.]+)'/g)].map(([, literal]) => literal))
    const unused = Object.keys(catalogue).filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    expect(unused).toEqual([])
  })

  it('has every sentence that is said', () => {
    const said = [...sources.matchAll(/\bt\('([\w.]+)'/g)].map(([, key]) => key)
    expect(said.length).toBeGreaterThan(leastSaid)
    expect(said.filter((key) => key === undefined || !(key in catalogue))).toEqual([])
  })

  it('keeps no Russian letter outside itself', () => {
    const code = sources.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')
    expect(code.match(/.*(?<![[/])[а-яё]{2,}.*/giu) ?? []).toEqual([])
  })

  it('has the three forms wherever a number chooses, each with the number', () => {
    for (const [key, message] of Object.entries(catalogue)) {
      if (typeof message === 'string') continue
      expect(Object.keys(message), key).toEqual(['one', 'few', 'many'])
      for (const form of Object.values(message)) expect(form, key).toContain('{n}')
    }
  })
})

describe('what the school says', () => {
  it('chooses the form by the rules of Russian', () => {
    expect([1, 2, 5, 11, 21, 22].map((n) => t('list.points', { n }))).toEqual([
      '1 пункт для вас', '2 пункта для вас', '5 пунктов для вас', '11 пунктов для вас', '21 пункт для вас', '22 пункта для вас',
    ])
  })

  it('uses one form for all numbers in a language that has but one', () => {
    const say = createTranslate({ points: { one: '{n} a', few: '{n} a', many: '{n} a' } } as const, 'sah')
    expect([1, 2, 5].map((n) => say('points', { n }))).toEqual(['1 a', '2 a', '5 a'])
  })

  it('has a sentence for every code a phone can meet, and names a code it does not know', () => {
    const officeOnly = [
      'NotFound',
      'SignInWrong',
      'SessionMissing',
      'RightMissing',
      'OriginForbidden',
      'DateInvalid',
      'AddresseeInvalid',
      'DraftMalformed',
      'DraftChanged',
      'DraftEmpty',
      'MaterialMissing',
      'MaterialTooLarge',
      'MaterialUnsupported',
      'GivenBackUnproven',
      'LoginTaken',
      'LastAdministrator',
      'PasswordWeak',
      'InvitationInvalid',
      'SettingsInvalid',
      'SetupCodeWrong',
      'SetupDone',
      'DocumentChanged',
      'UndoTooLate',
      'OrganizationInvalid',
      'OrganizationExists',
      'OrganizationChanged',
      'SuccessorInvalid',
      'ImportChanged',
      'ImportNoHeadings',
      'ImportEmpty',
      'ImportTooLong',
    ]
    // Met in the point's page alone, which loads late, as `proofFailure` says them.
    const ofFiles = ['OffsetMismatch', 'ProofDamaged', 'ProofTooLarge', 'ProofUnsupported']
    expect(ofFiles.filter((code) => !(`proof.error.${code}` in upkeep) || !Object.hasOwn(errorCodes, code))).toEqual([])
    const met = [...Object.keys(errorCodes).filter((code) => !officeOnly.includes(code) && !ofFiles.includes(code)), ...deviceCodes]
    expect(met.filter((code) => !(code in errors))).toEqual([])
    expect(errorText('FromTheFuture')).toBe('Причина: FromTheFuture. Записи на месте.')
  })
})
