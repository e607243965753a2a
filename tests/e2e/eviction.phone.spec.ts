import { planEvictions, playEviction } from './support/evictionRounds.ts'
import { expect, test } from './support/fixtures.ts'
import { enrolWholly, expectAllSent } from './support/schoolSteps.ts'

test('each time the browser takes the database the screen names what was at risk, and a new code brings the history back', async ({ server, newPhone }) => {
  test.setTimeout(180_000)
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  for (const round of planEvictions(3, 5)) expect(await playEviction(server, phone, school, round), JSON.stringify(round)).toEqual([])
})
