/** Photos by the real browser: 50 small, silent and upright, one sent over ten cuts, 30 on a full disk, and 100 kills of the server under uploads (`-- PHOTOS CASES KILLS SEED`). */
import { takePhoto } from '../e2e/support/cameraPhoto.ts'
import { type LiveServer, startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { planPhotoQuota, playPhotoQuota } from '../e2e/support/photoQuota.ts'
import { givePhoto, orientations, sendOverCuts } from '../e2e/support/photoRounds.ts'
import { enrolWholly, expectAllSent, listPlainPoints, openPoint } from '../e2e/support/schoolSteps.ts'
import { runProofKills } from '../support/proofKillRun.ts'

const [photos = 50, cases = 30, kills = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const cutsWanted = 10
/** Photos of one point: more of them is nobody's point. */
const photosOfPoint = 5
const violations: string[] = []

async function enrolled(server: LiveServer, district: string): Promise<Phone> {
  const phone = await Phone.unpack({ road: await server.openRoad() })
  await enrolWholly(phone, await server.createLink(await server.findSchool(district)))
  await expectAllSent(phone)
  return phone
}

/** The photos, one after another on point after point; the last one over a road that breaks. */
async function givePhotos(phone: Phone): Promise<Record<string, number>> {
  const points = await listPlainPoints(phone)
  const sizes: number[] = []
  for (let index = 0; index < photos; index += 1) {
    const [point, orientation] = [points[Math.floor(index / photosOfPoint) % points.length], orientations[index % orientations.length]]
    if (point === undefined || orientation === undefined) throw new Error('The list is empty.')
    if (index % photosOfPoint === 0) await openPoint(phone, point)
    const result = await givePhoto(phone, seed + index, orientation)
    sizes.push(result.sizeBytes)
    violations.push(...result.violations)
    console.log(`photo ${String(index + 1).padStart(3)}  orientation ${String(orientation)}  ${String(result.cameraBytes)} → ${String(result.sizeBytes)} bytes  ${result.violations.join('; ')}`)
  }
  await expectAllSent(phone)
  const [fresh] = points.slice(-1)
  if (fresh === undefined) throw new Error('The list is empty.')
  await phone.open(fresh.path)
  await phone.goOffline()
  const { cuts, sizeBytes, sentBytes } = await sendOverCuts(phone, await givePhoto(phone, seed + photos, 1), cutsWanted)
  console.log(`one photo over ${String(cuts)} cuts: ${String(sentBytes)} of ${String(sizeBytes)} bytes`)
  if (cuts !== cutsWanted || sentBytes > sizeBytes * 1.1) violations.push('a broken upload sends too much again')
  violations.push(...phone.errors)
  return { photos: sizes.length, largestBytes: Math.max(...sizes), cuts, sentAgainPercent: (100 * (sentBytes - sizeBytes)) / sizeBytes }
}

async function fillDisk(phone: Phone): Promise<Record<string, number>> {
  const points = await listPlainPoints(phone)
  const camera = await takePhoto(phone.page, { seed })
  const counted = { photo: 0, words: 0, nothing: 0 }
  for (const [index, quotaCase] of planPhotoQuota(cases, seed).entries()) {
    const point = points[index % points.length]
    if (point === undefined) throw new Error('The list is empty.')
    const result = await playPhotoQuota(phone, point, camera, quotaCase)
    counted[result.kept] += 1
    violations.push(...result.violations)
    console.log(`full disk ${String(index + 1).padStart(3)}  room ${String(result.room).padStart(9)}  kept: ${result.kept}  ${result.violations.join('; ')}`)
  }
  await expectAllSent(phone)
  return { cases, refusedWhole: counted.nothing, wordsAlone: counted.words, withPhoto: counted.photo }
}

console.log(`Seed ${String(seed)}: ${String(photos)} photos, ${String(cases)} full disks, ${String(kills)} kills…`)
const server = await startLiveServer()
const phones = [await enrolled(server, 'suntar'), await enrolled(server, 'lesosibirsk')] as const
try {
  const [given, filled, killed] = await Promise.all([givePhotos(phones[0]), fillDisk(phones[1]), runProofKills({ kills, phones: 4, seed })])
  violations.push(...killed.broken.map((hash) => `${hash} was called received and is broken`), ...killed.integrityErrors)
  for (const violation of violations) console.log(violation)
  console.log(JSON.stringify({ proof: 'photos', seed, ...given, ...filled, kills: killed.kills, receivedUnderKills: killed.received, broken: killed.broken.length, violations: violations.length }))
  process.exitCode = violations.length === 0 && filled['refusedWhole'] !== 0 && killed.received > kills ? 0 : 1
} finally {
  for (const phone of phones) await phone.throwAway()
  await server.close()
}
