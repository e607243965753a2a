import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { office } from '../../src/i18n/locales/office/ru.ts'

const docs = new URL('../../docs/', import.meta.url)
const guide = readFileSync(new URL('office-guide.md', docs), 'utf8')
const pictures = [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path)

/** What a sentence of the program looks like on the screen, whatever stands in its braces. */
const patterns = Object.values(office).flatMap((message) => (typeof message === 'string' ? [message] : [message.one, message.few, message.many])).map((form) =>
  new RegExp(`^${form.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\S+')}$`, 'u'))

describe('docs/office-guide.md', () => {
  it('shows only pictures that there are, and every picture of its folder', () => {
    expect(pictures.length).toBeGreaterThan(10)
    expect(pictures.filter((path) => !existsSync(new URL(path, docs)))).toEqual([])
    const named = new Set(pictures)
    expect(readdirSync(new URL('images/office-guide/', docs)).filter((file) => !named.has(`images/office-guide/${file}`))).toEqual([])
  })

  it('quotes in bold only what the screen says', () => {
    const quoted = [...guide.matchAll(/\*\*«(.+?)»\*\*/g)].map(([, words = '']) => words)
    expect(quoted.length).toBeGreaterThan(40)
    expect([...new Set(quoted)].filter((words) => !patterns.some((pattern) => pattern.test(words)))).toEqual([])
  })

  it('stays short enough to be read', () => {
    expect(guide.split('\n').length).toBeLessThanOrEqual(250)
    const size = readdirSync(new URL('images/office-guide/', docs)).reduce((sum, file) => sum + readFileSync(new URL(`images/office-guide/${file}`, docs)).length, 0)
    expect(size).toBeLessThanOrEqual(1.5e6)
  })
})
