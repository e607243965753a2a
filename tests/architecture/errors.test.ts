import { describe, expect, it } from 'vitest'
import { declaredCodes, findCatalogueGaps } from './errorCatalogue.ts'
import { readTree, type SourceText } from './sourceTree.ts'

describe('the error catalogue', () => {
  const codes = declaredCodes(readTree(['src/core/sync/errors.ts', 'src/core/resolution/issues.ts']))

  it('is declared in both places', () => {
    expect(codes).toEqual(expect.arrayContaining(['BodyMalformed', 'ChangeMalformed', 'NoDirectives', 'DocumentGarbled']))
  })

  it('is the same in code, document and locale', () => {
    const [document] = readTree(['docs/errors.md'], /./)
    const locales = readTree(['src/i18n/locales'], /\/(?:ru|refusals)\.ts$/)
    expect(findCatalogueGaps(codes, document?.source, locales)).toEqual([])
  })
})

describe('a planted gap of the catalogue', () => {
  const errors: SourceText = {
    path: 'src/core/sync/errors.ts',
    source: `export const errorCodes = { A: { status: 400 }, B: { status: null } } as const satisfies Record<string, unknown>\nconst other = { X: 1 }`,
  }
  const issues: SourceText = { path: 'src/core/resolution/issues.ts', source: `export const parseIssueTypes = ['C'] as const` }
  const codes = declaredCodes([errors, issues])
  const document = '| code | meaning |\n|---|---|\n| `A` | one |\n| `B` | two |\n| `C` | three, like `A` |\n'
  const locale = (source: string): SourceText => ({ path: 'src/i18n/locales/ru.ts', source })
  const complete = [locale(`export const ru = { errors: { A: 'один', B: (n: number) => String(n) } }`), locale(`export const office = { 'issue.C': 'три' }`)]

  it('is not seen where all three agree', () => {
    expect(codes).toEqual(['A', 'B', 'C'])
    expect(findCatalogueGaps(codes, document, complete)).toEqual([])
  })

  it('is found in the document, in both directions', () => {
    expect(findCatalogueGaps(codes, document.replace('| `C`', '| `D`'), complete)).toEqual([
      'C is missing in docs/errors.md', 'D in docs/errors.md is no code',
    ])
  })

  it('is found in the locale, an empty sentence too', () => {
    expect(findCatalogueGaps(codes, document, [locale(`export const ru = { A: 'один', B: ' ' }`)])).toEqual([
      'B has no sentence in ru.ts', 'C has no sentence in ru.ts',
    ])
  })

  it('is found when a code is declared twice', () => {
    expect(findCatalogueGaps([...codes, 'A'], document, complete)).toEqual(['A is declared twice'])
  })
})
