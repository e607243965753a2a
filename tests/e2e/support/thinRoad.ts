/**
 * A thin road between one browser and the server under test: a TCP proxy, so that pages, worker and every connection
 * go through it, with the rate, the round trip and the losses of a bad cell. Loopback only.
 *
 * What it models: each direction has a link of its own, shared by all connections, on which segments of 1,400 bytes (and
 * 40 of headers) follow one another; each is delivered half a round trip later; a new connection waits a round trip
 * first. TCP hides loss from programs, so a lost segment is modelled as what it costs them: each time it is lost it takes
 * the link again after a retransmission time-out of 1.25 round trips (at least 1 s), and whatever follows it on its
 * connection waits for it. TCP's window, acknowledgements and TLS are left out: a sender that halves its window at every
 * loss, or doubles its time-outs, would be slower at great losses.
 */
import { type Socket, connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Gateway } from './gateway.ts'

export interface ThinNetwork {
  readonly kbitPerSecond: number
  readonly rttMs: number
  /** Share of segments lost, from 0 to 1. */
  readonly loss: number
}

export interface ThinRoad extends Gateway {
  /** Bytes that took the links since the road was opened, with headers and what was sent again. */
  carried(): { readonly up: number; readonly down: number }
}

const segmentBytes = 1400
const headerBytes = 40

/** One direction of the cell: segments one after another, whichever connection they belong to. */
interface Link {
  readonly bytes: number
  /** Ends when so many bytes have gone. */
  occupy(bytes: number): Promise<void>
}

function createLink(kbitPerSecond: number): Link {
  let bytes = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    get bytes() {
      return bytes
    },
    async occupy(count) {
      bytes += count
      const mine = last.then(() => pause((count * 8) / kbitPerSecond))
      last = mine
      await mine
    },
  }
}

/** Opens a thin road to the port that `upstream` names; null while there is no server. */
export async function openThinRoad(upstream: () => number | null, network: ThinNetwork, random: () => number): Promise<ThinRoad> {
  const [up, down] = [createLink(network.kbitPerSecond), createLink(network.kbitPerSecond)]
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((browser) => {
    const port = upstream()
    if (isCut || port === null) {
      browser.destroy()
      return
    }
    const origin = connect(port, '127.0.0.1')
    for (const socket of [browser, origin]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    for (const [from, to, link] of [[browser, origin, up], [origin, browser, down]] as const) {
      // A connection broken on one side is broken on the other.
      carry(from, to, link).catch(() => to.destroy())
      to.on('error', () => from.destroy())
    }
  })

  /** Takes what a socket gives, segment by segment, and gives it to the other in order when it has crossed the cell. */
  async function carry(from: Socket, to: Socket, link: Link): Promise<void> {
    await repeatLost(() => Promise.resolve())
    await pause(network.rttMs)
    let last: Promise<unknown> = Promise.resolve()
    for await (const chunk of from) {
      const bytes = Buffer.from(chunk as Uint8Array)
      for (let at = 0; at < bytes.length; at += segmentBytes) {
        const segment = bytes.subarray(at, at + segmentBytes)
        await link.occupy(segment.length + headerBytes)
        const crossed = repeatLost(() => link.occupy(segment.length + headerBytes)).then(() => pause(network.rttMs / 2))
        last = Promise.all([last, crossed]).then(() => { if (!to.destroyed) to.write(segment) })
      }
    }
    await last
    if (!to.destroyed) to.end()
  }

  /** Waits and sends again as long as chance loses it. */
  async function repeatLost(send: () => Promise<void>): Promise<void> {
    while (random() < network.loss) {
      await pause(Math.max(1000, 1.25 * network.rttMs))
      await send()
    }
  }

  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    url: `http://localhost:${String(port)}`,
    passed: [],
    decide() { throw new Error('A thin road looks into no request.') },
    heal() { throw new Error('A thin road looks into no request.') },
    setCut(next) {
      isCut = next
      if (isCut) for (const socket of sockets) socket.destroy()
    },
    carried: () => ({ up: up.bytes, down: down.bytes }),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => { done() }))
    },
  }
}
