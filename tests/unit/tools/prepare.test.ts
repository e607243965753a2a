import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundledNodePath } from '../../../tools/prepareDecision.mjs'

const tools = fileURLToPath(new URL('../../../tools', import.meta.url))
let clone: string

/** Stands for npm: leaves what an install leaves, notes that it ran, and fails or breaks off when told to. */
const fakeNpm = (node: string): string => `#!/bin/sh
echo run >> npm-runs
echo "npm says something on stdout"
if [ -f broken ]; then mkdir -p node_modules; exit 3; fi
rm -rf node_modules && mkdir -p "$(dirname ${node})" && ln -s "${process.execPath}" ${node}
`

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'porucheno-prepare-'))
  mkdirSync(join(clone, 'tools'))
  for (const name of ['prepare.mjs', 'prepareDecision.mjs']) cpSync(join(tools, name), join(clone, 'tools', name))
  writeFileSync(join(clone, 'package-lock.json'), '{"packages":{"":{}}}')
  writeFileSync(join(clone, 'script.ts'), 'const n: number = 7\nconsole.log(JSON.stringify(process.argv.slice(2)))\nprocess.exit(n)\n')
  mkdirSync(join(clone, 'path'))
  writeFileSync(join(clone, 'path', 'npm'), fakeNpm(bundledNodePath(process.platform, process.arch) ?? 'node_modules/none'))
  chmodSync(join(clone, 'path', 'npm'), 0o755)
})

afterEach(() => {
  rmSync(clone, { recursive: true, force: true })
})

const environment = (): NodeJS.ProcessEnv => ({ PATH: `${join(clone, 'path')}:${dirname(process.execPath)}:/usr/bin:/bin` })

const prepare = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ['tools/prepare.mjs', ...args], { cwd: clone, env: environment(), encoding: 'utf8', timeout: 20_000 })

const npmRuns = (): number =>
  existsSync(join(clone, 'npm-runs')) ? readFileSync(join(clone, 'npm-runs'), 'utf8').trim().split('\n').length : 0

describe('prepare', () => {
  it('installs a fresh clone, then gives the script its arguments, its stdout and its exit code', () => {
    const result = prepare('script.ts', 'a b', '--format=html')
    expect(result.status).toBe(7)
    expect(result.stdout).toBe('["a b","--format=html"]\n')
    expect(result.stderr).toContain('Installing')
  })

  it('does not install twice, and does again when the lock changed', () => {
    prepare('script.ts')
    expect(prepare('script.ts')).toMatchObject({ status: 7, stderr: '' })
    expect(npmRuns()).toBe(1)
    writeFileSync(join(clone, 'package-lock.json'), '{"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}')
    prepare('script.ts')
    expect(npmRuns()).toBe(2)
  })

  it('says what failed and runs nothing, and repairs a half install the next time', () => {
    writeFileSync(join(clone, 'broken'), '')
    const failed = prepare('script.ts')
    expect(failed).toMatchObject({ status: 3, stdout: '' })
    expect(failed.stderr).toContain('npm ci failed')
    rmSync(join(clone, 'broken'))
    expect(prepare('script.ts').status).toBe(7)
    expect(npmRuns()).toBe(2)
  })

  it('takes over a tree somebody else installed', () => {
    const node = join(clone, bundledNodePath(process.platform, process.arch) ?? 'node_modules/none')
    mkdirSync(dirname(node), { recursive: true })
    symlinkSync(process.execPath, node)
    writeFileSync(join(clone, 'node_modules', '.package-lock.json'), '{"packages":{}}')
    expect(prepare('script.ts').status).toBe(7)
    expect(npmRuns()).toBe(0)
  })

  it('takes over the turn of an install that died', () => {
    mkdirSync(join(clone, '.cache'))
    const dead = spawnSync(process.execPath, ['--version'])
    writeFileSync(join(clone, '.cache', 'installing'), String(dead.pid))
    expect(prepare('script.ts').status).toBe(7)
  })

  it('hands a signal on and ends as the script ends', async () => {
    prepare('script.ts')
    writeFileSync(join(clone, 'waits.ts'), `process.on('SIGTERM', () => process.exit(42))\nsetInterval(() => undefined, 1000)\nconsole.log('ready')\n`)
    const child = spawn(process.execPath, ['tools/prepare.mjs', 'waits.ts'], { cwd: clone, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', () => child.kill('SIGTERM'))
    expect(await new Promise((done) => child.once('exit', done))).toBe(42)
  })
})
