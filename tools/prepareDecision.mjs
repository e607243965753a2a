/**
 * What `prepare.mjs` decides, as pure functions: plain JavaScript, because it runs before anything is installed.
 */
import { createHash } from 'node:crypto'

/** The first Node that runs TypeScript without a flag. */
export const firstNodeWithTypes = '22.18.0'

/**
 * The stamp of a finished install: the lock's content and the platform whose binaries were taken.
 * @param {string} lockText
 * @param {string} platform for example `linux-x64`
 * @returns {string} hexadecimal SHA-256
 */
export const installStamp = (lockText, platform) =>
  createHash('sha256').update(platform).update('\n').update(lockText).digest('hex')

/**
 * Whether the tree npm left behind is the one the lock asks for, so that a developer's own `npm ci` or
 * `npm install` is not repeated. npm writes its hidden lock last: an install that broke off has none.
 * Optional packages of other platforms may be absent.
 * @param {string} lockText `package-lock.json`
 * @param {string | undefined} hiddenLockText `node_modules/.package-lock.json`
 * @returns {boolean}
 */
export function isTreeOfLock(lockText, hiddenLockText) {
  if (hiddenLockText === undefined) return false
  const wanted = packagesOf(lockText)
  const present = packagesOf(hiddenLockText)
  if (wanted === undefined || present === undefined) return false
  const isExtra = (path) => wanted[path] === undefined
  if (Object.keys(present).some(isExtra)) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** @param {string} text @returns {Record<string, any> | undefined} undefined when the text is cut or no lock */
function packagesOf(text) {
  try {
    const packages = JSON.parse(text).packages
    return typeof packages === 'object' && packages !== null ? packages : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * @param {{ stamp: string | undefined, wantedStamp: string, isTreeOfLock: () => boolean }} state
 * @returns {'ready' | 'adopt' | 'install'} `adopt`: the tree is right and only our stamp is missing or old
 */
export function decideInstall(state) {
  if (state.stamp === state.wantedStamp) return 'ready'
  return state.isTreeOfLock() ? 'adopt' : 'install'
}

/**
 * Where the bundled Node lies, relative to the repository; undefined where npm has none for the platform.
 * @param {string} platform `process.platform`
 * @param {string} arch `process.arch`
 * @returns {string | undefined}
 */
export function bundledNodePath(platform, arch) {
  const path = { 'linux-x64': 'bin/node', 'linux-arm64': 'bin/node', 'win32-x64': 'bin/node.exe' }[`${platform}-${arch}`]
  return path === undefined ? undefined : `node_modules/node-${platform === 'win32' ? 'win' : platform}-${arch}/${path}`
}

/**
 * @param {string} version for example `22.18.0`
 * @returns {boolean} whether this Node runs the project's TypeScript by itself
 */
export function runsTypes(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = firstNodeWithTypes.split('.').map(Number)
  return major > needMajor || (major === needMajor && minor >= needMinor)
}

/**
 * The Nodes to try, best first; a bundled one that the machine cannot start (another libc) is followed by its own.
 * @param {{ bundled: string | undefined, own: string, ownVersion: string }} machine
 * @returns {{ command: string, flags: string[] }[]} empty: nothing here runs TypeScript
 */
export function chooseRuntimes({ bundled, own, ownVersion }) {
  const runtimes = []
  if (bundled !== undefined) runtimes.push({ command: bundled, flags: [] })
  if (runsTypes(ownVersion) && own !== bundled) {
    runtimes.push({ command: own, flags: ['--disable-warning=ExperimentalWarning'] })
  }
  return runtimes
}

/**
 * How npm is started: by the Node and the file it was itself started with, because `node_modules/.bin/node` is
 * about to be removed under the install, and because Windows cannot start `npm.cmd` without a shell.
 * @param {{ npm_execpath?: string | undefined, npm_node_execpath?: string | undefined }} environment
 * @param {{ execPath: string, platform: string }} own
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(environment, own) {
  const file = environment.npm_execpath
  if (file !== undefined && /npm-cli\.c?js$/.test(file)) {
    return { command: environment.npm_node_execpath ?? own.execPath, args: [file], shell: false }
  }
  return { command: 'npm', args: [], shell: own.platform === 'win32' }
}

/** The arguments of the install: production settings of the machine must not leave the build's packages out. */
export const installArguments = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--include=dev', '--include=optional']
