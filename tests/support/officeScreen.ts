import { type VueWrapper, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { type Mock, vi } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import { type DirectiveId, type OfficerId, type OrganizationId, type ResolutionId, defaultRuleSet } from '#core/directive'
import { type DraftView, draftOf } from '#core/draft'
import type { LetterView } from '#core/organizations'
import { parseResolution } from '#core/resolution'
import type { AssignmentView, DifferenceView, DocumentLifeView, DocumentRow, HistoryEntry, MatrixCell, OfficerView, OrganizationRow, OrganizationView, PersonRow, SafetyView, SettingsView } from '#core/report'
import { noCounts } from '#core/report'
import type { SubjectKey } from '#core/sync'
import App from '../../src/office/App.vue'
import type { LifeDoors } from '../../src/office/api/lifeDoors.ts'
import type { OfficeApi } from '../../src/office/api/officeApi.ts'
import type { PeopleDoors } from '../../src/office/api/peopleDoors.ts'
import type { SettingsDoors } from '../../src/office/api/settingsDoors.ts'
import { createOfficeRouter } from '../../src/office/router.ts'
import { officeServicesKey } from '../../src/office/stores/officeServices.ts'
import { makeControl } from './controlFactory.ts'
import { day } from './day.ts'
import { makeDirective } from './historyFactory.ts'
import { makeResolution } from './recordFactory.ts'
import { makeSummaryPage } from './summaryFactory.ts'

/** Sunday noon in Yakutsk. */
export const screenNowMs = Date.UTC(2026, 10, 22, 3)
const dayMs = 86_400_000

export type FakeApi = { readonly [Method in keyof OfficeApi]: Mock<OfficeApi[Method]> }
export const fine = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const refusal = (code: string, retryAfterSeconds: number | null = null) => ({ ok: false, error: { code, retryAfterSeconds } }) as const

export const officer: OfficerView = {
  officer: { id: 'officer1' as OfficerId, name: 'Иванова Т.П.', post: 'специалист' },
  rights: ['read', 'decide', 'write', 'administer'],
  district: { name: 'Сунтарский улус', zone: 'Asia/Yakutsk', office: 'Управление образования', phone: '8 41135 0-00-23' },
  today: day('2026-11-22'),
}

export function makeCell(changes: Partial<MatrixCell> = {}): MatrixCell {
  return {
    subject: 'd:p1' as SubjectKey, state: 'notStarted', execution: 'notStarted', control: 'onControl', delivery: 'delivered',
    dueDate: null, isOverdue: false, hasClash: false, hasRequest: false, ...changes,
  }
}

export function makeDocumentRow(changes: Partial<DocumentRow> = {}): DocumentRow {
  return { resolution: makeResolution('r1'), directives: 2, unaddressed: 0, counts: noCounts, isWithdrawn: false, curatorId: null, curator: '', ...changes }
}

export function makeOrganizationRow(id: string, changes: Partial<OrganizationRow> = {}): OrganizationRow {
  return {
    id: id as OrganizationId, number: '1001', name: `Школа ${id}`, kinds: ['general_school'], settlement: 'с. Верхнее', phone: '8 41135 0-00-31', head: 'Петрова А.И.', closedOn: null, successorId: null,
    lastContactMs: screenNowMs - 5 * dayMs, devices: 1, counts: noCounts, ...changes,
  }
}

export function makeOrganizationView(changes: Partial<OrganizationView> = {}): OrganizationView {
  return { ...makeOrganizationRow('one'), people: [], deviceList: [], assignments: [], codeExpiresMs: null, quarantined: 0, ...changes }
}

export function makeEntry(changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    changeId: 'phone-1', receipt: 7, kind: 'execution', value: { state: 'inProgress' }, author: 'Петрова А.И.', post: 'директор', byOffice: false,
    deviceLabel: 'Android 10', atMs: screenNowMs - dayMs, notApplied: false, ...changes,
  }
}

export function makeAssignment(changes: Partial<AssignmentView> = {}): AssignmentView {
  return {
    resolution: makeResolution('r1'), directive: makeDirective('p1'), organization: { id: 'one' as OrganizationId, name: 'Школа one', number: '1001' },
    subject: 'd:p1' as SubjectKey, cell: makeCell({ state: 'awaitsDecision', execution: 'reported' }), reportText: 'Приказ № 41', clashChangeIds: [],
    openRequest: null, extendedTo: null, related: [], history: [makeEntry({ value: { state: 'reported', text: 'Приказ № 41' } })], ...changes,
  }
}

/** A letter with one point. */
export function makeLetter(id: string, changes: Partial<LetterView> = {}): LetterView {
  return {
    organizationId: id as OrganizationId, organizationNumber: '1001', organizationName: `Школа ${id}`, head: 'Петрова А.И.', code: '482917305', link: `https://p.example/e#${id}`,
    expiresMs: screenNowMs + 14 * dayMs, points: [{ number: '4.2', text: 'Пересмотреть учебную нагрузку', document: { kindText: 'Решение', number: '3', date: day('2021-12-17') }, dueDate: day('2026-12-01') }], ...changes,
  }
}

/** A server whose last backup is an hour old, never restored. */
export function makeSafety(changes: Partial<SafetyView> = {}): SafetyView {
  return { lastBackup: { takenMs: screenNowMs - 3_600_000, sizeBytes: 12_300_000 }, isBackupLate: false, backupFailure: null, restore: null, ...changes }
}

const draftText = 'ПРИКАЗ № 12 от 14.03.2022\nПРИКАЗЫВАЮ:\n1. Директорам школ провести опрос до 1 июня 2022 г.\n2. Обновить сайты.\n3. Контроль оставляю за собой.\n'

/** A draft as the server would read it: a dated point, one that names nobody, and the issuer's own act. */
export function makeDraft(changes: Partial<DraftView> = {}): DraftView {
  let count = 0
  const context = { newId: () => `id${String((count += 1))}`, ruleSet: defaultRuleSet, organizations: [], today: officer.today }
  return { id: 'draft1', revision: 1, name: 'приказ.docx', text: draftText, body: draftOf(parseResolution(draftText), context), changedMs: screenNowMs, changedBy: officer.officer.id, same: [], corrects: null, curatorId: null, officers: [], ruleSet: defaultRuleSet, ...changes }
}

/** Somebody of the office. */
export function makePersonRow(changes: Partial<PersonRow> = {}): PersonRow {
  return { id: 'officer1' as OfficerId, login: 'ivanova', name: 'Иванова Т.П.', post: 'специалист', roles: ['specialist', 'administrator'], standing: 'active', linkUntilMs: null, lastUsedMs: screenNowMs, ...changes }
}

export const settings: SettingsView = {
  name: 'Сунтарский улус', region: 'Республика Саха (Якутия)', zone: 'Asia/Yakutsk', office: { name: 'Управление образования', phone: '8 41135 0-00-01' },
  clerk: { name: 'Иванова Т.П.', post: 'специалист', phone: '8 41135 0-00-23' }, standingPeriodUnit: 'year', ruleSet: {},
  letterhead: ['Управление образования'], head: { post: 'Начальник управления', name: 'А.А. Петров' }, phrases: [], defaultPeriod: 'quarter',
}

type PeopleApi = Pick<FakeApi, keyof PeopleDoors | keyof SettingsDoors>

/** What concerns people, settings and the first run: an office that is set up and well. */
function createFakePeopleApi(): PeopleApi {
  const link = { link: 'https://p.example/office/invitation#secret', expiresMs: screenNowMs + 7 * dayMs }
  return {
    people: vi.fn<OfficeApi['people']>(async () => fine([makePersonRow()])),
    invitePerson: vi.fn<OfficeApi['invitePerson']>(async () => fine(link)),
    changePerson: vi.fn<OfficeApi['changePerson']>(async () => fine(null)),
    relinkPerson: vi.fn<OfficeApi['relinkPerson']>(async () => fine(link)),
    setPersonActive: vi.fn<OfficeApi['setPersonActive']>(async () => fine(null)),
    invited: vi.fn<OfficeApi['invited']>(async () => fine({ login: 'petrova', name: 'Петрова А.И.', office: 'Управление образования' })),
    acceptInvitation: vi.fn<OfficeApi['acceptInvitation']>(async () => fine(officer)),
    profile: vi.fn<OfficeApi['profile']>(async () => fine({ login: 'ivanova', roles: ['specialist'], sessions: [{ id: 's1', browser: 'Chrome, Windows', createdMs: screenNowMs - dayMs, lastUsedMs: screenNowMs, isOwn: true }] })),
    changePassword: vi.fn<OfficeApi['changePassword']>(async () => fine(null)),
    endSession: vi.fn<OfficeApi['endSession']>(async () => fine(null)),
    endAllSessions: vi.fn<OfficeApi['endAllSessions']>(async () => fine(null)),
    journal: vi.fn<OfficeApi['journal']>(async () => fine({ rows: [], total: 0, next: null, people: [] })),
    schoolPeople: vi.fn<OfficeApi['schoolPeople']>(async () => fine([])),
    schoolPerson: vi.fn<OfficeApi['schoolPerson']>(async () => fine({})),
    erasePerson: vi.fn<OfficeApi['erasePerson']>(async () => fine('Сотрудник № 1')),
    settings: vi.fn<OfficeApi['settings']>(async () => fine(settings)),
    saveSettings: vi.fn<OfficeApi['saveSettings']>(async () => fine(3)),
    isSetupNeeded: vi.fn<OfficeApi['isSetupNeeded']>(async () => fine(false)),
    setUp: vi.fn<OfficeApi['setUp']>(async () => fine(officer)),
    setupProgress: vi.fn<OfficeApi['setupProgress']>(async () => fine({ people: 2, organizations: 3, documents: 1, letters: 1, isDismissed: false })),
    dismissSetup: vi.fn<OfficeApi['dismissSetup']>(async () => fine(null)),
    doctor: vi.fn<OfficeApi['doctor']>(async () => fine({ nowMs: screenNowMs, publicUrl: 'https://p.example', version: '0.1.0', checks: [] })),
  }
}

/** An API that answers everything with something small, until a test says otherwise. */
export function createFakeApi(): FakeApi {
  return {
    signIn: vi.fn<OfficeApi['signIn']>(async () => fine(officer)),
    signOut: vi.fn<OfficeApi['signOut']>(async () => fine(null)),
    me: vi.fn<OfficeApi['me']>(async () => fine(officer)),
    documents: vi.fn<OfficeApi['documents']>(async () => fine([makeDocumentRow()])),
    unaddressed: vi.fn<OfficeApi['unaddressed']>(async () => fine([])),
    address: vi.fn<OfficeApi['address']>(async () => fine(null)),
    organizations: vi.fn<OfficeApi['organizations']>(async () => fine([makeOrganizationRow('one')])),
    organization: vi.fn<OfficeApi['organization']>(async () => fine(makeOrganizationView())),
    createCode: vi.fn<OfficeApi['createCode']>(async () => fine({ organizationNumber: '1001', code: '482917305', link: 'https://p.example/e#secret', expiresMs: screenNowMs + 14 * dayMs })),
    revoke: vi.fn<OfficeApi['revoke']>(async () => fine(null)),
    assignment: vi.fn<OfficeApi['assignment']>(async () => fine(makeAssignment())),
    control: vi.fn<OfficeApi['control']>(async () => fine(makeAssignment())),
    controlView: vi.fn<OfficeApi['controlView']>(async () => fine(makeControl())),
    queue: vi.fn<OfficeApi['queue']>(async () => fine([])),
    act: vi.fn<OfficeApi['act']>(async (places) => fine({ done: places.map((place) => ({ ...place, changeId: 'office-9' })), refused: [] })),
    undoActs: vi.fn<OfficeApi['undoActs']>(async (places) => fine({ done: places, refused: [] })),
    enterTold: vi.fn<OfficeApi['enterTold']>(async () => fine(makeAssignment())),
    undoTold: vi.fn<OfficeApi['undoTold']>(async () => fine(makeAssignment())),
    safety: vi.fn<OfficeApi['safety']>(async () => fine(makeSafety())),
    extend: vi.fn<OfficeApi['extend']>(async () => fine(makeAssignment())),
    addOrganization: vi.fn<OfficeApi['addOrganization']>(async () => fine({ organizationId: 'new' as OrganizationId, number: '1002' })),
    editOrganization: vi.fn<OfficeApi['editOrganization']>(async () => fine(null)),
    closeOrganization: vi.fn<OfficeApi['closeOrganization']>(async () => fine({ readdressed: 0 })),
    reopenOrganization: vi.fn<OfficeApi['reopenOrganization']>(async () => fine(null)),
    handOver: vi.fn<OfficeApi['handOver']>(async () => fine(null)),
    organizationReports: vi.fn<OfficeApi['organizationReports']>(async () => fine([])),
    decideReport: vi.fn<OfficeApi['decideReport']>(async () => fine([])),
    standing: vi.fn<OfficeApi['standing']>(async () => fine([])),
    deliver: vi.fn<OfficeApi['deliver']>(async () => fine({ directives: 0 })),
    readImport: vi.fn<OfficeApi['readImport']>(async () => fine({ sheet: '', fields: ['name', 'kinds'], unknown: [], rows: [] })),
    importOrganizations: vi.fn<OfficeApi['importOrganizations']>(async ({ added, changed }) => fine({ added, changed, organizationIds: [] })),
    letters: vi.fn<OfficeApi['letters']>(async (ids) => fine(ids.map((id) => makeLetter(id)))),
    drafts: vi.fn<OfficeApi['drafts']>(async () => fine([])),
    draft: vi.fn<OfficeApi['draft']>(async () => fine(makeDraft())),
    createDraft: vi.fn<OfficeApi['createDraft']>(async () => fine(makeDraft())),
    pasteDraft: vi.fn<OfficeApi['pasteDraft']>(async () => fine(makeDraft())),
    saveDraft: vi.fn<OfficeApi['saveDraft']>(async (_id, revision) => fine({ revision: revision + 1, changedMs: screenNowMs })),
    discardDraft: vi.fn<OfficeApi['discardDraft']>(async () => fine(null)),
    keepFile: vi.fn<OfficeApi['keepFile']>(async (file) => fine({ hash: 'a'.repeat(64), sizeBytes: file.size, fileType: 'pdf', isNew: true })),
    reportMarks: vi.fn<OfficeApi['reportMarks']>(async () => fine(makeSummaryPage())),
    ...createFakePeopleApi(),
    publishDraft: vi.fn<OfficeApi['publishDraft']>(async () => fine({ resolutionId: 'r1' as ResolutionId, organizations: 1, directives: 2, unaddressed: 0 })),
    ...createFakeLife(),
  }
}

function createFakeLife(): Pick<FakeApi, keyof LifeDoors> {
  return {
    documentLife: vi.fn<OfficeApi['documentLife']>(async () => fine(makeLife())),
    documentPoints: vi.fn<OfficeApi['documentPoints']>(async () => fine(makeDraft().body)),
    correctDocument: vi.fn<OfficeApi['correctDocument']>(async () => fine(makeDraft())),
    withdrawPoints: vi.fn<OfficeApi['withdrawPoints']>(async () => fine(null)),
    bringBackPoints: vi.fn<OfficeApi['bringBackPoints']>(async () => fine(null)),
    undoPublishing: vi.fn<OfficeApi['undoPublishing']>(async () => fine(null)),
    setDocumentCurator: vi.fn<OfficeApi['setDocumentCurator']>(async () => fine(null)),
    setDraftCurator: vi.fn<OfficeApi['setDraftCurator']>(async () => fine(null)),
    draftDifference: vi.fn<OfficeApi['draftDifference']>(async () => fine(makeDifference())),
    joinDraft: vi.fn<OfficeApi['joinDraft']>(async () => fine(makeDraft())),
    refreshCorrection: vi.fn<OfficeApi['refreshCorrection']>(async () => fine(makeDraft())),
  }
}

export function makeDifference(changes: Partial<DifferenceView> = {}): DifferenceView {
  const counts = { organizations: 2, added: 4, addedTo: 2, dueMoved: 0, changed: 0, taken: 0, takenFrom: 0, unaddressed: 0 }
  return { isCorrection: false, isIdle: false, isHeadChanged: false, points: [], counts, ...changes }
}

export function makeLife(changes: Partial<DocumentLifeView> = {}): DocumentLifeView {
  const point = (id: string, number: string, withdrawnMs: number | null) => ({ directiveId: id as DirectiveId, number, text: `Пункт ${id}`, version: 1, withdrawnMs, holders: withdrawnMs === null ? 3 : 0 })
  return {
    resolution: makeResolution('r1'), state: 'published', curatorId: null, officers: [{ id: officer.officer.id, name: officer.officer.name }], correction: null,
    undo: { type: 'none' }, events: [], points: [point('p1', '4.1', null), point('p2', '4.2', screenNowMs - dayMs)], ...changes,
  }
}

/** A program opened at an address, its first answers drawn. */
export async function openScreen(path: string, api: FakeApi): Promise<VueWrapper> {
  const router = createOfficeRouter(createMemoryHistory('/office'))
  await router.push(path)
  const screen = mount(App, {
    attachTo: document.body,
    global: { plugins: [createPinia(), router], provide: { [officeServicesKey]: { api, nowMs: () => screenNowMs } } },
  })
  await flushPromises()
  return screen
}

/** The button with these words. */
export function button(screen: VueWrapper, words: string) {
  const found = screen.findAll('button').find((one) => one.text() === words)
  if (found === undefined) throw new Error(`No button «${words}»: ${screen.findAll('button').map((one) => one.text()).join(', ')}`)
  return found
}

