/** What decides the headers of a page. */
export interface PageHeaderInput {
  /** Where browsers reach the server. */
  readonly publicUrl: string
  /** With demonstration data one page shows both programs in frames. */
  readonly demonstration: boolean
  readonly isDemoPage: boolean
}

const oneYearSeconds = 31_536_000

/** Headers of an HTML page. An API answer carries only `apiHeaders`: the full set would outweigh an idle exchange. */
export function pageHeaders(input: PageHeaderInput): Readonly<Record<string, string>> {
  const { publicUrl } = input
  return {
    'content-security-policy': contentSecurityPolicy(input),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(publicUrl.startsWith('https://') ? { 'strict-transport-security': `max-age=${String(oneYearSeconds)}` } : {}),
  }
}

/** Headers of every answer under `/api/`. */
export const apiHeaders: Readonly<Record<string, string>> = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }

function contentSecurityPolicy({ demonstration, isDemoPage }: PageHeaderInput): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ...(isDemoPage ? ["frame-src 'self'"] : []),
    `frame-ancestors ${demonstration ? "'self'" : "'none'"}`,
    "require-trusted-types-for 'script'",
    // `porucheno` passes only the addresses of our own worker.
    'trusted-types vue porucheno',
  ].join('; ')
}
