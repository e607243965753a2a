import type { DocumentRow } from '#core/report'
import { PeerHttp } from '../peerHttp.ts'
import type { Aggregate, Office, OfficePlace, PeerSystem } from '../system.ts'
import { benchPassword, districtKey } from './oursAccess.ts'
import { OursDevice } from './oursDevice.ts'

export const oursSystem: PeerSystem = {
  id: 'ours',
  name: 'Поручено: the phone’s runSync over its HTTP transport, the server with its database',
  serverFile: new URL('oursServer.ts', import.meta.url),
  async openDevice(place) {
    const device = new OursDevice(place)
    await device.enrol()
    return device
  },
  openOffice,
}

/** Signs the officer in; the sums are those of the list of documents. */
async function openOffice({ base, server }: OfficePlace): Promise<Office> {
  const http = new PeerHttp(base)
  const body = JSON.stringify({ login: districtKey, password: benchPassword })
  const signedIn = await http.send('POST', '/api/office/sign-in', { headers: { 'content-type': 'application/json', origin: base }, body })
  const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? ''
  return {
    async read() {
      const answer = await http.send('GET', '/api/office/documents', { headers: { cookie } })
      if (answer.status !== 200) throw new Error(`the office read ${String(answer.status)}`)
      const rows = JSON.parse(answer.body.toString()) as readonly DocumentRow[]
      return { reported: rows.reduce((sum, { counts }) => sum + counts.reported, 0) }
    },
    audit: () => server.call<Aggregate>('audit'),
    close() { http.close() },
  }
}
