import { expect, test } from './support/fixtures.ts'
import { playStory } from './support/story.ts'

test('the whole story: offline for weeks, one exchange, the office’s word and the answer to it', async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  const office = await newOffice('suntar')
  const figures = await playStory({ phone, office, secret: await server.createLink(school), organization: school.name })
  expect(figures.tapsToMark).toBeLessThanOrEqual(2)
  expect(figures.points).toBe(11)
  expect([...phone.askedOrigins]).toEqual([phone.road.url])
})
