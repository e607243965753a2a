import type { ChildId, DeviceId, Directive, DirectiveId, PrintedDeadline, ResolutionId } from '#core/directive'
import { type JsonObject, type PlacedChange, type StoredChange, type SubjectKey } from '#core/sync'
import { makeChange } from './changeFactory.ts'
import { makeAddressee } from './directiveFactory.ts'

const noDeadline: PrintedDeadline = { kind: 'none', text: null }

/** A point of document `r1` for general schools, without a date until a test says otherwise. */
export function makeDirective(id: string, changes: Partial<Directive> = {}): Directive {
  return {
    id: id as DirectiveId,
    resolutionId: 'r1' as ResolutionId,
    version: 1,
    position: 1,
    number: '4.2',
    heading: null,
    headingKind: null,
    text: 'Пересмотреть учебную нагрузку педагогов.',
    children: [],
    addressee: makeAddressee({ audience: ['general_school'] }),
    deadline: noDeadline,
    computed: { dueDate: null, rule: 'no_date', movedFrom: null, toConfirm: false },
    reportDue: null,
    periodUnit: null,
    firstPeriodFrom: null,
    reportFields: [],
    materials: [],
    ...changes,
  }
}

export function makeChild(id: string): { id: ChildId; text: string } {
  return { id: id as ChildId, text: 'информационные мероприятия' }
}

/** A change that stands in the history under the next receipt; `history` is filled from the first on. */
export function store(history: StoredChange[], fields: Partial<PlacedChange> & { readonly subject: SubjectKey; readonly kind: string; readonly value: JsonObject }): StoredChange {
  const sequence = history.length + 1
  const deviceId = fields.deviceId ?? ('office' as DeviceId)
  const deviceSequence = fields.deviceSequence ?? history.filter((change) => change.deviceId === deviceId).length + 1
  const change = makeChange({ ...fields, deviceId, deviceSequence, stampMs: fields.stampMs ?? sequence * 1_000 })
  const stored = { ...change, sequence, effectiveStampMs: change.stampMs }
  history.push(stored)
  return stored
}
