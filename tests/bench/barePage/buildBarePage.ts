import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the reference page into `outDir`, with a hand-written worker of the fewest lines that start it offline. */
export async function buildBarePage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: { outDir, emptyOutDir: true, modulePreload: false },
  })
  const assets = await readdir(join(outDir, 'assets'))
  const files = JSON.stringify(['/', ...assets.map((file) => `/assets/${file}`)])
  await writeFile(
    join(outDir, 'bareWorker.js'),
    `self.oninstall = (e) => { self.skipWaiting(); e.waitUntil(caches.open('bare').then((c) => c.addAll(${files}))) }
self.onactivate = (e) => e.waitUntil(clients.claim())
self.onfetch = (e) => e.respondWith(caches.match(e.request.mode === 'navigate' ? '/' : e.request).then((r) => r || fetch(e.request)))
`,
  )
}
