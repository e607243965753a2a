import { takePhoto } from './support/cameraPhoto.ts'
import { expect, test } from './support/fixtures.ts'
import { planPhotoQuota, playPhotoQuota } from './support/photoQuota.ts'
import { givePhoto, orientations, sendOverCuts } from './support/photoRounds.ts'
import { enrolWholly, expectAllSent, listPlainPoints, openPoint } from './support/schoolSteps.ts'

/* The long form: npm run proof -- photos */

test('photos of the camera stay small, silent and the right way up, and a broken upload sends hardly a byte twice', async ({ server, newPhone }) => {
  test.setTimeout(120_000)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point, other] = await listPlainPoints(phone)
  if (point === undefined || other === undefined) throw new Error('no points')
  await openPoint(phone, point)
  for (const [index, orientation] of orientations.slice(1, 3).entries()) expect(await givePhoto(phone, index + 1, orientation)).toMatchObject({ violations: [] })
  await expectAllSent(phone)
  await phone.open(other.path)
  await phone.goOffline()
  const { cuts, sizeBytes, sentBytes } = await sendOverCuts(phone, await givePhoto(phone, 9, 1), 10)
  expect(cuts).toBe(10)
  expect(sentBytes / sizeBytes).toBeLessThanOrEqual(1.1)
})

test('on a full disk a photo is refused and its words are kept', async ({ server, newPhone }) => {
  test.setTimeout(120_000)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('no point')
  const camera = await takePhoto(phone.page, { seed: 1 })
  const [quotaCase] = planPhotoQuota(1, 1)
  if (quotaCase === undefined) throw new Error('no case')
  expect(await playPhotoQuota(phone, point, camera, quotaCase)).toMatchObject({ kept: 'nothing', violations: [] })
})
