import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { limitSystem } from './limit/limitSystem.ts'
import { oursSystem } from './ours/oursSystem.ts'
import type { PeerSystem } from './system.ts'

/** What needs nothing but the project itself. */
const ownSystems: readonly PeerSystem[] = [limitSystem, oursSystem]

const packages = new URL('packages/', import.meta.url)

/** The named systems in the order named; `all` is every one. The peers' packages are installed when one of them is asked for. */
export async function loadSystems(ids: readonly string[]): Promise<PeerSystem[]> {
  const isOwn = ids.every((id) => ownSystems.some((system) => system.id === id))
  const known = isOwn ? ownSystems : [...ownSystems, ...(await loadPeers())]
  if (ids.includes('all')) return [...known]
  return ids.map((id) => {
    const system = known.find((one) => one.id === id)
    if (system === undefined) throw new Error(`There is no system called ${id}; there are ${known.map((one) => one.id).join(', ')}.`)
    return system
  })
}

async function loadPeers(): Promise<readonly PeerSystem[]> {
  if (!existsSync(new URL('node_modules', packages))) await installPackages()
  const { peerSystems } = await import('./packages/peerSystems.ts')
  return peerSystems
}

function installPackages(): Promise<void> {
  process.stderr.write('Installing the packages of the peers (once, about a minute)…\n')
  const npm = spawn('npm', ['ci'], { cwd: fileURLToPath(packages), stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  return new Promise((done, failed) => {
    npm.once('error', failed)
    npm.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`npm ci ended with ${String(code)}.`))
    })
  })
}
