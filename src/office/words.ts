import { type Audience, type DateOnly, type Directive, type Resolution, daysBetween } from '#core/directive'
import { type AssignmentCounts, type DeviceTrouble, type DeviceView, type HistoryEntry, silentAfterDays } from '#core/report'
import { valueOf } from '#core/sync'
import { dateInZone, formatCitedDate, formatDay, formatTime } from '../i18n/formatDate.ts'
import { t } from '../i18n/office.ts'

/** Where and when the words are read. */
export interface Reading {
  readonly nowMs: number
  readonly zone: string
  readonly today: DateOnly
}

/** «Решение коллегии № 3 от 17.12.2021». */
export function documentName(resolution: Pick<Resolution, 'kindText' | 'number' | 'date'>): string {
  const kind = readable(resolution.kindText)
  const number = resolution.number === null ? null : t('document.number', { number: resolution.number })
  const date = resolution.date === null ? null : formatCitedDate(resolution.date)
  if (number !== null && date !== null) return t('document.cited', { kind, number, date })
  if (number !== null) return t('document.citedNumber', { kind, number })
  return date === null ? kind : t('document.citedDate', { kind, date })
}

/** A title printed in capitals only, in a form the eye reads: «РЕЗОЛЮЦИЯ» → «Резолюция». */
function readable(printed: string): string {
  if (printed !== printed.toLocaleUpperCase('ru')) return printed
  return printed.charAt(0) + printed.slice(1).toLocaleLowerCase('ru')
}

/** «пункт 4.2»; a dash without a number is named by its place. */
export function pointName(directive: Pick<Directive, 'number' | 'position'>): string {
  return directive.number === null ? t('matrix.pointPlain', { position: directive.position }) : t('matrix.point', { number: directive.number })
}

/** The wording with the heading that carries its verb: «Продолжить реализацию: мероприятий…». */
export function wordingOf({ heading, headingKind, text }: Pick<Directive, 'heading' | 'headingKind' | 'text'>): string {
  return heading !== null && (headingKind === 'task' || headingKind === 'lead_in') ? `${heading} ${text}` : text
}

/** «общеобразовательные, детские сады». */
export function audienceText(audience: readonly Audience[]): string {
  return audience.map((one) => t(`audience.${one}`)).join(', ')
}

/** Whether nobody heard of it for long; what never was in contact is not silent, it is not connected. */
export function isSilent(lastContactMs: number | null, { nowMs }: Pick<Reading, 'nowMs'>): boolean {
  return lastContactMs !== null && nowMs - lastContactMs > silentAfterDays * 86_400_000
}

/** «сегодня в 14:20», «5 дней назад»: days are those of the district's calendar. */
export function agoText(instantMs: number, { nowMs, zone, today }: Reading): string {
  const minutes = Math.floor((nowMs - instantMs) / 60_000)
  if (minutes < 1) return t('contact.now')
  if (minutes < 60) return t('contact.minutes', { n: minutes })
  const days = daysBetween(dateInZone(instantMs, zone), today)
  if (days <= 0) return t('contact.today', { time: formatTime(instantMs, zone) })
  return days === 1 ? t('contact.yesterday', { time: formatTime(instantMs, zone) }) : t('contact.days', { n: days })
}

/** By the class of age of the oldest unsent record, as `describeHealth` writes it. */
const stuckFor: Readonly<Record<number, 'days' | 'week'>> = { 3: 'days', 4: 'week' }

/** What is wrong with a phone, in a sentence of its row. */
export function troubleText(trouble: DeviceTrouble, { health, clockSkewMs }: Pick<DeviceView, 'health' | 'clockSkewMs'>): string {
  if (trouble === 'stuck') return t(`trouble.stuck.${stuckFor[health?.[2] ?? 0] ?? 'month'}`)
  if (trouble === 'fault') return t('trouble.fault.code', { code: health?.[3] ?? '' })
  if (trouble === 'space') return t('trouble.space.text')
  const minutes = Math.round(Math.abs(clockSkewMs ?? 0) / 60_000)
  return t((clockSkewMs ?? 0) > 0 ? 'trouble.clock.ahead' : 'trouble.clock.behind', { time: spanText(minutes) })
}

/** What a phone told of its storage, where it told. */
export function healthText({ health }: Pick<DeviceView, 'health'>): string[] {
  const [space = 0, persisted = 0] = health ?? []
  return [
    space > 1 && space < 4 ? t(`device.space.${space === 2 ? 'low' : 'some'}`) : '',
    persisted > 0 ? t(persisted === 1 ? 'device.persisted' : 'device.notPersisted') : '',
  ].filter((words) => words !== '')
}

/** «3 ч», «2 дн.»: how far a clock is out. */
function spanText(minutes: number): string {
  if (minutes < 120) return t('span.minutes', { n: minutes })
  return minutes < 2 * 1440 ? t('span.hours', { n: Math.round(minutes / 60) }) : t('span.days', { n: Math.round(minutes / 1440) })
}

/** «14 ноября, 09:05» in the district's zone. */
export function momentText(instantMs: number, { zone, today }: Pick<Reading, 'zone' | 'today'>): string {
  return `${formatDay(dateInZone(instantMs, zone), today)}, ${formatTime(instantMs, zone)}`
}

/** «4-й квартал 2026 г.»; a key this version does not know is shown as it is. */
export function periodText(key: string): string {
  const [, year = '', half, quarter, next] = /^(\d{4})(?:-H([12])|-Q([1-4])|\/(\d{2}))?$/.exec(key) ?? []
  if (half !== undefined) return t('period.H', { half, year })
  if (quarter !== undefined) return t('period.Q', { quarter, year })
  if (next !== undefined) return t('period.schoolYear', { years: key })
  return year === '' ? key : t('period.year', { year })
}

/** Kinds whose title needs nothing of their value. */
const plainKinds = ['publication', 'acknowledgement', 'progressNote', 'fieldValue', 'organizationReport', 'retraction'] as const

/** What one entry of a history says happened. */
export function entryTitle(entry: Pick<HistoryEntry, 'kind' | 'value'>, today: DateOnly): string {
  const execution = valueOf('execution', entry)
  if (execution !== null) return t(entry.value['undoes'] === undefined ? `history.execution.${execution.state}` : 'history.toldUndone')
  const control = valueOf('control', entry)
  if (control?.undoes !== undefined) return t('history.control.undone', { state: t(`control.${control.state}`) })
  if (control?.answers === 'correction') return t('history.correctionRefused')
  if (control?.answers === 'notApplicableClaim') return t(control.state === 'released' ? 'history.claimAgreed' : 'history.claimRefused')
  if (control?.state === 'returned' && control.fixBy !== undefined) return t('history.control.returnedBy', { day: formatDay(control.fixBy, today) })
  if (control !== null) return t(`history.control.${control.state}`)
  const request = valueOf('extensionRequest', entry)
  if (request !== null) return t('history.extensionRequest', { day: formatDay(request.to, today) })
  const extension = valueOf('extension', entry)
  if (extension !== null) return extensionTitle(extension, today)
  const evidence = valueOf('evidence', entry)
  if (evidence !== null) return t('history.evidence', { title: evidence.title })
  if (valueOf('progressNote', entry)?.asks === 'correction') return t('history.correction')
  if (valueOf('publication', entry)?.withdrawn === true) return t('history.withdrawn')
  const decided = valueOf('reportDecision', entry)
  if (decided !== null) return t(`history.reportDecision.${decided.state}`)
  const plain = plainKinds.find((kind) => kind === entry.kind)
  return plain === undefined ? t('history.unknown', { kind: entry.kind }) : t(`history.${plain}`)
}

type ExtensionValue = NonNullable<ReturnType<typeof valueOf<'extension'>>>

/** A new date, a refused request, or a decision on a date taken back. */
function extensionTitle({ to, refused, undoes }: ExtensionValue, today: DateOnly): string {
  if (undoes !== undefined) return to === undefined ? t('history.extension.undone') : t('history.extension.undoneTo', { day: formatDay(to, today) })
  return refused === true || to === undefined ? t('history.extension.refused') : t('history.extension', { day: formatDay(to, today) })
}

/** The words the author wrote himself, if any. */
export function entryText({ value }: Pick<HistoryEntry, 'value'>): string | null {
  const said = value['text'] ?? value['reason'] ?? value['link']
  return typeof said === 'string' && said.trim() !== '' ? said : null
}

/** «внёс специалист со слов: …»: what the office entered for the school. */
export function toldText(entry: Pick<HistoryEntry, 'kind' | 'value'>, today: DateOnly): string | null {
  const { toldBy, toldOn, toldWay, undoes } = { ...valueOf('execution', entry), undoes: entry.value['undoes'] }
  if (toldBy === undefined || undoes !== undefined) return null
  return t('told.entered', { name: toldBy, way: toldWay === undefined ? '' : t(`told.way.${toldWay}`), day: toldOn === undefined ? '' : formatDay(toldOn, today) })
}

/** What waits for the office in some counts: reports without a decision and requests for a later date. */
export function waitingIn(counts: AssignmentCounts): number {
  return counts.awaitsDecision + counts.requests
}

/** «Пункт 4.2» where it stands alone. */
export function pointTitle(directive: Pick<Directive, 'number' | 'position'>): string {
  return directive.number === null ? t('unaddressed.pointPlain', { position: directive.position }) : t('unaddressed.point', { number: directive.number })
}
