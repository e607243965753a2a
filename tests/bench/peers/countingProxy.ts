/* A process between a device and a server: counts every byte of TCP and gives the line a round trip and a rate. */
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'

/** What the line is like; both directions alike. */
export interface LineProfile {
  /** Round trip (ms); 0 is the machine's own. */
  readonly roundTripMs: number
  /** Rate (kbit/s) of each direction, shared by all connections; 0 is the machine's own. */
  readonly kbitPerSecond: number
}

/** What has gone through since the start (bytes, connections). */
export interface LineReadings {
  readonly up: number
  readonly down: number
  readonly connections: number
}

type Direction = 'up' | 'down'

/** A packet's worth of payload. */
const packetBytes = 1448

let line: LineProfile = { roundTripMs: 0, kbitPerSecond: 0 }
let target = 0
const counted = { up: 0, down: 0, connections: 0 }
/** Until when (ms) each direction of the link is busy. */
const busyUntil: Record<Direction, number> = { up: 0, down: 0 }

function forward(from: Socket, to: Socket, direction: Direction, openAtMs: number): void {
  let written = Promise.resolve()
  let lastAtMs = 0
  from.on('data', (bytes) => {
    counted[direction] += bytes.length
    if (line.roundTripMs === 0 && line.kbitPerSecond === 0) {
      to.write(bytes)
      return
    }
    for (let start = 0; start < bytes.length; start += packetBytes) {
      const packet = bytes.subarray(start, start + packetBytes)
      lastAtMs = Math.max(lastAtMs, arrivalOf(packet.length, direction, openAtMs))
      const atMs = lastAtMs
      written = written.then(() => until(atMs)).then(() => { if (!to.destroyed) to.write(packet) })
    }
  })
  from.on('end', () => void written.then(() => to.end()))
  from.on('close', () => void written.then(() => { to.destroySoon() }))
  from.on('error', () => to.destroy())
}

function arrivalOf(bytes: number, direction: Direction, openAtMs: number): number {
  const startMs = Math.max(performance.now(), openAtMs, busyUntil[direction])
  const sentMs = startMs + (line.kbitPerSecond === 0 ? 0 : (bytes * 8) / line.kbitPerSecond)
  if (line.kbitPerSecond > 0) busyUntil[direction] = sentMs
  return sentMs + line.roundTripMs / 2
}

function until(atMs: number): Promise<void> {
  const delayMs = atMs - performance.now()
  return delayMs > 0.5 ? new Promise((done) => setTimeout(done, delayMs)) : Promise.resolve()
}

const server = createServer({ allowHalfOpen: true }, (phone) => {
  counted.connections += 1
  // The handshake of TCP takes one round trip before the first byte can leave.
  const openAtMs = performance.now() + line.roundTripMs
  const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
  phone.setNoDelay(true)
  upstream.setNoDelay(true)
  forward(phone, upstream, 'up', openAtMs)
  forward(upstream, phone, 'down', 0)
})
server.listen(0, '127.0.0.1', () => process.send?.({ ready: (server.address() as AddressInfo).port }))

process.on('message', ({ id, operation, args: [argument] }: { readonly id: number; readonly operation: string; readonly args: readonly unknown[] }) => {
  if (operation === 'target') target = Number(argument)
  if (operation === 'profile') {
    line = argument as LineProfile
    busyUntil.up = busyUntil.down = 0
  }
  process.send?.({ id, answer: operation === 'readings' ? { ...counted } : true })
})
process.once('disconnect', () => process.exit(0))
