import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SafetyView } from '#core/report'
import { readOfficeAnswer } from '#core/report'
import { tidyBackups } from '../../sync-server/backup/takeBackup.ts'
import { backupDeps, northSchool, takeGood } from '../support/backupFactory.ts'
import { send } from '../support/exchangeClient.ts'
import { givePasswords, signIn } from '../support/officeClient.ts'
import { type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
const safety = async (district = 'north'): Promise<SafetyView> => {
  const view = readOfficeAnswer.safety((await (await signIn(server, district)).get('safety')).json())
  if (view === null) throw new Error('unreadable')
  return view
}

beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
})
afterEach(async () => { await server.close() })

describe('what the office reads of backups', () => {
  it('is the last verified one that lies on the disk, and whether it is late', async () => {
    expect(await safety()).toEqual({ lastBackup: null, isBackupLate: true, backupFailure: null, restore: null })
    const takenMs = server.clock.nowMs
    const { id, sizeBytes } = await takeGood(server)
    expect(await safety()).toMatchObject({ lastBackup: { takenMs, sizeBytes }, isBackupLate: false })
    server.clock.nowMs = takenMs + 48 * 3_600_000 + 1
    expect(await safety()).toMatchObject({ lastBackup: { takenMs }, isBackupLate: true })
    rmSync(join(dirname(server.path), 'backups', id))
    await tidyBackups(backupDeps(server))
    expect((await safety()).lastBackup).toBeNull()
  })

  it('needs a sign-in', async () => {
    expect((await server.app.inject({ url: '/api/office/safety' })).statusCode).toBe(401)
  })
})

describe('what the office reads after a restore', () => {
  it('counts what came back and who called, of its own district alone', async () => {
    const phone = await enrolTestPhone(server)
    const silent = await enrolTestPhone(server)
    const cutOff = await enrolTestPhone(server)
    await server.store.forOrganization(cutOff.districtId, cutOff.organizationId).devices.revoke(cutOff.deviceId, server.clock.nowMs)
    const restoredMs = server.clock.nowMs + 1000
    await northSchool(server.store).history.recordRestore({ restoredMs, takenMs: 5 })
    server.clock.nowMs = restoredMs
    expect((await safety()).restore).toMatchObject({ restoredMs, takenMs: 5, returned: 0, organizations: [{ id: 'northschool', devices: 2, called: 0 }] })
    server.clock.nowMs = restoredMs + 5000
    await enrolTestPhone(server)
    await send(server, phone, { changes: [makeSent(1), makeSent(2), makeSent(3, { stampMs: restoredMs + 1 })] })
    expect((await safety()).restore).toMatchObject({
      returned: 2,
      organizations: [{ id: 'northschool', number: '1001', devices: 2, called: 1, returned: 2, lastContactMs: restoredMs + 5000 }],
    })
    await send(server, silent)
    expect((await safety()).restore?.organizations).toMatchObject([{ devices: 2, called: 2 }])
    expect((await safety('south')).restore).toBeNull()
  })
})
