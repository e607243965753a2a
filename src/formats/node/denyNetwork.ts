import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

/**
 * Closes every door to the network in this process, for a reader that has a stranger's file in its hands: nothing it
 * reads can make it ask anybody for anything. The doors to the disk are closed by Node's `--permission`.
 */
export function denyNetwork(): void {
  const refuse = (): never => {
    throw new Error('A document asked for the network.')
  }
  Object.assign(net.Socket.prototype, { connect: refuse })
  Object.assign(net.Server.prototype, { listen: refuse })
  Object.assign(dgram.Socket.prototype, { bind: refuse, send: refuse, connect: refuse })
  Object.assign(dns, { lookup: refuse, resolve: refuse })
  Object.assign(globalThis, { fetch: refuse, WebSocket: refuse, EventSource: refuse })
}
