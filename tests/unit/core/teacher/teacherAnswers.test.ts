import { describe, expect, it } from 'vitest'
import type { ChangeId } from '#core/directive'
import type { JsonObject, PlacedChange } from '#core/sync'
import { teacherAnswersOf } from '#core/teacher'

const change = (n: number, kind: string, value: JsonObject): PlacedChange =>
  ({ id: `d-${String(n)}`, deviceId: 'd', deviceSequence: n, kind, value, supersedes: [], stampMs: n, effectiveStampMs: n, sequence: n, subject: 'd:p1' }) as unknown as PlacedChange
const answer = (n: number, link: string, text: string): PlacedChange => change(n, 'teacherAnswer', { link, text })
const verdict = (n: number, of: number, word: string): PlacedChange => change(n, 'innerAssignment', { answer: `d-${String(of)}`, verdict: word })
const told = (changes: readonly PlacedChange[]) => teacherAnswersOf(changes).map(({ link, text, verdict: word }) => [link, text, word])

describe('the answers by links', () => {
  it('are the newest of each link, in whatever order they came', () => {
    expect(told([answer(3, 'a', 'новый'), answer(1, 'a', 'старый'), answer(2, 'b', 'другой')])).toEqual([['a', 'новый', null], ['b', 'другой', null]])
  })

  it('are decided one by one: a later answer is a draft anew', () => {
    const first = [answer(1, 'a', 'раз'), verdict(2, 1, 'declined')]
    expect(told(first)).toEqual([['a', 'раз', 'declined']])
    expect(told([...first, answer(3, 'a', 'два')])).toEqual([['a', 'два', null]])
  })

  it('are drafts again when the verdict is taken back, and under a word of a later version', () => {
    const declined = [answer(1, 'a', 'раз'), verdict(2, 1, 'declined')]
    expect(told([...declined, change(3, 'retraction', { changeId: 'd-2' as ChangeId })])).toEqual([['a', 'раз', null]])
    expect(told([answer(1, 'a', 'раз'), verdict(2, 1, 'praised')])).toEqual([['a', 'раз', null]])
  })

  it('pass by what they cannot read', () => {
    expect(told([change(1, 'teacherAnswer', { link: 'a' }), change(2, 'innerAssignment', {})])).toEqual([])
  })
})
