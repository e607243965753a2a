import type { Fetch } from './ask.ts'

/** A fetch of one address that tells how much of its body (0 to 1) has gone: the browser's own does not. */
export function createProgressFetch(tell: (share: number) => void, timeLimitMs: number): Fetch {
  return (address, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init.method ?? 'GET', String(address))
      request.timeout = timeLimitMs
      new Headers(init.headers).forEach((value, name) => { request.setRequestHeader(name, value) })
      request.upload.addEventListener('progress', ({ loaded, total }) => { tell(total === 0 ? 0 : loaded / total) })
      request.addEventListener('load', () => { resolve(new Response(request.responseText, { status: request.status, headers: retryHeader(request) })) })
      for (const broken of ['error', 'timeout']) request.addEventListener(broken, () => { reject(new TypeError('The request was broken off.')) })
      request.addEventListener('abort', () => { reject(new DOMException('The request was cancelled.', 'AbortError')) })
      init.signal?.addEventListener('abort', () => { request.abort() })
      request.send(init.body instanceof Blob ? init.body : null)
    })
}

function retryHeader(request: XMLHttpRequest): Record<string, string> {
  const value = request.getResponseHeader('retry-after')
  return value === null ? {} : { 'retry-after': value }
}
