/** The server alone: `node sync-server/main.ts` builds nothing and loads nothing. */
import { fileURLToPath } from 'node:url'
import { configProblemsText, readConfig } from './config.ts'
import { listen, openServedStore, stopOnSignals } from './openServer.ts'
import { readPackageVersion } from './packageVersion.ts'

const config = readConfig(process.env)
if (config.ok) {
  const store = await openServedStore(config.value)
  const app = await listen({
    store,
    config: config.value,
    version: readPackageVersion(),
    demonstration: false,
    pagesFolder: fileURLToPath(new URL('../dist', import.meta.url)),
    logLevel: 'info',
  })
  stopOnSignals(app, store)
} else {
  process.stderr.write(`${configProblemsText(config.error)}\n`)
  process.exitCode = 1
}
