import { buildBrowserPrograms } from '../../tools/build.ts'
import { type Bundle, readBundle, sumBytes } from './support/bundle.ts'
import { expect, test } from './support/fixtures.ts'

/** HTML, scripts and styles of the school's first page after brotli: 1 KB is 0.16 s on 2G. */
const firstLoadBytes = 85 * 1024
/** All that an installation keeps, as it is. */
const installBytes = 600 * 1024

async function bundle(): Promise<Bundle> {
  const { folder } = await buildBrowserPrograms()
  return readBundle(folder)
}

test('the first load of the school’s program is at most 85 KB', async ({}, testInfo) => {
  const { firstLoad, workerBytes } = await bundle()
  const figures = `${String(sumBytes(firstLoad))} bytes (${[...firstLoad].map(([path, bytes]) => `${path} ${String(bytes)}`).join(', ')}); beside it sw.js ${String(workerBytes)}`
  testInfo.annotations.push({ type: 'first load', description: figures })
  expect(firstLoad.size).toBeGreaterThan(2)
  expect(sumBytes(firstLoad), figures).toBeLessThanOrEqual(firstLoadBytes)
})

test('an installation keeps at most 600 KB, and nothing of the office', async ({}, testInfo) => {
  const { precached, firstLoad } = await bundle()
  const figures = `${String(sumBytes(precached))} bytes in ${String(precached.size)} files`
  testInfo.annotations.push({ type: 'installation', description: figures })
  expect([...firstLoad.keys()].filter((path) => !precached.has(path))).toEqual([])
  expect(sumBytes(precached), figures).toBeLessThanOrEqual(installBytes)
  expect([...precached.keys()].filter((path) => /office|demo/.test(path))).toEqual([])
})
