import type { ReportFile } from './reportFile.ts'
import workerUrl from './reportWorker.ts?worker&url'

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

let policy: { createScriptURL(url: string): string } | null = null

/** Writes a file in a worker of its own; aborting ends the worker at once. Throws what the worker threw. */
export async function writeReport(file: ReportFile, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted()
  const worker = new Worker(trusted(workerUrl), { type: 'module', name: 'report' })
  try {
    return await new Promise((done, failed) => {
      signal.addEventListener('abort', () => { failed(signal.reason) }, { once: true })
      worker.addEventListener('error', ({ message }) => { failed(new Error(message)) })
      worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer> | { readonly message: string }>) => {
        if (data instanceof Uint8Array) done(data)
        else failed(new Error(data.message))
      })
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}

/** The server's policy of trusted types passes only the addresses of our own workers. */
function trusted(url: string): string {
  const factory = (globalThis as { readonly trustedTypes?: TrustedTypesFactory }).trustedTypes
  if (factory === undefined) return url
  policy ??= factory.createPolicy('porucheno', {
    createScriptURL(asked) {
      if (asked !== workerUrl) throw new TypeError('Not a worker of ours.')
      return asked
    },
  })
  return policy.createScriptURL(url)
}
