import { describe, expect, it } from 'vitest'
import { decodeLinkWish, decodeTeacherAnswer, decodeTeacherRead } from '../../../sync-server/teacher/teacherRequests.ts'

const wish = { subject: 'd:p1', name: ' Сидоров П.П. ' }
const secret = 'a'.repeat(43)
const malformed = { ok: false, error: 'BodyMalformed' }

describe('a wish for a link', () => {
  it('needs a point and a name; the rest is filled in and trimmed', () => {
    expect(decodeLinkWish(wish)).toEqual({ ok: true, value: { subject: 'd:p1', name: 'Сидоров П.П.', task: '', dueDate: null } })
    expect(decodeLinkWish({ ...wish, task: 'Опрос\nв 7 классе', dueDate: '2026-12-01' })).toMatchObject({ ok: true, value: { task: 'Опрос\nв 7 классе', dueDate: '2026-12-01' } })
  })

  it.each([
    ['no name', { ...wish, name: '  ' }],
    ['a long name', { ...wish, name: 'ж'.repeat(101) }],
    ['a name that turns the line around', { ...wish, name: 'Сидоров\u202e' }],
    ['a long task', { ...wish, task: 'ж'.repeat(1001) }],
    ['a day the calendar has not', { ...wish, dueDate: '2026-02-30' }],
    ['no point', { name: 'Сидоров П.П.' }],
    ['a point that is none', { ...wish, subject: 'd:p1;drop' }],
    ['a list', [wish]],
  ])('is refused with %s', (_what, body) => {
    expect(decodeLinkWish(body)).toEqual(malformed)
  })
})

describe('what the page sends', () => {
  it('is a whole secret and words of at most 4,000 characters', () => {
    expect(decodeTeacherRead({ secret })).toEqual({ ok: true, value: { secret } })
    for (const other of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}!`]) expect(decodeTeacherRead({ secret: other }), other).toEqual(malformed)
    expect(decodeTeacherAnswer({ secret, text: ' Сделано ' })).toEqual({ ok: true, value: { secret, text: 'Сделано' } })
    for (const text of [' ', 'ж'.repeat(4001), 'а\u0000', 5]) expect(decodeTeacherAnswer({ secret, text })).toEqual(malformed)
  })
})
