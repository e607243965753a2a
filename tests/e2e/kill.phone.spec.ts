import { expect, test } from './support/fixtures.ts'
import { type KillMoment, killRound } from './support/killRounds.ts'
import { enrolWholly, expectAllSent, listPlainPoints } from './support/schoolSteps.ts'

const moments: readonly KillMoment[] = ['shown', 'tap', 'commit', 15, 'shown']

test('a browser killed between the tap and the next frame keeps what it had shown as kept, and no half of anything', async ({ server, newPhone }) => {
  test.setTimeout(120_000)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await expectAllSent(phone)
  await phone.goOffline()
  const points = await listPlainPoints(phone)
  for (const [round, moment] of moments.entries()) {
    const point = points[round]
    if (point === undefined) throw new Error('The list holds too few points.')
    const result = await killRound(phone, point, moment)
    expect(result.halves, `round ${String(round)}`).toEqual([])
    if (moment === 'shown') expect(result).toMatchObject({ wasShown: true, isKept: true })
    if (moment === 'commit') expect(result).toMatchObject({ wasShown: false, isKept: true })
    if (moment === 'tap') expect(result.wasShown).toBe(false)
    if (result.wasShown) expect(result.isKept).toBe(true)
  }
})
