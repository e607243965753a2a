import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { type DateOnly, type OfficerId, addDays } from '#core/directive'
import type { JournalRow, JournalView } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import type { JournalFilter, JournalRecord } from '../store/peopleStore.ts'
import type { DistrictStore } from '../store/store.ts'
import { startOfDayMs } from '../zoneDate.ts'
import type { OfficeGuard } from './officeGuard.ts'

const rowsPerPage = 50
/** A file for a spreadsheet takes so many rows at once. */
const rowsPerFile = 5000

const day = v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly))
const query = v.object({
  officer: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as OfficerId))),
  from: v.optional(day),
  to: v.optional(day),
  actions: v.optional(v.pipe(v.string(), v.maxLength(4000), v.transform((text) => text.split('|')))),
  text: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number))),
  all: v.optional(v.literal('1')),
})

/** Who did what: a page at a time, or many rows for a file. Nothing here or elsewhere takes a row out. */
export function registerJournalRoutes(app: FastifyInstance, { store }: AppDeps, guard: OfficeGuard): void {
  app.get('/journal', guard('administer', async ({ request, reply, district }) => {
    const asked = v.safeParse(query, request.query)
    if (!asked.success) return sendError(reply, 'BodyMalformed')
    const { officer, from, to, actions, text, before, all } = asked.output
    const filter: JournalFilter = {
      officerId: officer,
      actions,
      fromMs: from === undefined ? undefined : startOfDayMs(from, district.zone),
      beforeMs: to === undefined ? undefined : startOfDayMs(addDays(to, 1), district.zone),
      text: text === '' ? undefined : text,
    }
    const limit = all === undefined ? rowsPerPage : rowsPerFile
    return sendJson(request, reply, await readJournal(store.forDistrict(district.id), filter, { before, limit }))
  }))
}

async function readJournal({ journal, officers, organizations }: DistrictStore, filter: JournalFilter, page: { readonly before: number | undefined; readonly limit: number }): Promise<JournalView> {
  const people = (await officers.list()).map(({ id, name }) => ({ id, name }))
  const nameById = new Map<OfficerId, string>(people.map(({ id, name }) => [id, name]))
  const organizationById = new Map<string, string>((await organizations.list()).map(({ id, name }) => [id, name]))
  /** What a person knows a thing by, else its id. */
  const nameOf = (id: string): string => organizationById.get(id) ?? nameById.get(id as OfficerId) ?? id
  const [found, total] = [await journal.list(filter, page), await journal.count(filter)]
  const rows = found.map((record: JournalRecord): JournalRow => ({ ...record, name: nameById.get(record.officerId) ?? record.officerId, about: Object.values(record.ids).map(nameOf) }))
  return { rows, total, next: rows.length < page.limit ? null : (rows.at(-1)?.number ?? null), people }
}
