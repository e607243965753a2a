import { expect, test } from './support/fixtures.ts'
import { enrolOnFullDisk, planQuotaCases, playQuotaCase } from './support/quotaCases.ts'
import { enrolWholly, expectAllSent, listPlainPoints } from './support/schoolSteps.ts'

test('on a full disk no typed word is lost, the screen says what to do, and the same press works with room again', async ({ server, newPhone }) => {
  test.setTimeout(120_000)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const points = await listPlainPoints(phone)
  for (const [index, quotaCase] of planQuotaCases(3, 1).entries()) {
    const point = points[index]
    if (point === undefined) throw new Error('The list holds too few points.')
    expect(await playQuotaCase(phone, point, quotaCase)).toMatchObject({ wasRefused: true, violations: [] })
  }
  await expectAllSent(phone)
  expect(phone.errors).toEqual([])
})

test('a phone with no room is enrolled when there is room, with nothing typed twice', async ({ server, newPhone }) => {
  test.setTimeout(120_000)
  expect(await enrolOnFullDisk(await newPhone(), await server.createLink(await server.findSchool('suntar')))).toEqual([])
})
