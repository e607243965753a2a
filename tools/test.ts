/**
 * `npm test`: types, lint, every suite, the build and the real browsers; `--quick` (`npm run check`) stops before the
 * build. A step that fails does not keep the later ones from running. Exit codes: 0 all passed, 1 something failed,
 * 3 all passed but there was no browser to run the last suite in.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browser.ts'
import { isEntry } from './repository.ts'
import { type Counts, sumCounts } from './testReports.ts'
import { browserStep, buildStep, quickSteps, runStep, type Step, type StepResult } from './testSteps.ts'

const exitWithoutBrowser = 3

let running: ChildProcess | undefined
let interruptedBy: NodeJS.Signals | undefined

async function runSteps(steps: readonly Step[]): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (const step of steps) {
    if (interruptedBy !== undefined) break
    console.log(`\n━━ ${step.name} ${'━'.repeat(Math.max(0, 60 - step.name.length))}`)
    const result = await runStep(step, (child) => { running = child })
    results.push(result)
    console.log(`━━ ${step.name}: ${describe(result)}`)
  }
  return results
}

function describe(result: StepResult): string {
  const seconds = `${result.seconds.toFixed(1)} s`
  if (result.countsByFolder.size === 0) return `${result.ok ? 'ok' : 'FAILED'}, ${seconds}`
  const { passed, failed } = sumCounts(result.countsByFolder.values())
  return `${result.ok ? 'ok' : 'FAILED'}, ${String(passed)} passed, ${String(failed)} failed, ${seconds}`
}

/** The table at the end: a row per step, and under a step of several folders a row for each. */
export function formatTable(results: readonly StepResult[]): string {
  const cells = (counts: Counts): readonly string[] => [
    String(counts.passed), String(counts.failed), counts.skipped === 0 ? '' : `${String(counts.skipped)} skipped`,
  ]
  const rows = [['step', '', 'seconds', 'passed', 'failed', '']]
  for (const { name, ok, seconds, countsByFolder } of results) {
    const total = countsByFolder.size === 0 ? ['', '', ''] : cells(sumCounts(countsByFolder.values()))
    rows.push([name, ok ? 'ok' : 'FAILED', seconds.toFixed(1), ...total])
    if (countsByFolder.size < 2) continue
    for (const [folder, counts] of countsByFolder) rows.push([`  ${folder}`, '', '', ...cells(counts)])
  }
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const pad = (cell: string, column: number): string =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** The real-browser suite's results; none, with the command that would bring a browser, when there is no browser. */
async function runBrowsers(reports: string): Promise<{ readonly results: readonly StepResult[]; readonly advice: string }> {
  if (interruptedBy !== undefined) return { results: [], advice: '' }
  const chromium = ensureChromium()
  if (chromium.type === 'found') return { results: await runSteps([browserStep(reports, chromium.path)]), advice: '' }
  const command = chromium.command === undefined ? '' : ` This command installs it:\n\n  ${chromium.command}\n`
  return { results: [], advice: `${chromium.reason} The real-browser suite did not run.${command}` }
}

async function main(quick: boolean): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'porucheno-test-'))
  try {
    const quickResults = await runSteps(quick ? quickSteps(reports) : [...quickSteps(reports), buildStep])
    const browsers = quick ? { results: [], advice: '' } : await runBrowsers(reports)
    const results = [...quickResults, ...browsers.results]
    console.log(`\n${formatTable(results)}\n`)
    if (browsers.advice !== '') console.log(`${browsers.advice}\n`)
    const total = sumCounts(results.flatMap((result) => [...result.countsByFolder.values()]))
    console.log(`${String(total.passed)} passed, ${String(total.failed)} failed`)
    if (interruptedBy !== undefined) return 128 + constants.signals[interruptedBy]
    if (results.some((result) => !result.ok)) return 1
    return browsers.advice === '' ? 0 : exitWithoutBrowser
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

if (isEntry(import.meta.url)) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interruptedBy = signal
      running?.kill(signal)
    })
  }
  process.exitCode = await main(process.argv.includes('--quick'))
}
