import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageBinary, root } from './repository.ts'
import { type Counts, countPlaywright, countVitest, sumCounts } from './testReports.ts'

/** One step of `npm test`: a program of its own, with the way its report is counted. */
export interface Step {
  readonly name: string
  readonly args: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
  /** Where the step leaves its JSON report; none for steps that have no tests. */
  readonly reportPath?: string
  readonly count?: (report: unknown) => ReadonlyMap<string, Counts>
}

export interface StepResult {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
  /** By folder of tests; empty for a step without tests, with one failure in it for any that failed uncounted. */
  readonly countsByFolder: ReadonlyMap<string, Counts>
}

const suites = ['unit', 'device', 'component', 'integration']

/** The steps before the browsers, in order; `reports` is a folder for the runners' JSON. */
export function quickSteps(reports: string): readonly Step[] {
  return [
    { name: 'types', args: [packageBinary('vue-tsc'), '-b'] },
    {
      name: 'lint',
      args: [
        packageBinary('eslint'), '.', '--max-warnings', '0',
        '--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/',
      ],
    },
    ...suites.map((suite) => vitestStep(suite, join(reports, `${suite}.json`))),
  ]
}

function vitestStep(suite: string, reportPath: string): Step {
  const args = [
    packageBinary('vitest'), 'run', '--project', suite, '--passWithNoTests',
    '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`,
  ]
  return { name: suite, args, reportPath, count: countVitest }
}

export const buildStep: Step = { name: 'build', args: ['tools/build.ts'] }

export function browserStep(reports: string, chromiumPath: string): Step {
  const reportPath = join(reports, 'browser.json')
  return {
    name: 'browser',
    args: [packageBinary('@playwright/test', 'playwright'), 'test', '--pass-with-no-tests'],
    environment: { BROWSER_REPORT: reportPath, CHROMIUM_PATH: chromiumPath },
    reportPath,
    count: (report) => new Map([['e2e', countPlaywright(report)]]),
  }
}

/** Runs a step to its end with its own words on the screen; `started` gets the child, to be ended with us. */
export async function runStep(step: Step, started: (child: ChildProcess) => void): Promise<StepResult> {
  const startedMs = performance.now()
  const env = { ...process.env, ...step.environment }
  const child = spawn(process.execPath, step.args, { cwd: root, env, stdio: 'inherit' })
  started(child)
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('exit', done)
  })
  const counted = step.count?.(readReport(step.reportPath)) ?? new Map<string, Counts>()
  const seconds = (performance.now() - startedMs) / 1000
  return { name: step.name, ok: code === 0, seconds, countsByFolder: withFailure(step.name, code === 0, counted) }
}

/** «0 failed» must never stand under a step that failed: types, lint, a build, or an error outside every test. */
export function withFailure(name: string, ok: boolean, counted: ReadonlyMap<string, Counts>): ReadonlyMap<string, Counts> {
  if (ok || sumCounts(counted.values()).failed > 0) return counted
  return new Map([...counted, [`${name} itself`, { passed: 0, failed: 1, skipped: 0 }]])
}

function readReport(path: string | undefined): unknown {
  if (path === undefined || !existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
