import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ChangeId, type DateOnly, type DeviceId, type Directive, type ReportField, type ResolutionId, addDays } from '#core/directive'
import type { OrganizationMarks, SummaryHead, SummarySource } from '#core/report'
import { type Change, type JsonObject, type SubjectKey, changeIdOf, findSuperseded, keyToSubject, schemaVersion, subjectToKey, wholePeriod } from '#core/sync'
import { periodsOf } from '#core/directive'
import { loadDemonstration } from '../../sync-server/demonstration/loadDemonstration.ts'
import { readSeeds, seedProblemsText } from '../../sync-server/demonstration/readSeeds.ts'
import { appendChanges } from '../../sync-server/history/history.ts'
import { contextOf } from '../../sync-server/office/districtContext.ts'
import { readSummaryPage } from '../../sync-server/office/summarySource.ts'
import { systemRandomBytes } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { DistrictRecord, OrganizationRecord } from '../../sync-server/store/records.ts'
import type { OrganizationStore, Store } from '../../sync-server/store/store.ts'
import { createRandom, pickFrom } from './random.ts'
import { makeDeviceRecord } from './recordFactory.ts'

/** Noon of 22 November 2026 in Yakutsk, night in Moscow's: both are the same day. */
export const runMs = Date.UTC(2026, 10, 22, 3)
const dayMs = 86_400_000

/** The five fields of one directive of every document. */
export const runFields: readonly ReportField[] = [
  { id: 'pupils', label: 'Охвачено учащихся', type: 'number', unit: 'чел.' },
  { id: 'hours', label: 'Часов в неделю', type: 'number', unit: null },
  { id: 'ordered', label: 'Приказ издан', type: 'yesNo', unit: null },
  { id: 'heldon', label: 'Дата проведения', type: 'date', unit: null },
  { id: 'page', label: 'Страница сайта', type: 'link', unit: null },
]

/** The demonstration's districts with seeded marks of schools and office. */
export interface SummaryRun {
  readonly store: Store
  readonly districts: readonly DistrictRecord[]
  /** Everything a report over the named documents is made of, gathered by the server's own pages. */
  gather(district: DistrictRecord, documentIds?: readonly ResolutionId[], on?: DateOnly): Promise<SummarySource>
  close(): Promise<void>
}

/** Loads the seeds and lets every school and the office write at random. */
export async function startSummaryRun(seed: number): Promise<SummaryRun> {
  const folder = mkdtempSync(join(tmpdir(), 'summaries-'))
  const store = await openSqliteStore(join(folder, 'porucheno.db'))
  const seeds = await readSeeds(fileURLToPath(new URL('../../seeds', import.meta.url)))
  if (!seeds.ok) throw new Error(seedProblemsText(seeds.error))
  let ids = 0
  const newId = (): string => `id${String((ids += 1)).padStart(6, '0')}`
  const passwordByLogin = new Map(seeds.value.map(({ officerLogin }) => [officerLogin, 'пароль']))
  await loadDemonstration(store, seeds.value, { nowMs: runMs, newId, randomBytes: systemRandomBytes, version: '0.1.0', passwordByLogin })
  const districts = await store.listDistricts()
  const random = createRandom(seed)
  for (const district of districts) await markDistrict(store, district, random)
  return {
    store,
    districts,
    gather: (district, documentIds = [], on) => gatherAll(store, district, documentIds, on),
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function gatherAll(store: Store, district: DistrictRecord, documentIds: readonly ResolutionId[], on?: DateOnly): Promise<SummarySource> {
  const context = contextOf(district, runMs)
  const organizations: OrganizationMarks[] = []
  let head: SummaryHead | null = null
  for (let after: string | null = null; ;) {
    const page = await readSummaryPage(store.forDistrict(district.id), district, { on: on ?? context.today, documentIds, organizationIds: [], after }, context, runMs)
    if (page === null) throw new Error('no such document')
    head ??= page.head
    organizations.push(...page.organizations)
    after = page.next
    if (after === null) break
  }
  if (head === null) throw new Error('the first page has no head')
  return { head, organizations }
}

async function markDistrict(store: Store, district: DistrictRecord, random: () => number): Promise<void> {
  const own = store.forDistrict(district.id)
  for (const { id } of await own.documents.listResolutions()) {
    const [first] = (await own.documents.listDirectives(id)).filter(({ periodUnit }) => periodUnit === null)
    if (first !== undefined) await own.documents.saveDirective({ ...first, version: first.version + 1, reportFields: runFields })
  }
  const directives = new Map((await own.documents.listDirectives()).map((directive) => [directive.id as string, directive]))
  const { ruleSet, today } = contextOf(district, runMs)
  for (const organization of await own.organizations.list()) {
    await store.transaction(async (access) => {
      const door = access.forOrganization(district.id, organization.id)
      const luck = random()
      // One in ten was never connected, one in six is silent for long.
      if (luck > 0.1) await door.devices.insert({ ...makeDeviceRecord(district.id, organization.id, `phone-${organization.id}`, `hash-${organization.id}`), lastContactMs: runMs - (luck < 0.27 ? 19 : 1) * dayMs })
      const written: Written[] = []
      for (const change of await door.history.list({ kinds: ['publication'] })) {
        const subject = keyToSubject(change.subject)
        const directive = subject?.type === 'directive' ? directives.get(subject.directiveId) : undefined
        if (directive === undefined || subject?.type !== 'directive') continue
        const periods = directive.periodUnit === null || directive.firstPeriodFrom === null ? [] : periodsOf(directive.periodUnit, directive.firstPeriodFrom, today, ruleSet, directive.deadline)
        const key = subjectToKey({ ...subject, period: periods.at(-1)?.key ?? wholePeriod })
        written.push(...script(directive, random, today).map((said) => ({ ...said, subject: key, from: change.effectiveStampMs })))
      }
      await appendWritten(door, organization, written)
    })
  }
}

/** One fact of a made-up story: `age` in days before the run. */
interface Said {
  readonly kind: 'execution' | 'control' | 'extension' | 'extensionRequest' | 'fieldValue'
  readonly value: JsonObject
  readonly age: number
}
type Written = Said & { readonly subject: SubjectKey; readonly from: number }

const reports = ['Издан приказ № 41 от 30.08.2026', 'Проведён педсовет, протокол № 2', '', '=СУММ(A1:A9) по школе', 'План утверждён, размещён на сайте'] as const

/** What may happen to a point, the school's words and the office's, oldest first. */
function script(directive: Directive, random: () => number, today: DateOnly): Said[] {
  const luck = random()
  const begun: Said = { kind: 'execution', value: { state: 'inProgress' }, age: 3.9 }
  const reported: Said = { kind: 'execution', value: { state: 'reported', text: pickFrom(reports, random) }, age: 3.2 }
  const fields = fieldAnswers(directive, random)
  const returned: Said = { kind: 'control', value: { state: 'returned', reason: 'Нет приложения', fixBy: addDays(today, random() < 0.5 ? -1 : 9) }, age: 2.5 }
  if (luck < 0.2) return []
  if (luck < 0.35) return [begun]
  if (luck < 0.5) return [begun, reported, ...fields]
  if (luck < 0.68) return [reported, ...fields, { kind: 'control', value: { state: 'released' }, age: 1.5 }]
  if (luck < 0.78) return [reported, ...fields, returned]
  if (luck < 0.84) return [reported, ...fields, returned, { ...reported, age: 0.9 }]
  if (luck < 0.89) return [{ kind: 'execution', value: { state: 'notApplicableClaim', reason: 'В школе нет таких классов' }, age: 2.2 }]
  if (luck < 0.93) return [begun, { kind: 'extensionRequest', value: { to: addDays(today, 20), reason: 'Болеет учитель' }, age: 2 }]
  if (luck < 0.97) return [begun, { kind: 'extension', value: { to: addDays(today, 30) }, age: 1.7 }]
  return [{ kind: 'control', value: { state: 'cancelled', reason: 'Пункт утратил силу' }, age: 1.1 }]
}

function fieldAnswers({ reportFields }: Directive, random: () => number): Said[] {
  return reportFields.flatMap((field): Said[] => {
    if (random() < 0.2) return []
    const value = { number: field.unit === null ? Math.round(random() * 300) / 10 : Math.round(random() * 400), yesNo: random() < 0.7, date: `2026-10-${String(10 + Math.floor(random() * 20))}`, text: 'текст', link: 'https://school.example/plan' }[field.type]
    return [{ kind: 'fieldValue', value: { fieldId: field.id, value }, age: 3.1 }]
  })
}

/** Appends the facts as an honest phone and office would: each knows all that came before it. */
async function appendWritten(door: OrganizationStore, organization: OrganizationRecord, written: readonly Written[]): Promise<void> {
  const known = new Map<SubjectKey, Change[]>()
  const numbers = new Map<string, number>()
  const changes = written.map(({ kind, value, subject, age, from }): Change => {
    const device = (kind === 'control' || kind === 'extension' ? `desk-${organization.id}` : `phone-${organization.id}`) as DeviceId
    const deviceSequence = (numbers.get(device) ?? 0) + 1
    numbers.set(device, deviceSequence)
    const own = known.get(subject) ?? []
    const seen = own.map((change) => ({ ...change, sequence: null, effectiveStampMs: null }))
    const change: Change = {
      id: changeIdOf(device, deviceSequence) as ChangeId, deviceId: device, deviceSequence, districtId: organization.districtId, organizationId: organization.id,
      authorId: 'person1' as Change['authorId'], subject, kind, value, supersedes: findSuperseded({ kind, value }, seen),
      stampMs: Math.max(from + own.length + 1, Math.round(runMs - age * dayMs)), subjectVersion: 1, schemaVersion, appVersion: '0.1.0',
    }
    known.set(subject, [...own, change])
    return change
  })
  await appendChanges(door, changes, { nowMs: runMs })
}
