import type { PoruchenoDatabase } from '../device/database.ts'

/** «Фото и файлы: только по Wi-Fi / по любой сети». */
export type ProofNetwork = 'any' | 'wifi'

const settingKey = 'proofNetwork'

/** What the person chose on this phone; any network before he did. */
export async function readProofNetwork(db: PoruchenoDatabase): Promise<ProofNetwork> {
  return (await db.settings.get(settingKey))?.value === 'wifi' ? 'wifi' : 'any'
}

export async function writeProofNetwork(db: PoruchenoDatabase, value: ProofNetwork): Promise<void> {
  await db.settings.put({ key: settingKey, value })
}

/** Networks that nobody pays for by the megabyte. */
const freeNetworks: readonly string[] = ['wifi', 'ethernet']

/** Whether files may go now. A browser that does not say what network it is on is asked for nothing: they go. */
export async function mayCarryFiles(db: PoruchenoDatabase, connection: { readonly type?: string } | undefined): Promise<boolean> {
  return connection?.type === undefined || freeNetworks.includes(connection.type) || (await readProofNetwork(db)) === 'any'
}
