/** `npm run doctor`: looks at the server's address, disk, database and backups, and says what to do. Ends with 1 if anything is bad. */
import { checkName, findingText } from '../src/office/views/doctorText.ts'
import { configProblemsText, readConfig } from '../sync-server/config.ts'
import { examine } from '../sync-server/doctor/doctor.ts'
import { openStore } from '../sync-server/openServer.ts'

const stateWords = { ok: 'хорошо  ', attention: 'ВНИМАНИЕ', bad: 'ПЛОХО   ' } as const

async function run(): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok) {
    process.stderr.write(`${configProblemsText(config.error)}\n`)
    return 1
  }
  const { publicUrl, dataDir, backupDir } = config.value
  const store = await openStore(config.value)
  try {
    const devices = (await Promise.all((await store.listDistricts()).map(({ id }) => store.forDistrict(id).listDevices()))).flat()
    const checks = await examine({ origin: null, clockMs: null }, { store, publicUrl, places: { dataDir, backupDir }, nowMs: Date.now(), devices })
    for (const one of checks) process.stdout.write(`${stateWords[one.state]}  ${checkName(one.check)}: ${findingText(one)}\n`)
    return checks.some(({ state }) => state === 'bad') ? 1 : 0
  } finally {
    await store.close()
  }
}

process.exitCode = await run()
