/** The Chromium of the real-browser suites: the machine's own, else Debian's package. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// Without a font of its own a bare Debian draws Cyrillic as boxes.
const packages = ['chromium', 'fonts-dejavu-core']
const aptInstall = ['install', '-y', '--no-install-recommends', ...packages]

/** What every suite starts Chromium with: no sandbox (root in a container has none) and no calls of its own. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

/**
 * Absolute path of a Chromium on this machine, or undefined. `CHROMIUM_PATH` decides alone when it is set; the last
 * place looked at is the one `npx playwright install chromium` fills.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return isExecutable(named) ? named : undefined
  return [...usualPaths, chromium.executablePath()].find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export interface Machine {
  readonly isRoot: boolean
  /** The text of /etc/os-release, empty where there is none. */
  readonly osRelease: string
  readonly hasApt: boolean
}

/**
 * How this machine gets a Chromium: `apt` when we may install Debian's package ourselves (Ubuntu's package of that
 * name needs snap), else the one command a person runs.
 */
export function planChromium(machine: Machine): { readonly type: 'apt' } | { readonly type: 'ask'; readonly command: string } {
  const isDebian = machine.hasApt && /^ID=["']?debian["']?$/m.test(machine.osRelease)
  if (isDebian && machine.isRoot) return { type: 'apt' }
  if (isDebian) return { type: 'ask', command: `sudo apt-get update && sudo apt-get ${aptInstall.join(' ')}` }
  return { type: 'ask', command: 'npx playwright install chromium' }
}

export type ChromiumResult =
  | { readonly type: 'found'; readonly path: string }
  /** `command` is the one that installs it; undefined when `CHROMIUM_PATH` names a file that is none. */
  | { readonly type: 'missing'; readonly reason: string; readonly command?: string }

/** Finds a Chromium, or installs Debian's as root. Its progress goes to stderr. */
export function ensureChromium(): ChromiumResult {
  const path = findChromium()
  if (path !== undefined) return { type: 'found', path }
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return { type: 'missing', reason: `CHROMIUM_PATH names no program (${named}).` }

  const plan = planChromium(readMachine())
  if (plan.type === 'ask') return { type: 'missing', reason: 'This machine has no Chromium.', command: plan.command }
  console.error('No Chromium here: installing Debian’s package…')
  const installed = aptGet(['-qq', 'update']) && aptGet(['-qq', ...aptInstall])
  const installedPath = installed ? findChromium() : undefined
  if (installedPath !== undefined) return { type: 'found', path: installedPath }
  return { type: 'missing', reason: 'apt-get could not install Chromium.', command: `apt-get update && apt-get ${aptInstall.join(' ')}` }
}

function readMachine(): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    hasApt: existsSync('/usr/bin/apt-get'),
  }
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', [...args], { env, stdio: ['ignore', 2, 2] }).status === 0
}
