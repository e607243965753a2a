/** `npm start`: builds what changed, loads the demonstration into an empty database, serves and says where to look. */
import { fileURLToPath } from 'node:url'
import { buildBrowserPrograms } from '../tools/build.ts'
import { type ServerConfig, configProblemsText, readConfig } from './config.ts'
import { prepareDemonstration } from './demonstration/prepareDemonstration.ts'
import { welcomeText } from './demonstration/welcome.ts'
import { listen, openServedStore, stopOnSignals, systemDeps } from './openServer.ts'
import { readPackageVersion } from './packageVersion.ts'

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

async function start(config: ServerConfig, flags: readonly string[]): Promise<void> {
  const builds = !flags.includes('--no-build')
  if (builds) {
    say('Собираем программы для телефона и управления, если что-то изменилось…')
    await buildBrowserPrograms()
  }
  const version = readPackageVersion()
  const store = await openServedStore(config)
  const wanted = !flags.includes('--no-demonstration')
  const demonstration = wanted ? await prepareDemonstration({ ...systemDeps, store, dataDir: config.dataDir, version }) : null
  const app = await listen({
    store,
    config,
    version,
    demonstration: demonstration !== null,
    pagesFolder: builds ? fileURLToPath(new URL('../dist', import.meta.url)) : null,
    logLevel: process.stdout.isTTY ? 'warn' : 'info',
  })
  stopOnSignals(app, store)
  if (demonstration === null) say(`Откройте: ${config.publicUrl}/`)
  else say(await welcomeText({ store, publicUrl: config.publicUrl, passwordByLogin: demonstration.passwordByLogin, codeDeps: systemDeps }))
}

const config = readConfig(process.env)
try {
  if (config.ok) await start(config.value, process.argv.slice(2))
  else throw new Error(configProblemsText(config.error))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
