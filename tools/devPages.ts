import type { Plugin } from 'vite'

/**
 * The page whose shell answers an address in the developer's loop: `/office/documents` is the office's, `/list` the
 * school's (undefined: left as it is). The server does the same with the built pages.
 */
export function pageOfAddress(address: string, pages: readonly string[]): string | undefined {
  const path = address.split(/[?#]/, 1)[0] ?? ''
  const isFile = /\.[a-z0-9]+$/i.test(path)
  return isFile ? undefined : pages.find((page) => path === `/${page}` || path.startsWith(`/${page}/`))
}

/** Vite alone falls back to index.html for every deep link; this sends each program's links to its own page. */
export function devPages(pages: readonly string[]): Plugin {
  return {
    name: 'dev-pages',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const wantsPage = request.headers.accept?.includes('text/html') === true
        const page = wantsPage ? pageOfAddress(request.url ?? '/', pages) : undefined
        if (page !== undefined) request.url = `/${page}.html`
        next()
      })
    },
  }
}
