import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DateOnly, type Directive, type ResolutionId, addDays, effectiveDueDate } from '#core/directive'
import { addCounts, countCells, noCounts, summaryReport, wholeChoice } from '#core/report'
import { type StoredChange, keyToSubject } from '#core/sync'
import { contextOf } from '../../sync-server/office/districtContext.ts'
import { readMatrix } from '../../sync-server/office/districtSummary.ts'
import { writeDocx } from '../../src/formats/write/docx.ts'
import { writeXlsx } from '../../src/formats/write/xlsx.ts'
import { summaryPaper } from '../../src/office/views/summaryPaper.ts'
import { summaryWorkbook } from '../../src/office/views/summaryWorkbook.ts'
import type { DistrictRecord } from '../../sync-server/store/records.ts'
import { startOfDayMs } from '../../sync-server/zoneDate.ts'
import { type SummaryRun, runFields, runMs, startSummaryRun } from '../support/summaryRun.ts'

const seed = 20261122
let run: SummaryRun
const documents: { readonly district: DistrictRecord; readonly id: ResolutionId; readonly name: string }[] = []
beforeAll(async () => {
  run = await startSummaryRun(seed)
  for (const district of run.districts) {
    for (const { id, title } of await run.store.forDistrict(district.id).documents.listResolutions()) documents.push({ district, id, name: `${district.key}: ${title}` })
  }
})
afterAll(async () => { await run.close() })

/** What one raw story amounts to, walked by a count of its own that shares no line with the program's. */
interface Walked {
  readonly execution: string
  readonly control: string
  readonly isReturned: boolean
  readonly due: string | null
  readonly waits: boolean
  readonly hasRequest: boolean
}

function walk(directive: Directive, story: readonly StoredChange[]): Walked {
  let [execution, control, isReturned, fixBy, hasRequest] = ['notStarted', 'open', false, null as string | null, false]
  // A standing point's first report falls due after the run's year.
  let due: string | null = directive.periodUnit === null ? effectiveDueDate(directive, null) : null
  for (const { kind, value } of [...story].sort((a, b) => a.effectiveStampMs - b.effectiveStampMs)) {
    if (kind === 'execution') {
      execution = String(value['state'])
      if (execution === 'reported' || execution === 'notApplicableClaim') isReturned = false
    }
    if (kind === 'control') {
      control = String(value['state'])
      isReturned = control === 'returned'
      fixBy = typeof value['fixBy'] === 'string' ? value['fixBy'] : null
    }
    if (kind === 'extension') due = String(value['to'])
    if (kind === 'extensionRequest') hasRequest = true
    if (kind === 'extension' || kind === 'control') hasRequest = false
  }
  const isClosed = control === 'released' || control === 'cancelled'
  const waits = !isClosed && !isReturned && (execution === 'reported' || execution === 'notApplicableClaim')
  return { execution: isReturned ? 'inProgress' : execution, control, isReturned, due: isReturned && fixBy !== null ? fixBy : due, waits, hasRequest: hasRequest && !isClosed }
}

/** Numbers of a document at the end of a day, from the raw histories alone. */
async function countRaw(district: DistrictRecord, documentId: ResolutionId, on: DateOnly, untilMs: number): Promise<Record<string, number>> {
  const own = run.store.forDistrict(district.id)
  const directives = new Map((await own.documents.listDirectives(documentId)).map((directive) => [directive.id as string, directive]))
  const changes = (await own.listChanges({})).filter(({ effectiveStampMs }) => effectiveStampMs < untilMs)
  const numbers: Record<string, number> = {}
  const add = (name: string, is = true): void => { numbers[name] = (numbers[name] ?? 0) + Number(is) }
  for (const change of changes.filter(({ kind }) => kind === 'publication')) {
    const subject = keyToSubject(change.subject)
    const directive = subject?.type === 'directive' ? directives.get(subject.directiveId) : undefined
    if (directive === undefined || subject?.type !== 'directive') continue
    const story = changes.filter((one) => one.organizationId === change.organizationId && one.kind !== 'publication' && String(one.subject).split(':')[1] === subject.directiveId)
    const walked = walk(directive, story)
    add('assignments')
    for (const execution of ['reported', 'inProgress', 'notStarted', 'notApplicableClaim']) add(execution, walked.execution === execution)
    add('released', walked.control === 'released')
    add('cancelled', walked.control === 'cancelled')
    add('returned', walked.isReturned)
    add('awaits', walked.waits)
    add('requests', walked.hasRequest)
    add('overdue', !walked.waits && !['released', 'cancelled'].includes(walked.control) && walked.due !== null && walked.due < on)
  }
  return numbers
}

describe('the summary of each of the five documents', () => {
  it('counts what an independent count of the raw histories counts, today and on past days', async () => {
    expect(documents).toHaveLength(5)
    for (const { district, id, name } of documents) {
      const { today } = contextOf(district, runMs)
      for (const on of [today, addDays(today, -2), addDays(today, -3)]) {
        const { counts } = summaryReport(await run.gather(district, [id], on), wholeChoice)
        const { claimed, assignments, released, cancelled, returned, overdue, requests, awaitsDecision } = counts
        const raw = await countRaw(district, id, on, startOfDayMs(addDays(on, 1), district.zone))
        expect({ assignments, ...claimed, released, cancelled, returned, awaits: awaitsDecision, requests, overdue }, `${name} on ${on}, seed ${String(seed)}`).toEqual(raw)
        if (on === today) expect(Math.min(claimed.reported, claimed.inProgress, claimed.notStarted, released), name).toBeGreaterThan(0)
      }
    }
  })

  it('agrees with the matrix, point by point and organization by organization', async () => {
    for (const { district, id, name } of documents) {
      const matrix = await readMatrix(run.store.forDistrict(district.id), id, contextOf(district, runMs))
      const report = summaryReport(await run.gather(district, [id]), wholeChoice)
      const cells = matrix?.rows.map((row) => row.cells) ?? []
      const plain = ({ assignments, reported, released, awaitsDecision, returned, overdue, requests, withdrawn }: typeof noCounts) => ({ assignments, reported, released, awaitsDecision, returned, overdue, requests, withdrawn })
      expect(plain(report.counts), name).toEqual(countCells(cells.flat()))
      expect(report.organizations.map(({ counts }) => plain(counts)), name).toEqual(cells.map((row) => countCells(row)))
      const rows = report.documents[0]?.rows.filter(({ isCounted }) => isCounted) ?? []
      const columns = (matrix?.directives ?? []).map((_, column) => countCells(cells.map((row) => row[column] ?? null))).filter(({ assignments }) => assignments > 0)
      expect(rows.map(({ counts }) => plain(counts)), name).toEqual(columns)
      expect(plain(rows.map(({ counts }) => plain(counts)).reduce(addCounts, noCounts)), name).toEqual(plain(report.counts))
    }
  })

  it('keeps the silent and the unconnected apart from zeros', async () => {
    for (const { district, id } of documents) {
      const report = summaryReport(await run.gather(district, [id]), wholeChoice)
      const devices = await run.store.forDistrict(district.id).listDevices()
      const heardMs = (organizationId: string): number | null => devices.find((device) => device.organizationId === organizationId)?.lastContactMs ?? null
      const expected = report.organizations.filter(({ organization }) => { const ms = heardMs(organization.id); return ms !== null && runMs - ms > 10 * 86_400_000 })
      expect(report.silent.map(({ organization }) => organization.id)).toEqual(expected.map(({ organization }) => organization.id))
      expect(report.unconnected.every(({ organization }) => heardMs(organization.id) === null)).toBe(true)
    }
  })

  it('adds the five report fields up as a count of the raw answers does', async () => {
    for (const { district, id, name } of documents) {
      const report = summaryReport(await run.gather(district, [id]), wholeChoice)
      const row = report.documents[0]?.rows.find(({ fields }) => fields !== null)
      const raw = (await run.store.forDistrict(district.id).listChanges({ kinds: ['fieldValue'] })).filter(({ subject }) => subject === `d:${row?.directive.id ?? ''}`)
      const answersTo = (fieldId: string) => raw.filter(({ value }) => value['fieldId'] === fieldId).map(({ value }) => value['value'])
      expect(row?.fields?.totals.map(({ field, answered, sum, yes, no }) => [field.id, answered, sum, yes, no]), name).toEqual(runFields.map(({ id: fieldId, type }) => {
        const answers = answersTo(fieldId)
        const tenths = answers.reduce<number>((total, answer) => total + Math.round(Number(answer) * 10), 0)
        return [fieldId, answers.length, type === 'number' && answers.length > 0 ? tenths / 10 : null, answers.filter((one) => one === true).length, answers.filter((one) => one === false).length]
      }))
    }
  })

  it('prints the totals of the five fields in Word and keeps them as numbers in Excel', async () => {
    const options = { silent: true, fields: true }
    for (const { district, id, name } of documents) {
      const report = summaryReport(await run.gather(district, [id]), wholeChoice)
      const asked = report.documents[0]?.rows.find(({ fields }) => fields !== null)
      const raw = (await run.store.forDistrict(district.id).listChanges({ kinds: ['fieldValue'] })).filter(({ subject }) => subject === `d:${asked?.directive.id ?? ''}`)
      const pupils = raw.filter(({ value }) => value['fieldId'] === 'pupils').map(({ value }) => Number(value['value']))
      const sum = pupils.reduce((total, one) => total + one, 0)
      const word = strFromU8(unzipSync(await writeDocx(summaryPaper(report, options)))['word/document.xml'] ?? new Uint8Array())
      expect(word, name).toContain(`ответили ${String(pupils.length)} из ${String(asked?.counts.assignments)}`)
      if (pupils.length > 0) expect(word.replace(/[\u00a0\u202f]/g, ' '), name).toContain(`>${sum.toLocaleString('ru').replace(/[\u00a0\u202f]/g, ' ')} чел.<`)
      const book = unzipSync(await writeXlsx(await summaryWorkbook(report, options, () => Promise.resolve())))
      const sheets = strFromU8(book['xl/workbook.xml'] ?? new Uint8Array()).match(/<sheet /g)?.length ?? 0
      const last = strFromU8(book[`xl/worksheets/sheet${String(sheets)}.xml`] ?? new Uint8Array()).split('<row ').at(-1) ?? ''
      expect(/<c r="C\d+" s="\d+"><v>([\d.]+)<\/v>/.exec(last)?.[1], name).toBe(pupils.length === 0 ? undefined : String(sum))
    }
  })
})
