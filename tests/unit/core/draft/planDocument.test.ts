import { describe, expect, it } from 'vitest'
import { type DraftBody, type HeldDocument, type PlanContext, draftFromDocument, earlierOffers, isIdle, joinDocument, likenessOf, planDocument, planReturn, planWithdrawal, rebaseDraft, takeEarlier } from '#core/draft'
import { type Directive, type DirectiveId, type DistrictId, type Organization, type OrganizationId, defaultRuleSet } from '#core/directive'
import { day } from '../../../support/day.ts'
import { makeAddressee } from '../../../support/directiveFactory.ts'
import { makeChild, makeDirective } from '../../../support/historyFactory.ts'
import { makeResolution } from '../../../support/recordFactory.ts'

const organization = (id: string, kinds: Organization['kinds'] = ['general_school'], closedOn: Organization['closedOn'] = null): Organization => ({ districtId: 'north' as DistrictId, id: id as OrganizationId, number: id, name: id, kinds, settlement: '', closedOn, successorId: null })
const organizations = [organization('school'), organization('closed', ['general_school'], day('2026-01-01')), organization('nursery', ['preschool']), organization('late')]
let minted = 0
const context: PlanContext = { ruleSet: defaultRuleSet, publishedOn: day('2026-11-22'), newId: () => `new${String((minted += 1))}`, organizations }
const directives: readonly Directive[] = [
  makeDirective('p1', { number: '1', position: 1, text: 'Провести опрос родителей.' }),
  makeDirective('p2', { number: '2', position: 2, text: 'Обновить сайты школ.', children: [makeChild('c1')] }),
  makeDirective('p3', { number: '3', position: 3, text: 'Проверить кровли зданий.' }),
]
const known: HeldDocument = {
  resolution: makeResolution('r1'),
  points: directives.map((directive) => ({ directive, isWithdrawn: directive.id === 'p3', isOnControl: true })),
  // «late» came to the district after the document.
  holdersOf: (id) => new Set(id === 'p3' ? [] : (['school', 'closed'] as OrganizationId[])),
}
const draft = draftFromDocument(known)
const plan = (body: DraftBody) => planDocument(body, known, known.resolution.id, context)
const edit = (id: string, change: Partial<DraftBody['items'][number]>): DraftBody => ({ ...draft, items: draft.items.map((item) => (item.id === id ? { ...item, ...change } : item)) })
const fates = (body: DraftBody) => plan(body).points.map(({ directive, fate, parts }) => [directive.id, directive.version, fate, parts])

describe('a correction', () => {
  it('that changes nothing does nothing, also to what is withdrawn', () => {
    expect(isIdle(plan(draft))).toBe(true)
    expect(plan(draft).resolution.version).toBe(known.resolution.version)
    expect(fates(draft)).toEqual([['p1', 1, 'same', []], ['p2', 1, 'same', []]])
  })

  it('raises the version of what changed alone, and tells those who hold it and still work', () => {
    const { points, resolution } = plan(edit('p1', { text: 'Провести опрос всех родителей.', reportDue: day('2026-12-30') }))
    expect(resolution.version).toBe(known.resolution.version + 1)
    expect(points[0]).toMatchObject({ directive: { id: 'p1', version: 2, position: 1 }, parts: ['text', 'reportDue'], tells: ['school'], gives: ['late'], takes: [] })
    expect(points[1]).toMatchObject({ directive: { version: 1 }, fate: 'same', gives: [] })
  })

  it('takes a point from whom it no longer names and gives it to whom it names now', () => {
    const [first] = plan(edit('p1', { addressee: makeAddressee({ audience: ['preschool'] }) })).points
    expect(first).toMatchObject({ fate: 'changed', parts: ['addressee'], gives: ['nursery'], tells: [], takes: ['school'] })
  })

  it('withdraws what left the document and brings back what is a directive again', () => {
    const body = edit('p3', { isDirective: true })
    const found = plan({ ...body, items: body.items.filter(({ id }) => id !== 'p1') })
    expect(found.points.map(({ directive, fate, takes, gives }) => [directive.id, fate, takes, gives])).toEqual([
      ['p2', 'same', [], []], ['p3', 'broughtBack', [], ['school', 'late']], ['p1', 'withdrawn', ['school', 'closed'], []],
    ])
  })

  it('puts a new point between two without telling them anew, and moves only what was moved', () => {
    const [first, second, third] = draft.items
    if (first === undefined || second === undefined || third === undefined) throw new Error('three rows')
    const added = { ...first, id: 'northp9' as DirectiveId, number: '1а', text: 'Собрать заявки.' }
    const found = plan({ ...draft, items: [first, added, second, third] })
    expect(found.points.map(({ directive, fate }) => [directive.position, fate])).toEqual([[1, 'same'], [1.5, 'added'], [2, 'same']])
    expect(found.points[1]?.directive.id).not.toBe('northp9')
    expect(plan({ ...draft, items: [second, first, third] }).points.map(({ directive, fate }) => [directive.id, fate])).toEqual([['p2', 'same'], ['p1', 'changed']])
  })

  it('keeps the ids of children within their own point alone', () => {
    const [first, second] = edit('p1', { children: [makeChild('c1')] }).items
    if (first === undefined || second === undefined) throw new Error('two rows')
    const [one, two] = plan({ ...draft, items: [first, second] }).points
    expect(one?.directive.children[0]?.id).not.toBe('c1')
    expect(two?.directive.children[0]?.id).toBe('c1')
  })

  it('keeps the first period and the computed date while nothing they come from changes', () => {
    const standing = makeDirective('p1', { deadline: { kind: 'permanent', text: 'постоянно', position: 'end_of_point' }, periodUnit: 'year', firstPeriodFrom: day('2024-01-01'), computed: { dueDate: null, rule: 'standing', movedFrom: null, toConfirm: false } })
    const held: HeldDocument = { ...known, points: [{ directive: standing, isWithdrawn: false, isOnControl: true }] }
    const body = draftFromDocument(held)
    const change = (periodUnit: 'year' | 'quarter') => planDocument({ ...body, items: body.items.map((item) => ({ ...item, text: 'иначе', periodUnit })) }, held, held.resolution.id, context).points[0]
    expect(change('year')).toMatchObject({ parts: ['text'], directive: { firstPeriodFrom: '2024-01-01' } })
    expect(change('quarter')).toMatchObject({ parts: ['text', 'period'], directive: { firstPeriodFrom: '2026-10-01' } })
  })

  it('of control alone repeats the version with the new control', () => {
    expect(plan(edit('p1', { isOnControl: false })).points[0]).toMatchObject({ fate: 'same', isControlChanged: true, directive: { version: 1 } })
    expect(isIdle(plan(edit('p1', { isOnControl: false })))).toBe(false)
  })

  it('of the document’s own words tells all who hold a point', () => {
    expect(plan({ ...draft, document: { ...draft.document, title: 'О другом' } })).toMatchObject({ isHeadChanged: true, resolution: { version: known.resolution.version + 1 } })
  })
})

describe('a withdrawal', () => {
  it('takes from all who hold, the closed too; what is withdrawn is left alone', () => {
    expect(planWithdrawal(known, null).points.map(({ directive, takes }) => [directive.id, takes])).toEqual([['p1', ['school', 'closed']], ['p2', ['school', 'closed']]])
    expect(planReturn(known, null, context).points.map(({ directive, gives }) => [directive.id, directive.version, gives])).toEqual([['p3', 1, ['school', 'late']]])
  })
})

describe('what came between', () => {
  it('is taken in field by field: the clerk’s own words stay', () => {
    const mine = edit('p1', { text: 'Моё.' })
    const now = edit('p1', { text: 'Чужое.', reportDue: day('2026-12-01') })
    const arrived = { ...now, items: [...now.items, { ...(now.items[0] as DraftBody['items'][number]), id: 'p9' as DirectiveId }] }
    const rebased = rebaseDraft(mine, draft, arrived)
    expect(rebased.items.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p9'])
    expect(rebased.items[0]).toMatchObject({ text: 'Моё.', reportDue: '2026-12-01' })
  })
})

describe('points of another document', () => {
  it('are known by their words and numbers, each at most once', () => {
    expect(likenessOf('Провести опрос родителей', 'провести опросы РОДИТЕЛЕЙ.')).toBe(1)
    expect(likenessOf('Провести опрос', 'Проверить кровли')).toBe(0)
    const [first] = draft.items
    if (first === undefined) throw new Error('a row')
    const fresh = { ...draft, items: [{ ...first, id: 'x1' as DirectiveId, text: 'Провести опрос всех родителей.', isOnControl: false }, { ...first, id: 'x2' as DirectiveId, number: '7', text: 'Назначить ответственных.' }, { ...first, id: 'x3' as DirectiveId, number: '8', text: 'Провести опрос родителей района.' }] }
    const joined = joinDocument(fresh, known)
    expect(joined.items.map(({ id }) => id)).toEqual(['p1', 'x2', 'x3'])
    expect(joined.items[0]).toMatchObject({ text: 'Провести опрос всех родителей.', isOnControl: true })
  })

  it('offer what was set for them, dates moved by whole years, and nothing that stands so already', () => {
    const fields = [{ id: 'f1', label: 'Охват', type: 'number', unit: null }] as const
    const earlier: DraftBody = { ...edit('p1', { reportFields: fields, reportDue: day('2024-02-29'), isOnControl: false }), document: { ...draft.document, date: day('2024-01-10') } }
    const now: DraftBody = { ...draft, document: { ...draft.document, date: day('2026-11-01') } }
    const offers = earlierOffers(now, earlier, day('2026-11-22'))
    expect(offers.map(({ item, change }) => [item.id, change])).toEqual([['p1', { isOnControl: false, reportFields: fields, reportDue: '2027-02-28' }]])
    const taken = takeEarlier(now, offers.map(({ item, change }) => ({ id: item.id, change })))
    expect(taken.items[0]).toMatchObject({ reportDue: '2027-02-28', reportFields: fields, isOnControl: false })
    expect(earlierOffers(taken, earlier, day('2026-11-22'))).toEqual([])
  })
})
