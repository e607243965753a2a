import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '#core/sync'
import { readGivenBack } from '../../src/device/giveBack.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import type { InjectedPhone } from '../support/injectedPhone.ts'
import { createRandom, pickFrom } from '../support/random.ts'
import { RestorableServer } from '../support/restorableServer.ts'
import { decide, mark, publish } from '../support/restoreRun.ts'

type Changeable = Record<string, JsonValue>
interface Given {
  after: number
  cursor: string
  changes: Changeable[]
  resolutions: Changeable[]
  directives: Changeable[]
}

const seed = 20_261_122
const random = createRandom(seed)
let server: RestorableServer
let phone: InjectedPhone
let genuine: Given

beforeAll(async () => {
  server = await RestorableServer.open()
  phone = await server.enrol('northschool')
  // Twice, so that the backup has seen where the phone stands.
  await phone.sync()
  await phone.sync()
  await server.backUp()
  await publish(server, 'later', 3)
  for (let act = 0; act < 4; act += 1) {
    server.nowMs += 1000
    await decide(server, random)
    await phone.sync()
    await mark(phone, random)
  }
  await phone.sync()
  await phone.sync()
  await server.restore('copied')
  server.answersLeft = 1
  await phone.sync()
  server.answersLeft = Infinity
  genuine = JSON.parse(JSON.stringify(await readGivenBack(phone.deps.db, phone.enrolment.organizationId))) as Given
})
afterAll(async () => {
  await phone.deps.db.delete()
  await server.close()
})

/** What an answer says of something given back, and how long the history is then. */
async function give(givenBack: JsonObject, by: InjectedPhone = phone): Promise<readonly [refusal: string | undefined, length: number]> {
  const answer = await exchangeOf(server, { ...by.enrolment }, { givenBack })
  return [answer.givenBack, (await server.organization(by.enrolment.organizationId).history.list({})).length]
}

function alterText(text: string): string {
  const place = Math.floor(random() * text.length)
  return `${text.slice(0, place)}${text[place] === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`
}

/** Another value of the same sort. */
function alter(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'number') return value + pickFrom([-1, 1, 1000], random)
  if (typeof value === 'string') return value === '' ? 'x' : alterText(value)
  if (Array.isArray(value)) return value.length === 0 ? ['person1-1'] : value.slice(1)
  if (typeof value === 'object' && value !== null) return { ...value, forged: true }
  return value === true ? false : 'x'
}

const alterations: Record<string, (given: Given) => void> = {
  'a field of a change': ({ changes }) => {
    const change = pickFrom(changes, random)
    const field = pickFrom(Object.keys(change), random)
    change[field] = alter(change[field])
  },
  'a field more': ({ changes }) => { pickFrom(changes, random)['mood'] = 'good' },
  'a field less': ({ changes }) => {
    const change = pickFrom(changes, random)
    // What is left out is read as nothing superseded and the first version of the shapes: that is no other change.
    const told = Object.keys(change).filter((field) => !['[]', '1'].includes(JSON.stringify(change[field])) || !['supersedes', 'schemaVersion'].includes(field))
    Reflect.deleteProperty(change, pickFrom(told, random))
  },
  'a change left out': ({ changes }) => { changes.splice(Math.floor(random() * changes.length), 1) },
  'a change left out and the rest moved up': ({ changes }) => {
    const place = Math.floor(random() * changes.length)
    changes.splice(place, 1)
    for (const change of changes.slice(place)) change['sequence'] = Number(change['sequence']) - 1
  },
  'a change twice': ({ changes }) => { changes.splice(1, 0, { ...changes[0] }) },
  'a change made up at the end': ({ changes }) => { changes.push({ ...changes.at(-1), deviceSequence: 999, sequence: Number(changes.at(-1)?.['sequence']) + 1 }) },
  'two changes in another order': ({ changes }) => { changes.reverse() },
  'another beginning': (given) => { given.after = Number(alter(given.after)) },
  'the whole from the beginning': (given) => { given.after = 0 },
  'a cursor with another hash': (given) => {
    const [epoch, sequence, hash] = given.cursor.split('.')
    given.cursor = `${epoch ?? ''}.${sequence ?? ''}.${alterText(hash ?? '')}`
  },
  'a cursor that stands elsewhere': (given) => {
    const [epoch, sequence, hash] = given.cursor.split('.')
    given.cursor = `${epoch ?? ''}.${String(alter(Number(sequence)))}.${hash ?? ''}`
  },
  'no cursor': (given) => { given.cursor = 'mine' },
  'nothing': (given) => { given.changes = [] },
  'another text of a directive': ({ directives }) => {
    const body = pickFrom(directives, random)
    body['text'] = alter(body['text'])
  },
  'another field of a document': ({ resolutions }) => {
    const body = pickFrom(resolutions, random)
    const field = pickFrom(Object.keys(body), random)
    body[field] = alter(body[field])
  },
  'a body nobody published': ({ directives }) => { directives.push({ ...directives[0], id: 'forged' }) },
  'another version of a body': ({ directives }) => { directives.push({ ...directives[0], version: 2 }) },
}

describe('what a phone gives back', () => {
  it.each(Object.entries(alterations))('is not taken with %s', async (_name, change) => {
    const before = (await server.organization('northschool').history.list({})).length
    const documents = await server.store.forDistrict(phone.enrolment.districtId).documents.listDirectives()
    for (let round = 0; round < 25; round += 1) {
      const forged = structuredClone(genuine)
      change(forged)
      expect(await give(forged as unknown as JsonObject), `seed ${String(seed)}: ${JSON.stringify(forged)}`).toEqual(['GivenBackUnproven', before])
    }
    expect(await server.store.forDistrict(phone.enrolment.districtId).documents.listDirectives()).toEqual(documents)
  })

  it('is not taken from a phone of another organization, and is whatever its nesting', async () => {
    const stranger = await server.enrol('northnursery')
    const length = (await server.organization('northnursery').history.list({})).length
    expect(await give(genuine as unknown as JsonObject, stranger)).toEqual(['GivenBackUnproven', length])
    let deep: JsonValue = {}
    for (let level = 0; level < 30; level += 1) deep = { deep }
    expect((await give({ ...(genuine as unknown as JsonObject), deep }))[0]).toBe('GivenBackUnproven')
    await stranger.deps.db.delete()
  })

  it('is taken as it is, and once however often it comes', async () => {
    const before = (await server.organization('northschool').history.list({})).length
    const all = before + genuine.changes.length
    expect(genuine.after).toBeGreaterThan(0)
    expect([await give(genuine as unknown as JsonObject), await give(genuine as unknown as JsonObject)]).toEqual([[undefined, all], [undefined, all]])
  })
})
