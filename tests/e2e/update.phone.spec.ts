import { buildBrowserPrograms } from '../../tools/build.ts'
import { expect, test } from './support/fixtures.ts'
import { buildNextProgram } from './support/nextProgram.ts'
import { playUpdate } from './support/updateCases.ts'

test('an upgrade that finds no room says so, and with room again every unsent record is there and sent', async ({ server, newPhone }) => {
  test.setTimeout(240_000)
  const school = await server.findSchool('suntar')
  const [{ folder: today }, next] = [await buildBrowserPrograms(), await buildNextProgram()]
  expect(await playUpdate('fullAtUpgrade', { server, phone: await newPhone(), school, today, next, unsent: 6 })).toEqual({ kind: 'fullAtUpgrade', unsent: 6, arrived: 6, violations: [] })
})
