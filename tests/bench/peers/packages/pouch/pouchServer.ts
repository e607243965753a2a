/* express-pouchdb over LevelDB, a database for each school, with the library's defaults: LevelDB does not write through. */
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import express from 'express'
import expressPouch from 'express-pouchdb'
import httpAdapter from 'pouchdb-adapter-http'
import leveldb from 'pouchdb-adapter-leveldb'
import core, { type Database } from 'pouchdb-core'
import mapreduce from 'pouchdb-mapreduce'
import { dataFolder, runServer, seedSchool, seedSchools } from '../../serverKit.ts'
import { schoolName } from '../../workload.ts'

const folder = join(dataFolder, 'pouch')
mkdirSync(folder)
const pouch = core.plugin(leveldb).plugin(mapreduce).plugin(httpAdapter).defaults({ prefix: `${folder}/` })
const app = express()
app.use(expressPouch(pouch, { mode: 'minimumForPouchDB', inMemoryConfig: true }))
const server = createServer(app)
server.keepAliveTimeout = 60_000

const open = new Map<string, Database>()

function databaseOf(name: string): Database {
  const known = open.get(name)
  if (known !== undefined) return known
  const opened = new pouch(name)
  open.set(name, opened)
  return opened
}

await runServer(server, {
  async seed(count) {
    for (const { name, directives } of seedSchools(count)) {
      await databaseOf(name).bulkDocs(directives.map(({ id, ...rest }, position) => ({ _id: `d:${id}`, position, ...rest })))
    }
  },
  async update(school, { text, updatedMs }, index) {
    const database = databaseOf(schoolName(school))
    const current = await database.get(`d:${seedSchool(school).directives[index]?.id ?? ''}`)
    await database.put({ ...current, text, updatedMs })
  },
  async close() {
    for (const database of open.values()) await database.close()
  },
})
