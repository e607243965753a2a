import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { devPages } from './tools/devPages.ts'
import { minifyTwice } from './tools/minifyTwice.ts'
import { createSchoolFiles } from './tools/schoolFiles.ts'

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
/**
 * Two bundles: chunks shared with the office's desk would bring the phone what only the desk draws with, 6 KB of its
 * first load. The school's is made first, so that its precache cannot meet the desk's files.
 */
const isDesk = process.env['PROGRAM'] === 'desk'
/** A page of its own for phones older than the floor: it shares no chunk with anybody. */
const isTeacher = process.env['PROGRAM'] === 'teacher'
/** Numbered, because eight random letters in every style and template are 0.3 KB that no compression finds. */
const components = globSync('src/**/*.vue', { cwd: page('.') }).map((path) => path.replaceAll('\\', '/')).sort()
const underTest = process.env['VITEST'] !== undefined
const schoolFiles = createSchoolFiles('index')

export default defineConfig({
  define: { __VUE_OPTIONS_API__: 'false' },
  resolve: {
    alias: [
      // The build for browsers with classes and async functions: 1.5 KB less of the first load than the default one.
      { find: /^dexie$/, replacement: page('node_modules/dexie/dist/modern/dexie.mjs') },
      // Without the file saver of the devtools, which the bundler cannot prove dead: 1 KB less.
      ...(underTest ? [] : [{ find: /^pinia$/, replacement: page('node_modules/pinia/dist/pinia.esm-browser.prod.js') }]),
    ],
  },
  plugins: [
    vue({ features: { componentIdGenerator: (path) => String(components.indexOf(path.replaceAll('\\', '/'))) } }),
    ...(underTest || isDesk || isTeacher
      ? []
      : [
          devPages(['office', 'demo', 't']),
          schoolFiles.plugin,
          minifyTwice(),
          VitePWA({
            strategies: 'injectManifest',
            srcDir: 'src',
            filename: 'sw.ts',
            registerType: 'prompt',
            injectRegister: false,
            includeManifestIcons: false,
            injectManifest: {
              globPatterns: ['**/*.{js,css,html,svg,png,woff2}'],
              // What is wanted seldom is kept from its first use on (`src/sw.ts`). The large icons are for the browser, which fetches
              // them when it installs; no page of ours draws them.
              globIgnores: ['office.html', 'demo.html', 'assets/wordFile-*.js', 'icons/*-512.png'],
              manifestTransforms: [
                (entries) => ({ manifest: entries.filter((entry) => schoolFiles.isForPhone(entry.url)), warnings: [] }),
              ],
            },
            manifest: {
              id: '/',
              name: 'Поручено',
              short_name: 'Поручено',
              description: 'Поручения управления образования: список, который работает без интернета',
              lang: 'ru',
              start_url: '/',
              scope: '/',
              display: 'standalone',
              background_color: '#ffffff',
              theme_color: '#1d4f91',
              shortcuts: [
                { name: 'Просрочено', url: '/?show=overdue', icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] },
                { name: 'Документы', url: '/documents', icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] },
              ],
              icons: [
                { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
                { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
                { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
              ],
            },
          }),
        ]),
  ],
  // The developer's loop: pages from here, data from the sync server beside (tools/dev.ts).
  server: { proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '8081'}` } },
  build: {
    // The floor knows modulepreload; and no module of ours or of our libraries does anything by being read.
    modulePreload: { polyfill: false },
    ...(isTeacher ? { target: 'es2017', cssTarget: 'chrome61' } : {}),
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
      // The worker shares no chunk: its first installation fetches past the cache, so what it shared would come twice.
      input: isDesk
        ? { office: page('office.html'), demo: page('demo.html') }
        : isTeacher
          ? { t: page('t.html') }
          : { index: page('index.html') },
      output: {
        // The school's program has its own way (`minifyTwice`).
        ...(isDesk || isTeacher ? {} : { minify: false }),
        // Some forty of these names stand in the first load; six signs, 36 bits, tell the builds of one file apart.
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash:6].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
        // What the first page needs is one file, also where late parts use it: cut by who shares it, it weighs a tenth more.
        ...(isDesk || isTeacher ? {} : { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], priority: 2 }, { name: 'late', minShareCount: 2, priority: 1 }] } }),
      },
    },
  },
  test: {
    // Both cores: by itself a run leaves one of two idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{unit,properties,golden,architecture}/**/*.test.ts'],
          environment: 'node',
          // A limit for what hangs, not a measure: a busy machine turns nothing red.
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'device',
          include: ['tests/{device,simulation}/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'component', include: ['tests/component/**/*.test.ts'], environment: 'happy-dom', setupFiles: ['fake-indexeddb/auto'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], environment: 'node', pool: 'forks', testTimeout: 120_000, hookTimeout: 60_000 },
      },
    ],
  },
})
