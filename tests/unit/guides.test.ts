import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { office } from '../../src/i18n/locales/office/ru.ts'
import { school } from '../../src/i18n/locales/ru.ts'
import { upkeep } from '../../src/i18n/locales/upkeep/ru.ts'
import type { Message } from '../../src/i18n/translate.ts'

const docs = new URL('../../docs/', import.meta.url)

/** What a sentence of a program looks like on the screen, whatever stands in its braces. */
function toPatterns(words: Readonly<Record<string, Message>>): RegExp[] {
  return Object.values(words).flatMap((message) => (typeof message === 'string' ? [message] : [message.one, message.few, message.many])).map((form) =>
    new RegExp(`^${form.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\S+')}$`, 'u'))
}

const guides: readonly [string, Readonly<Record<string, Message>>, number][] = [
  ['office-guide', office, 40],
  ['school-guide', { ...school, ...upkeep }, 30],
]

describe.each(guides)('docs/%s.md', (name, words, leastQuotes) => {
  const guide = readFileSync(new URL(`${name}.md`, docs), 'utf8')
  const pictures = [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path)
  const folder = new URL(`images/${name}/`, docs)

  it('shows only pictures that there are, and every picture of its folder', () => {
    expect(pictures.length).toBeGreaterThan(10)
    expect(pictures.filter((path) => !existsSync(new URL(path, docs)))).toEqual([])
    const named = new Set(pictures)
    expect(readdirSync(folder).filter((file) => !named.has(`images/${name}/${file}`))).toEqual([])
  })

  it('quotes in bold only what the screen says', () => {
    const patterns = toPatterns(words)
    const quoted = [...guide.matchAll(/\*\*«(.+?)»\*\*/g)].map(([, text = '']) => text)
    expect(quoted.length).toBeGreaterThan(leastQuotes)
    expect([...new Set(quoted)].filter((text) => !patterns.some((pattern) => pattern.test(text)))).toEqual([])
  })

  it('stays short enough to be read', () => {
    expect(guide.split('\n').length).toBeLessThanOrEqual(250)
    expect(readdirSync(folder).reduce((sum, file) => sum + readFileSync(new URL(file, folder)).length, 0)).toBeLessThanOrEqual(1.5e6)
  })
})
