import { describe, expect, it } from 'vitest'
import type { DeviceId, OfficerId, PersonId } from '#core/directive'
import { peopleOf, summarizeHistory } from '#core/report'
import type { StoredChange, SubjectKey } from '#core/sync'
import { store } from '../../../support/historyFactory.ts'

const subject = 'd:p1' as SubjectKey
const phone = 'phone' as DeviceId
const names = {
  authors: new Map([['petrova', { name: 'Петрова А.И.', post: 'директор' }], ['ivanova', { name: 'Иванова Т.П.', post: 'специалист' }]]),
  devices: new Map([[phone, 'Android, Chrome 138']]),
}

describe('the history of an assignment', () => {
  it('names who, on which phone and under which receipt, and keeps kinds of a newer version', () => {
    const changes: StoredChange[] = []
    store(changes, { subject, kind: 'execution', value: { state: 'inProgress' }, deviceId: phone, authorId: 'petrova' as PersonId })
    store(changes, { subject, kind: 'control', value: { state: 'onControl' }, authorId: 'ivanova' as OfficerId })
    store(changes, { subject, kind: 'somethingNew', value: {}, deviceId: phone, authorId: 'nobody' as PersonId })
    expect(summarizeHistory(changes, [], names)).toEqual([
      { changeId: 'phone-1', receipt: 1, kind: 'execution', value: { state: 'inProgress' }, author: 'Петрова А.И.', post: 'директор', byOffice: false, deviceLabel: 'Android, Chrome 138', atMs: 1_000, notApplied: false },
      { changeId: 'office-1', receipt: 2, kind: 'control', value: { state: 'onControl' }, author: 'Иванова Т.П.', post: 'специалист', byOffice: true, deviceLabel: '', atMs: 2_000, notApplied: false },
      { changeId: 'phone-2', receipt: 3, kind: 'somethingNew', value: {}, author: '', post: '', byOffice: false, deviceLabel: 'Android, Chrome 138', atMs: 3_000, notApplied: false },
    ])
  })

  it('leaves out what stays inside the school', () => {
    const changes: StoredChange[] = []
    store(changes, { subject, kind: 'ownStep', value: {}, deviceId: phone })
    store(changes, { subject, kind: 'innerAssignment', value: {}, deviceId: phone })
    expect(summarizeHistory(changes, [], names)).toEqual([])
  })

  it('marks what came after a release without having seen it', () => {
    const changes: StoredChange[] = []
    const first = store(changes, { subject, kind: 'execution', value: { state: 'reported' }, deviceId: phone })
    store(changes, { subject, kind: 'control', value: { state: 'released' }, supersedes: [first.id] })
    store(changes, { subject, kind: 'execution', value: { state: 'inProgress' }, deviceId: 'second' as DeviceId })
    expect(summarizeHistory(changes, [], names).map((entry) => entry.notApplied)).toEqual([false, false, true])
  })

  it('puts what stands around it by receipt, each change once', () => {
    const changes: StoredChange[] = []
    const published = store(changes, { subject, kind: 'publication', value: {} })
    const acknowledged = store(changes, { subject: 'r:r1' as SubjectKey, kind: 'acknowledgement', value: {}, deviceId: phone })
    const marked = store(changes, { subject, kind: 'execution', value: { state: 'inProgress' }, deviceId: phone })
    expect(summarizeHistory([published, marked], [acknowledged, published], names).map((entry) => entry.receipt)).toEqual([1, 2, 3])
  })
})

describe('the people of an organization', () => {
  it('carry the newest name and post', () => {
    const changes: StoredChange[] = []
    const person = (post: string): void => { store(changes, { subject: 'o' as SubjectKey, kind: 'person', value: { personId: 'petrova', name: 'Петрова А.И.', post } }) }
    person('завуч')
    person('директор')
    expect([...peopleOf(changes)]).toEqual([['petrova', { name: 'Петрова А.И.', post: 'директор' }]])
  })
})
