import { describe, expect, test } from 'vitest'
import { ChildReader, readInChild } from '../../src/formats/node/readInChild.ts'
import { hostileFiles, zipBombs } from '../support/files/hostileFiles.ts'
import { utf8 } from '../support/files/makeDocx.ts'
import { mutationsOf, readHostile } from '../support/files/readHostile.ts'

const minutes = 60_000

describe('a process that reads strangers’ files', () => {
  // Each in a process of its own: npm run proof -- hostileFiles
  test('meets more than a hundred and fifty hostile files, and gives a text or a code for each', { timeout: 6 * minutes }, async () => {
    const files = hostileFiles()
    expect(files.length).toBeGreaterThanOrEqual(150)
    const reader = new ChildReader()
    const { wrong } = await readHostile(files.length, (place) => { const file = files[place]; return { name: file?.name ?? '', bytes: file?.bytes() ?? utf8('') } }, (bytes) => reader.read(bytes))
    reader.close()
    expect(wrong).toEqual([])
  })

  test('refuses archives that inflate without end by what comes out of them', { timeout: 2 * minutes }, async () => {
    for (const { name, bytes } of zipBombs().slice(0, 6)) {
      const read = await readInChild(bytes())
      expect(read, name).toMatchObject({ ok: false, error: { type: 'DocumentUnpacksTooLarge' } })
    }
  })

  test('meets 2,000 spoilt documents one after another, and 45 each in a process of its own', { timeout: 6 * minutes }, async () => {
    const reader = new ChildReader()
    const spoilt = await readHostile(2000, mutationsOf(1), (bytes) => reader.read(bytes))
    reader.close()
    const fresh = await readHostile(45, mutationsOf(5000), readInChild)
    expect([...spoilt.wrong, ...fresh.wrong]).toEqual([])
    expect(spoilt.countByCode['text'] ?? 0).toBeGreaterThan(100)
  })

  test('is ended when it takes too long or too much, and the next file gets a new one', { timeout: minutes }, async () => {
    const endless = hostileFiles().find(({ name }) => name === 'a million saved states')?.bytes() ?? utf8('')
    const reader = new ChildReader({ timeMs: 600, memoryBytes: 256 * 1024 * 1024 })
    expect(await reader.read(endless)).toEqual({ ok: false, error: { type: 'DocumentTooSlow' } })
    expect(await reader.read(utf8('Решение'))).toMatchObject({ ok: true })
    reader.close()
    const small = new ChildReader({ timeMs: 20_000, memoryBytes: 40 * 1024 * 1024 })
    expect(await small.read(endless)).toEqual({ ok: false, error: { type: 'DocumentTooHeavy' } })
    small.close()
  })
})
