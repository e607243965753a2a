import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { figureSources } from '../../../tools/figureList.ts'
import { readKept, readLastLine, renderFiles, renderTable, replaceTable } from '../../../tools/figures.ts'
import { root } from '../../../tools/repository.ts'

const source = { name: 'kills', what: 'server killed', command: 'npm run proof -- kills' }

describe('figures', () => {
  it('are the JSON object of the last line, and nothing else is taken for one', () => {
    expect(readLastLine('1 kill\n{"kills":3}\n')).toEqual({ kills: 3 })
    for (const output of ['', 'done', '{"kills":3}\ndone', '[1]', 'null']) expect(readLastLine(output), output).toBeNull()
  })

  it('stand in a row with seed, date and machine; a source without figures has none', () => {
    const kept = [{ name: 'kills', date: '2026-11-22', machine: '2 cores', figures: { proof: 'kills', seed: 832893, answeredCount: 11664, lost: [], synchronous: ['full'], byStatus: { ok: 2 } } }]
    expect(renderTable([source, { ...source, name: 'other' }], kept).split('\n').slice(2)).toEqual([
      '| server killed | `npm run proof -- kills` | answered count 11,664, lost 0, synchronous full, by status (ok 2) | 832893 | 2026-11-22 | 2 cores |',
    ])
  })

  it('replace what stood between the marks and keep the rest', () => {
    const text = 'a\n<!-- figures: written by npm run figures -->\nold\n<!-- end of figures -->\nb'
    expect(replaceTable(text, 'new')).toBe('a\n<!-- figures: written by npm run figures -->\nnew\n<!-- end of figures -->\nb')
    expect(() => replaceTable('no marks', 'new')).toThrow('marks')
  })

  it('in the documents are those that were kept', () => {
    for (const [path, text] of renderFiles(readKept())) expect(readFileSync(path, 'utf8'), path).toBe(text)
  })

  it('name commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    for (const { name, command } of figureSources) {
      const [, script, proof] = /^npm run (\S+)(?: -- (\w+))?/.exec(command) ?? []
      expect(Object.keys(scripts), name).toContain(script)
      if (script === 'proof') expect(existsSync(join(root, 'tests', 'proof', `${proof ?? ''}.ts`)), command).toBe(true)
    }
  })
})
