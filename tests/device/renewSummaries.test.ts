import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renewSummaries } from '../../src/device/renewSummaries.ts'
import { undoChange } from '../../src/device/undoChange.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const proof = { title: 'Приказ', hash: 'a'.repeat(64), sizeBytes: 10, fileType: 'jpg' }
const counts = async (): Promise<(number | undefined)[]> => (await phone.db.summaries.toArray()).filter(({ subject }) => subject === point1).map(({ proofCount }) => proofCount)

describe('what a summary tells of proofs and notes', () => {
  it('is how many proofs there are, without links and without what was taken back', async () => {
    await phone.record(school.id, point1, 'evidence', { title: 'Сайт', link: 'https://school.ru/' })
    expect(await counts()).toEqual([undefined])
    await phone.record(school.id, point1, 'evidence', proof)
    expect(await counts()).toEqual([1])
    const given = (await phone.changes()).find(({ value }) => value['hash'] !== undefined)
    if (given === undefined) throw new Error('nothing was given')
    await undoChange(phone.deps, given)
    expect(await counts()).toEqual([undefined])
  })

  it('is the words of the notes, without what was taken back', async () => {
    const notes = async (): Promise<(string | undefined)[]> => (await phone.db.summaries.toArray()).filter(({ subject }) => subject === point1).map((row) => row.notes)
    await phone.record(school.id, point1, 'progressNote', { text: 'Проведён педсовет' })
    await phone.record(school.id, point1, 'progressNote', { text: 'и ещё один' })
    expect(await notes()).toEqual(['Проведён педсовет и ещё один'])
    await phone.db.summaries.toCollection().modify((row) => { delete (row as { notes?: string }).notes })
    await renewSummaries(phone.db)
    expect(await notes()).toEqual(['Проведён педсовет и ещё один'])
    for (const change of (await phone.changes()).filter(({ kind }) => kind === 'progressNote')) await undoChange(phone.deps, change)
    expect(await notes()).toEqual([undefined])
  })

  it('is told once for what was given before summaries told it, and every record stays', async () => {
    await phone.record(school.id, point1, 'evidence', proof)
    await phone.db.summaries.toCollection().modify((row) => { delete (row as { proofCount?: number }).proofCount })
    const before = await phone.changes()
    await renewSummaries(phone.db)
    expect(await counts()).toEqual([1])
    expect(await phone.changes()).toEqual(before)
    await phone.db.summaries.toCollection().modify((row) => { delete (row as { proofCount?: number }).proofCount })
    await renewSummaries(phone.db)
    expect(await counts()).toEqual([undefined])
  })
})
