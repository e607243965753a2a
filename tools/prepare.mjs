/**
 * `node tools/prepare.mjs SCRIPT [arguments]`: installs what is missing, then runs SCRIPT with a Node that knows
 * TypeScript. Any Node from 20 on starts it; it speaks on stderr only, so that SCRIPT's stdout stays its own.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bundledNodePath, chooseRuntimes, decideInstall, firstNodeWithTypes, installArguments, installStamp, isTreeOfLock,
  npmCommand,
} from './prepareDecision.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const lockPath = join(root, 'package-lock.json')
const stampPath = join(root, 'node_modules', '.install-stamp')
const turnPath = join(root, '.cache', 'installing')
const pollMs = 250
const turnLimitMs = 15 * 60_000

const say = (text) => process.stderr.write(`${text}\n`)
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** Runs a child to its end; the code follows the shell's rule for signals. Undefined: it could not be started. */
function run(command, args, options) {
  return new Promise((done) => {
    const child = spawn(command, args, options)
    const forward = (signal) => {
      // A terminal's Ctrl-C reaches the child by itself; a second one would look like impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const finish = (code) => {
      for (const signal of signals) process.off(signal, forward)
      done(code)
    }
    child.once('error', () => finish(undefined))
    child.once('exit', (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 1)))
  })
}

/** A turn whose holder is gone; by age too, because after a restart of the machine its number may be another's. */
function isTurnAbandoned() {
  const written = statSync(turnPath, { throwIfNoEntry: false })
  if (written === undefined) return false
  if (Date.now() - written.mtimeMs > turnLimitMs) return true
  const holder = Number(readIfThere(turnPath) ?? '')
  // An empty file is one being written.
  if (holder === 0) return false
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** `npm start` and `npm test` in two windows of a fresh clone: the second waits for the first one's install. */
async function takeTurn() {
  mkdirSync(join(root, '.cache'), { recursive: true })
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(turnPath, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isTurnAbandoned()) rmSync(turnPath, { force: true })
    else if (!waited) say('Another command is installing the packages, waiting for it…')
    await new Promise((wake) => setTimeout(wake, pollMs))
  }
}

function installState() {
  const lock = readFileSync(lockPath, 'utf8')
  const wantedStamp = installStamp(lock, `${process.platform}-${process.arch}`)
  const decision = decideInstall({
    stamp: readIfThere(stampPath),
    wantedStamp,
    isTreeOfLock: () => isTreeOfLock(lock, readIfThere(join(root, 'node_modules', '.package-lock.json'))),
  })
  return { decision, wantedStamp }
}

async function npmInstall() {
  const startedMs = Date.now()
  say('Installing the packages (npm ci, about half a minute)…')
  // Without the stamp an install that breaks off is done again.
  rmSync(stampPath, { force: true })
  const npm = npmCommand(process.env, process)
  const code = await run(npm.command, [...npm.args, ...installArguments], {
    cwd: root, stdio: ['ignore', 2, 2], shell: npm.shell,
  })
  if (code === 0) say(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s.`)
  else say(`npm ci failed (exit code ${code ?? 'none: npm was not found'}). Check the network, then run the same command again.`)
  return code ?? 1
}

async function install() {
  if (installState().decision === 'ready') return 0
  await takeTurn()
  try {
    const { decision, wantedStamp } = installState()
    const code = decision === 'install' ? await npmInstall() : 0
    if (code === 0 && decision !== 'ready') writeFileSync(stampPath, wantedStamp)
    return code
  } finally {
    rmSync(turnPath, { force: true })
  }
}

function environmentOfScript() {
  const environment = { ...process.env }
  // Windows spells it `Path`.
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const bin = join(root, 'node_modules', '.bin')
  environment[name] = [bin, ...(environment[name] ?? '').split(delimiter).filter((part) => part !== bin)].join(delimiter)
  return environment
}

async function runScript(script, args) {
  const bundled = bundledNodePath(process.platform, process.arch)
  const bundledFile = bundled === undefined ? undefined : join(root, bundled)
  const runtimes = chooseRuntimes({
    bundled: bundledFile !== undefined && existsSync(bundledFile) ? bundledFile : undefined,
    own: process.execPath,
    ownVersion: process.versions.node,
  })
  const options = { env: environmentOfScript(), stdio: 'inherit' }
  // `--version` and the like are for Node itself.
  const target = script.startsWith('-') ? script : resolve(root, script)
  for (const { command, flags } of runtimes) {
    const code = await run(command, [...flags, target, ...args], options)
    if (code !== undefined) return code
  }
  say(`No Node for this machine (${process.platform}-${process.arch}) came with the packages, and its own is`)
  say(`${process.versions.node}. Install Node ${firstNodeWithTypes} or newer (https://nodejs.org) and run the command again.`)
  return 1
}

const [script, ...args] = process.argv.slice(2)
if (script === undefined) {
  say('Usage: node tools/prepare.mjs SCRIPT [arguments]')
  process.exitCode = 1
} else {
  process.exitCode = (await install()) || (await runScript(script, args))
}
