/** `npm run office:password -- LOGIN`: gives an officer a new password and ends every session of his. */
import { configProblemsText, readConfig } from './config.ts'
import { mintPassword, passwordsPath, readPasswords, writePasswords } from './demonstration/passwordFile.ts'
import { openStore } from './openServer.ts'
import { passwordCost, slowHash, systemRandomBytes } from './secrets.ts'
import type { Store } from './store/store.ts'

async function changePassword(store: Store, login: string): Promise<string | null> {
  const officer = await store.findOfficerByLogin(login)
  if (officer === null) return null
  const password = mintPassword(systemRandomBytes)
  const hash = await slowHash(password, passwordCost, systemRandomBytes)
  const changed = await store.transaction((access) => access.forDistrict(officer.districtId).officers.changePassword(officer.id, hash))
  return changed ? password : null
}

/** The demonstration shows its passwords at every start: it must show the new one. */
function rememberForDemonstration(path: string, login: string, password: string): void {
  const kept = readPasswords(path)
  if (kept.has(login)) writePasswords(path, new Map([...kept, [login, password]]))
}

async function run(login: string | undefined): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok || login === undefined) {
    process.stderr.write(config.ok ? 'Usage: npm run office:password -- LOGIN\n' : `${configProblemsText(config.error)}\n`)
    return 1
  }
  const store = await openStore(config.value)
  try {
    const password = await changePassword(store, login)
    if (password === null) {
      process.stderr.write(`There is no officer with the sign-in ${login}.\n`)
      return 1
    }
    rememberForDemonstration(passwordsPath(config.value.dataDir), login, password)
    process.stdout.write(`${login}: ${password}\n`)
    return 0
  } finally {
    await store.close()
  }
}

process.exitCode = await run(process.argv[2])
