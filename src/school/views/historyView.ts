import type { DateOnly } from '#core/directive'
import { type JsonObject, newestAnswer, valueOf } from '#core/sync'
import type { AssignmentDetails, ChangeRow, EnrolmentRow } from './rows.ts'
import { formatDay } from '../../i18n/formatDate.ts'
import type { Here } from './dateText.ts'
import { fieldTitle } from './fieldText.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'

const officeKinds: readonly string[] = ['publication', 'control', 'extension', 'profile', 'reportDecision']
const undoableKinds: readonly string[] = ['progressNote', 'evidence', 'extensionRequest', 'innerAssignment']

type Told = Pick<ChangeRow, 'kind' | 'value'>

/** What a change is, in a few words. */
export function changeTitle(change: Told, { today, fields = [] }: Pick<Here, 'today' | 'fields'>): string {
  const answered = fieldTitle(change, fields, today)
  if (answered !== null) return answered
  const execution = valueOf('execution', change)
  if (execution !== null) return change.value['undoes'] === undefined ? t('history.execution', { state: t(`state.${execution.state}`) }) : t('history.toldUndone')
  const control = valueOf('control', change)
  if (control !== null) return controlTitle(control)
  const request = valueOf('extensionRequest', change)
  if (request !== null) return t('history.extensionRequest', { date: formatDay(request.to, today) })
  const extension = valueOf('extension', change)
  if (extension !== null) return extensionTitle(extension, today)
  if (valueOf('publication', change)?.withdrawn === true) return t('history.withdrawn')
  return valueOf('progressNote', change)?.asks === 'correction' ? t('history.correction') : plainTitle(change)
}

/** A decision on control; one that answers a claim or takes another back says so. */
function controlTitle({ state, answers, undoes }: NonNullable<ReturnType<typeof valueOf<'control'>>>): string {
  const said = t(`control.${state}`)
  if (undoes !== undefined) return t('history.control.undone', { state: said })
  if (answers === 'correction') return t('history.correctionRefused')
  if (answers === 'notApplicableClaim') return t(state === 'released' ? 'history.claimAgreed' : 'history.claimRefused', { state: said })
  return t('history.control', { state: said })
}

type ExtensionValue = NonNullable<ReturnType<typeof valueOf<'extension'>>>

/** A new date, a refused request, or a decision on a date taken back. */
function extensionTitle({ to, refused, undoes }: ExtensionValue, today: DateOnly): string {
  if (undoes !== undefined) return t('history.extension.undone')
  return refused === true || to === undefined ? t('history.extension.refused') : t('history.extension', { date: formatDay(to, today) })
}

function plainTitle({ kind, value }: Told): string {
  if (kind === 'innerAssignment' && value['verdict'] === 'taken') return t('history.teacherTaken')
  if (kind === 'innerAssignment' && value['verdict'] === 'declined') return t('history.teacherDeclined')
  switch (kind) {
    case 'acknowledgement':
    case 'progressNote':
    case 'evidence':
    case 'fieldValue':
    case 'organizationReport':
    case 'retraction':
    case 'person':
    case 'publication':
    case 'teacherAnswer':
      return t(`history.${kind}`)
    default:
      return t('history.other')
  }
}

/** The words a person put into a change, if any. */
export function changeText({ kind, value }: Told): string {
  const toldBy = value['undoes'] === undefined ? textIn(value, 'toldBy') : ''
  const told = toldBy === '' ? '' : `(${t('history.told', { name: toldBy })})`
  const proof = kind === 'evidence' && value['hash'] !== undefined ? textIn(value, 'title') : ''
  return [proof, textIn(value, 'text'), textIn(value, 'reason'), textIn(value, 'name'), told].filter(Boolean).join(' ')
}

/** The address of a link given as evidence; a browser opens nothing but https from a record. */
export function changeLink({ value }: Told): string | undefined {
  const link = textIn(value, 'link')
  return link.startsWith('https://') ? link : undefined
}

/** «Передано · квитанция 1274», «На телефоне» or «Не принято: …». */
export function receiptText({ transfer, sequence, code }: ChangeRow): string {
  if (transfer === 'rejected' || transfer === 'quarantined') return t('receipt.refused', { reason: errorText(code ?? '') })
  return sequence === null ? t('receipt.onDevice') : t('receipt.sent', { n: sequence })
}

/** On which phone, or in the office, a change was made. */
export function placeText({ kind, value, deviceId }: ChangeRow, { deviceId: own, formerDeviceIds = [] }: EnrolmentRow): string {
  if (officeKinds.includes(kind) || (textIn(value, 'toldBy') !== '' && deviceId !== own)) return t('history.office')
  if (kind === 'teacherAnswer') return t('history.byLink')
  return deviceId === own || formerDeviceIds.includes(deviceId) ? t('history.thisPhone') : t('history.otherPhone')
}

/** The changes that may still be taken back: the newest mark, the newest answer to each field, and every note, link and request that was not. */
export function undoableIds({ history, executionBy }: AssignmentDetails['state']): ReadonlySet<string> {
  const retracted = new Set(history.map((change) => valueOf('retraction', change)?.changeId))
  const isUndoable = (change: ChangeRow): boolean => {
    if (change.kind === 'execution') return change.id === executionBy?.id && change.value['state'] !== 'notStarted'
    const given = valueOf('fieldValue', change)
    if (given !== null) return given.value !== null && newestAnswer(given.fieldId, history)?.id === change.id
    return undoableKinds.includes(change.kind) && !retracted.has(change.id)
  }
  return new Set(history.filter(isUndoable).map(({ id }) => id))
}

function textIn(value: JsonObject, key: string): string {
  const text = value[key]
  return typeof text === 'string' ? text : ''
}
