import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'parse-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
function parse(content: string | Uint8Array | null, ...more: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const file = join(folder, 'document.txt')
  if (content === null) rmSync(file, { force: true })
  else writeFileSync(file, content)
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, file, ...more], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('a document becomes one JSON object', () => {
  const { status, stdout, stderr } = parse('Решение совета\nСовет решил:\n1. Директорам школ сдать отчёт до 5 мая 2023 года.\n')
  const printed: unknown = JSON.parse(stdout)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(printed).toMatchObject({ source: 'document.txt', document: { kind: 'decision' }, directives: [{ number: '1', deadline: { date: '2023-05-05' } }] })
})

test('a text without directives gives an empty list, the reason and exit 0', () => {
  for (const [text, reason] of [['', 'EmptyText'], ['Приглашаем на праздник.', 'NoOperativePart']] as const) {
    const { status, stdout } = parse(text)
    const printed: unknown = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(printed).toMatchObject({ directives: [], issues: expect.arrayContaining([{ type: reason, span: null }]) })
  }
})

test('a file that cannot be read gives exit 2, one line on stderr and nothing on stdout', () => {
  for (const content of [null, Uint8Array.of(0, 1, 2, 3, 0, 255), Uint8Array.of(0x25, 0x50, 0x44, 0x46)]) {
    const { status, stdout, stderr } = parse(content)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^parse: [^\n]+\n$/u)
  }
  expect(parse('', '--format', 'xml')).toMatchObject({ status: 2, stdout: '' })
})

test('several files give a line each, with progress beside; a bad one does not hold back the others', () => {
  const many = mkdtempSync(join(folder, 'many-'))
  for (const [name, text] of [['а.txt', 'Решение\nСовет решил:\n1. Провести опрос.'], ['б.txt', 'ПРИКАЗЫВАЮ:\n1. Директорам школ провести опрос.'], ['в.pdf', '%PDF-1.7'], ['г.png', 'x']] as const) writeFileSync(join(many, name), text)
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, many], { encoding: 'utf8' })
  expect(stdout.trim().split('\n').map((line) => (JSON.parse(line) as { source: string }).source)).toEqual(['а.txt', 'б.txt'])
  expect(stderr).toContain('1 из 3: ')
  expect(stderr).toMatch(/в\.pdf: .*\[Document\w+\]/u)
  expect(status).toBe(2)
})

test('a table shows each point with what a person should look at', () => {
  const { status, stdout } = parse('Решение совета\nСовет решил:\n1. Директорам школ сдать отчёт до 5 мая 2023 года.\n2. Провести опрос.\n', '--format', 'table')
  expect(status).toBe(0)
  expect(stdout).toContain('Директорам школ')
  expect(stdout).toContain('не позднее: 5 мая 2023 года')
  expect(stdout).toContain('решите: Адресат не назван: назначьте.')
})

test('the annotated page escapes everything that the document brings', () => {
  const { status, stdout } = parse('Решение <script>alert(1)</script>\nСовет "решил":\n1. Директорам <b onmouseover=\'x\'> школ & лицеев провести опрос.\n', '--format', 'html')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^<!doctype html>/u)
  expect(stdout).not.toMatch(/<script|<b on/u)
  expect(stdout).toContain('&lt;b onmouseover=&#39;x&#39;&gt; школ &amp; лицеев')
})
