import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParsedResolution, parseResolution, type Span } from '#core/resolution'
import { normalizeText } from '../../src/core/resolution/normalizeText.ts'

const folder = fileURLToPath(new URL('../../seeds/resolutions/', import.meta.url))
const seeds = readdirSync(folder).filter((name) => name.endsWith('.txt')).map((name) => readFileSync(folder + name, 'utf8'))

/** Words of the genre and signs in any order: near enough to documents to reach every rule, far enough to surprise it. */
const scrap = fc.constantFrom(
  'Решение коллегии', 'РЕЗОЛЮЦИЯ', 'Протокол № 4', 'от 3 марта 2022 г.', 'Заслушав доклад,', 'Совет РЕШИЛ:', 'КОЛЛЕГИЯ РЕКОМЕНДУЕТ:', 'СЛУШАЛИ: Ким И.О.',
  'Директорам школ:', 'Руководителям ДОУ (Ким И.О.):', 'МКУ «Отдел «образования»:', '1.', '1.1.', '- 2.1', '2)', 'а)', '–', '•', 'IV.', '25.01.2022', 'провести опрос',
  'Обеспечить:', 'Обеспечить явку;', 'в период до 2024 года', 'Срок: постоянно.', 'Срок: до 31.02.2022г.', 'Срок: по графику', 'Отв.: Попова А.А.', 'ежемесячно до 5 числа',
  'Председатель', 'И.О. Ким', 'Приложение 1', '«', '»', '"', '(', ')', '*', '**', '\n', '\n\n', '\r\n', ' ', '\u00a0', '\u00ad', 'е\u0308', '\ud83d', '\u0000', '№', '_____', ':', ';', '.',
)
const genreText = fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join(''))
const spacedText = fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join(' '))
const anyText = fc.oneof(genreText, spacedText, fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((codes) => String.fromCharCode(...codes)))
/** A seed with some of its lines dropped, doubled or moved. */
const shuffledSeed = fc.tuple(fc.constantFrom(...seeds), fc.array(fc.nat(100), { minLength: 5, maxLength: 80 })).map(([seed, order]) => {
  const lines = seed.split('\n')
  return order.map((at) => lines[at % lines.length] ?? '').join('\n')
})

/** Each verbatim text with the span that should hold it. */
function spoken({ sections, directives, optional, document }: ParsedResolution): readonly { readonly text: string; readonly span: Span }[] {
  const found: { text: string; span: Span }[] = []
  const add = (text: string | null, span: Span | null): void => {
    if (text !== null && span !== null) found.push({ text, span })
  }
  add(document.operativeMarker, document.operativeSpan)
  for (const { heading, span } of sections) add(heading, span)
  for (const { text, span, children, deadline } of directives) {
    add(text, span)
    for (const child of children) add(child.text, child.span)
    add(deadline.text, deadline.span)
  }
  for (const { text, span } of optional) add(text, span)
  return found
}

const plain = (text: string): string => normalizeText(text).text.replace(/\n+/gu, ' ')

/** The reading without places: what decoration of the text must not change. */
function reading(text: string): unknown {
  const { sections, directives, document, issues } = parseResolution(text)
  return {
    document: { ...document, operativeSpan: null },
    sections: sections.map((section) => ({ ...section, span: null, line: 0 })),
    directives: directives.map((directive) => ({
      ...directive,
      span: null,
      lines: [],
      children: directive.children.map((child) => ({ ...child, span: null })),
      deadline: { ...directive.deadline, span: null },
    })),
    issues: issues.map(({ type }) => type),
  }
}

describe('the parser', () => {
  it('never throws, and every span holds the words it stands for', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, shuffledSeed), (text) => {
        const parsed = parseResolution(text)
        for (const { text: words, span } of spoken(parsed)) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeLessThanOrEqual(text.length)
          expect(plain(text.slice(span.start, span.end))).toBe(words)
        }
        for (const { span } of parsed.issues) if (span !== null) expect(span.start <= span.end && span.end <= text.length).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it('keeps points, nested points and headings in order and apart', () => {
    fc.assert(
      fc.property(fc.oneof(genreText, spacedText, shuffledSeed), (text) => {
        const { sections, directives, optional } = parseResolution(text)
        const parts = [...directives.flatMap(({ span, children }) => [span, ...children.map((child) => child.span)])]
        for (const [at, span] of parts.entries()) {
          expect(span.end).toBeGreaterThan(span.start)
          if (at > 0) expect(span.start).toBeGreaterThanOrEqual(parts[at - 1]?.end ?? 0)
        }
        const all = [...parts, ...sections.flatMap(({ span }) => (span === null ? [] : [span])), ...optional.map(({ span }) => span)].sort((a, b) => a.start - b.start)
        for (const [at, span] of all.entries()) if (at > 0) expect(span.start).toBeGreaterThanOrEqual(all[at - 1]?.end ?? 0)
      }),
      { numRuns: 1000 },
    )
  })

  it('numbers sections from 0 and points of a section from 1 without gaps', () => {
    fc.assert(
      fc.property(fc.oneof(genreText, spacedText, shuffledSeed), (text) => {
        const { sections, directives } = parseResolution(text)
        expect(sections.map(({ index }) => index)).toEqual(sections.map((_, at) => at))
        for (const { index } of sections) {
          const ordinals = directives.filter(({ section }) => section === index).map(({ ordinal }) => ordinal)
          expect(ordinals).toEqual(ordinals.map((_, at) => at + 1))
          expect(ordinals.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('reads the same through empty lines, non-breaking spaces, soft hyphens and emphasis', () => {
    const decoration = fc.record({ line: fc.nat(200), word: fc.nat(200), sort: fc.constantFrom('blank', 'nbsp', 'double', 'bold', 'italic', 'hyphen', 'crlf') })
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(decoration, { minLength: 1, maxLength: 40 }), (seed, decorations) => {
        let lines = seed.split('\n')
        for (const { line, word, sort } of decorations) {
          const at = line % lines.length
          lines = lines.flatMap((text, place) => (place === at ? decorate(text, word, sort) : [text]))
        }
        expect(reading(lines.join('\n'))).toEqual(reading(seed))
      }),
      { numRuns: 300 },
    )
  })

  it('reads ten megabytes of anything in seconds', () => {
    const bytes = 10_000_000
    const fillers = ['А', '\n', '*', '- а\n', '«', 'Срок: до ', 'и\n', '1.1.', 'дошкольного и общего ', 'Руководителям (А', '\ud800', seeds[4] ?? '']
    for (const filler of fillers) {
      const text = filler.repeat(Math.ceil(bytes / filler.length))
      expect(parseResolution(text).issues.length).toBeGreaterThan(0)
    }
  }, 60_000)
})

/** One line decorated as converters do; a line of two gives an empty line between them. */
function decorate(line: string, word: number, sort: 'blank' | 'nbsp' | 'double' | 'bold' | 'italic' | 'hyphen' | 'crlf'): readonly string[] {
  const words = line.split(' ')
  const at = word % words.length
  const chosen = words[at] ?? ''
  const put = (changed: string): readonly string[] => [words.map((each, place) => (place === at ? changed : each)).join(' ')]
  switch (sort) {
    case 'blank':
      return [line, '']
    case 'nbsp':
      return [line.replaceAll(' ', '\u00a0')]
    case 'double':
      return put(`${chosen} `)
    case 'bold':
      return /^\p{L}+$/u.test(chosen) ? put(`**${chosen}**`) : [`**${line}**`]
    case 'italic':
      return /^\p{L}+$/u.test(chosen) ? put(`*${chosen}*`) : [line]
    case 'hyphen':
      return put(chosen.replace(/(?<=\p{Ll}{3})(?=\p{Ll}{3})/u, '\u00ad'))
    case 'crlf':
      return [`${line}\r`]
  }
}
