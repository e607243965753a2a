import { connect } from 'node:tls'
import type { DoctorCheck } from '#core/report'

/** What a look at a certificate found: whom the machine's own store trusts, phones trust as a rule. */
export type CertificateProbe =
  | { readonly found: 'trusted'; readonly untilMs: number }
  | { readonly found: 'untrusted' | 'unreachable' | 'plain'; readonly code: string }

/** How long a look may take (ms). */
const limitMs = 5000

/** Opens a connection to the public address as a phone would, with Node's own list of authorities. */
export function probeCertificate(publicUrl: string): Promise<CertificateProbe> {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return Promise.resolve({ found: 'plain', code: '' })
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname, timeout: limitMs }, () => {
      const untilMs = new Date(socket.getPeerCertificate().valid_to).getTime()
      socket.destroy()
      done({ found: 'trusted', untilMs })
    })
    socket.on('timeout', () => { socket.destroy(new Error('timeout')) })
    socket.on('error', (error: Error & { readonly code?: string }) => {
      const code = error.code ?? error.message
      done({ found: /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code) ? 'untrusted' : 'unreachable', code })
    })
  })
}

/** Asks for the worker of the phones by the public address: kept by a proxy, it would hold every phone at its old version. */
export async function probeWorker(publicUrl: string): Promise<Pick<DoctorCheck, 'state' | 'found'>> {
  try {
    const answer = await fetch(`${publicUrl}/sw.js`, { signal: AbortSignal.timeout(limitMs), cache: 'no-store' })
    await answer.body?.cancel()
    if (!answer.ok) return { state: 'bad', found: 'missing' }
    return /no-cache|no-store|max-age=0/.test(answer.headers.get('cache-control') ?? '') ? { state: 'ok', found: 'fine' } : { state: 'bad', found: 'kept' }
  } catch (cause) {
    // fetch throws for no network, a time limit and an untrusted certificate alike; the other checks say which.
    if (cause instanceof TypeError || cause instanceof DOMException) return { state: 'attention', found: 'unreachable' }
    throw cause
  }
}
