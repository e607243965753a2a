import type { DoctorCheck } from '#core/report'
import type { DeviceRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { type CertificateProbe, probeCertificate, probeWorker } from './probeAddress.ts'
import { type DoctorPlaces, checkBackupPlace, checkDisk } from './probeDisk.ts'

/** What a browser or a terminal says of itself. */
export interface DoctorAsker {
  /** The address the page was opened at; null in a terminal. */
  readonly origin: string | null
  /** The browser's clock (ms); null in a terminal. */
  readonly clockMs: number | null
}

/** What the doctor looks with; tests give their own eyes. */
export interface DoctorDeps {
  readonly store: Store
  readonly publicUrl: string
  readonly places: DoctorPlaces | null
  readonly nowMs: number
  readonly devices: readonly DeviceRecord[]
  readonly probes?: { readonly certificate: typeof probeCertificate; readonly worker: typeof probeWorker }
}

const hourMs = 3_600_000
const dayMs = 86_400_000

/** Looks at everything that can be wrong with a server; each finding is a word of the catalogue with its figures. */
export async function examine(asker: DoctorAsker, deps: DoctorDeps): Promise<DoctorCheck[]> {
  const { certificate, worker } = deps.probes ?? { certificate: probeCertificate, worker: probeWorker }
  return [
    checkAddress(asker, deps.publicUrl),
    ...(isLocal(deps.publicUrl) ? [] : [checkCertificate(await certificate(deps.publicUrl), deps.nowMs)]),
    ...(asker.clockMs === null ? [] : [checkClock(asker.clockMs, deps.nowMs)]),
    ...(deps.places === null ? [] : [await checkDisk(deps.places.dataDir)]),
    await checkDatabase(deps.store),
    await checkBackup(deps),
    ...(deps.places === null ? [] : [await checkBackupPlace(deps.places)]),
    { check: 'worker', details: {}, ...(await worker(deps.publicUrl)) },
    checkPhones(deps.devices),
  ]
}

function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/** A phone works without a network only at an address of https, or on the very machine. */
export function checkAddress({ origin }: Pick<DoctorAsker, 'origin'>, publicUrl: string): DoctorCheck {
  const found = (state: DoctorCheck['state'], word: string): DoctorCheck => ({ check: 'address', state, found: word, details: { address: publicUrl, opened: origin ?? '' } })
  if (!publicUrl.startsWith('https://') && !isLocal(publicUrl)) return found('bad', 'plain')
  if (origin !== null && origin !== publicUrl) return found(isLocal(origin) ? 'attention' : 'bad', 'other')
  return isLocal(publicUrl) ? found('attention', 'local') : found('ok', 'fine')
}

/** What the server's own look at its public address says of the certificate. */
export function checkCertificate(probe: CertificateProbe, nowMs: number): DoctorCheck {
  if (probe.found !== 'trusted') return { check: 'certificate', state: 'bad', found: probe.found, details: { code: probe.code } }
  const days = Math.floor((probe.untilMs - nowMs) / dayMs)
  return { check: 'certificate', state: days < 3 ? 'bad' : days < 20 ? 'attention' : 'ok', found: days < 20 ? 'ending' : 'fine', details: { n: Math.max(0, days) } }
}

/** Two minutes are the network's, more is a clock that is out. */
export function checkClock(clockMs: number, nowMs: number): DoctorCheck {
  const minutes = Math.round(Math.abs(clockMs - nowMs) / 60_000)
  const state = minutes <= 2 ? 'ok' : minutes < 60 ? 'attention' : 'bad'
  return { check: 'clock', state, found: minutes <= 2 ? 'fine' : 'out', details: { n: minutes } }
}

async function checkDatabase(store: Store): Promise<DoctorCheck> {
  const [{ synchronous, journalMode }, integrity] = [await store.readHealth(), await store.checkIntegrity()]
  if (integrity !== 'ok') return { check: 'database', state: 'bad', found: 'damaged', details: {} }
  const isDurable = synchronous === 'full' && journalMode === 'wal'
  return { check: 'database', state: isDurable ? 'ok' : 'bad', found: isDurable ? 'fine' : 'loose', details: {} }
}

async function checkBackup({ store, nowMs }: DoctorDeps): Promise<DoctorCheck> {
  const [newest] = await store.backups.list()
  if (newest === undefined) return { check: 'backup', state: 'attention', found: 'none', details: {} }
  const hours = Math.floor((nowMs - newest.takenMs) / hourMs)
  return { check: 'backup', state: hours < 48 ? 'ok' : 'bad', found: hours < 48 ? 'fine' : 'late', details: { n: hours } }
}

/** By the second figure of a phone's health: 2 where the browser did not promise to keep the data. */
function checkPhones(devices: readonly DeviceRecord[]): DoctorCheck {
  const open = devices.filter(({ revokedMs }) => revokedMs === null)
  const loose = open.filter(({ health = null }) => health?.[1] === 2).length
  if (open.length === 0) return { check: 'phones', state: 'ok', found: 'none', details: {} }
  return { check: 'phones', state: loose === 0 ? 'ok' : 'attention', found: loose === 0 ? 'fine' : 'loose', details: { n: loose, all: open.length } }
}
