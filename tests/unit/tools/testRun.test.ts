import { describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium, planChromium } from '../../../tools/browser.ts'
import { firstDocLine } from '../../../tools/proof.ts'
import { formatTable } from '../../../tools/test.ts'
import { countPlaywright, countVitest, sumCounts } from '../../../tools/testReports.ts'
import { withFailure } from '../../../tools/testSteps.ts'

const counts = (passed: number, failed: number, skipped = 0) => ({ passed, failed, skipped })

describe('the counts of Vitest', () => {
  const test = (status: string) => ({ status })

  it('are kept by folder', () => {
    const report = {
      testResults: [
        { name: '/repo/tests/unit/a.test.ts', status: 'passed', assertionResults: [test('passed'), test('passed')] },
        { name: '/repo/tests/unit/core/b.test.ts', status: 'failed', assertionResults: [test('failed'), test('pending')] },
        { name: 'C:\\repo\\tests\\golden\\c.test.ts', status: 'passed', assertionResults: [test('passed')] },
      ],
    }
    expect([...countVitest(report)]).toEqual([['unit', counts(2, 1, 1)], ['golden', counts(1, 0)]])
  })

  it('name a file that did not load as a failure', () => {
    expect(sumCounts(countVitest({ testResults: [{ name: 'tests/unit/a.test.ts', status: 'failed', assertionResults: [] }] }).values())).toEqual(counts(0, 1))
  })

  it('are none in a report that is missing or something else', () => {
    for (const report of [undefined, null, [], { testResults: 7 }]) expect(countVitest(report).size).toBe(0)
  })
})

describe('the counts of Playwright', () => {
  it('take a test that passed only when repeated, and a broken file, for failures', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'x' }] })).toEqual(counts(5, 3, 2))
    expect(countPlaywright(undefined)).toEqual(counts(0, 0))
  })
})

describe('a step that failed', () => {
  it('is never shown as 0 failed', () => {
    expect(sumCounts(withFailure('lint', false, new Map()).values())).toEqual(counts(0, 1))
    expect(sumCounts(withFailure('unit', false, new Map([['unit', counts(9, 0)]])).values())).toEqual(counts(9, 1))
  })

  it('is not counted twice', () => {
    expect(sumCounts(withFailure('unit', false, new Map([['unit', counts(9, 2)]])).values())).toEqual(counts(9, 2))
  })
})

describe('the table at the end', () => {
  it('has a row per step and per folder of a step', () => {
    const table = formatTable([
      { name: 'types', ok: true, seconds: 1.26, countsByFolder: new Map() },
      { name: 'unit', ok: false, seconds: 10, countsByFolder: new Map([['unit', counts(9, 1)], ['golden', counts(5, 0, 1)]]) },
    ])
    expect(table.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' '))).toEqual([
      'step seconds passed failed', 'types ok 1.3', 'unit FAILED 10.0 14 1 1 skipped', ' unit 9 1', ' golden 5 0 1 skipped',
    ])
  })
})

describe('a Chromium', () => {
  it('is the one that CHROMIUM_PATH names, and no other when that is none', () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath)
    expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).toBeUndefined()
  })

  it('is installed by us only as root on Debian; else a person gets the one command', () => {
    const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'
    expect(planChromium({ isRoot: true, hasApt: true, osRelease: debian })).toEqual({ type: 'apt' })
    expect(planChromium({ isRoot: false, hasApt: true, osRelease: debian })).toMatchObject({ command: expect.stringContaining('sudo apt-get') })
    for (const osRelease of ['ID=ubuntu\nID_LIKE=debian\n', 'ID=fedora\n', '']) {
      expect(planChromium({ isRoot: true, hasApt: true, osRelease })).toEqual({ type: 'ask', command: 'npx playwright install chromium' })
    }
  })

  it('makes no calls of its own', () => {
    expect(chromiumArguments).toEqual(expect.arrayContaining(['--disable-background-networking', '--disable-component-update', '--disable-sync']))
  })
})

describe('a proof’s summary', () => {
  it.each([
    ['/** Kills the server. */\nimport x', 'Kills the server.'],
    ['/**\n * Kills the server\n * often.\n */', 'Kills the server'],
    ['// Kills the server.\nx', 'Kills the server.'],
    ['import x', ''],
  ])('is the first line of its opening comment: %j', (source, summary) => {
    expect(firstDocLine(source)).toBe(summary)
  })
})
