import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PoruchenoDatabase, openDatabase } from '../../src/device/database.ts'
import { mayCarryFiles, writeProofNetwork } from '../../src/school/proofNetwork.ts'

let db: PoruchenoDatabase
beforeEach(() => { db = openDatabase(`network-${String(Math.random()).slice(2)}`) })
afterEach(async () => { await db.delete() })

const answers = (): Promise<boolean[]> => Promise.all(['wifi', 'ethernet', 'cellular', undefined].map((type) => mayCarryFiles(db, type === undefined ? {} : { type })))

describe('photos and files', () => {
  it('go over any network until somebody chose', async () => {
    expect(await answers()).toEqual([true, true, true, true])
  })

  it('wait for Wi-Fi where it was chosen and the browser says what it is on', async () => {
    await writeProofNetwork(db, 'wifi')
    expect(await answers()).toEqual([true, true, false, true])
    expect(await mayCarryFiles(db, undefined)).toBe(true)
    await writeProofNetwork(db, 'any')
    expect(await answers()).toEqual([true, true, true, true])
  })
})
