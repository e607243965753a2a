import { describe, expect, it } from 'vitest'
import { type DirectiveId, type Material, type ReportField, defaultRuleSet } from '#core/directive'
import { materialFileName } from '#core/material'
import { type DraftBody, areSoundFields, copyReportFields, countNewFields, decodeDraft, draftOf, findFieldProblems, isSoundMaterial, mergeWithAbove, raiseChild, splitItem } from '#core/draft'
import { parseResolution } from '#core/resolution'

let count = 0
const newId = (): string => `new${String((count += 1))}`
const field = (id: string, label: string, changes: Partial<ReportField> = {}): ReportField => ({ id, label, type: 'number', unit: 'чел.', ...changes })
const hash = 'a'.repeat(64)
const file = (changes: Partial<Material> = {}): Material => ({ id: 'm1', title: 'Форма отчёта', hash, link: null, sizeBytes: 1000, fileType: 'xlsx', ...changes })
const link = (address: string): Material => ({ id: 'm2', title: 'Портал', hash: null, link: address, sizeBytes: null })

function makeDraft(): DraftBody {
  const parsed = parseResolution('РЕШЕНИЕ СОВЕТА\nСовет решил:\nДиректорам школ:\n1. Провести опрос, сдать отчёт.\n2. Провести:\nа) сбор;\nб) слёт.\n3. Обновить сайты.\n')
  return draftOf(parsed, { newId, ruleSet: defaultRuleSet, organizations: [], today: '2026-11-22' as never })
}
function withFields(draft: DraftBody, place: number, reportFields: readonly ReportField[], materials: readonly Material[] = []): DraftBody {
  return { ...draft, items: draft.items.map((item, at) => (at === place ? { ...item, reportFields, materials } : item)) }
}
const idOf = (draft: DraftBody, place: number): DirectiveId => draft.items[place]?.id ?? ('' as DirectiveId)
const labels = (draft: DraftBody, place: number): string[] => draft.items[place]?.reportFields.map(({ label }) => label) ?? []

describe('the fields of a point', () => {
  it('have words of their own, at most 200 characters', () => {
    const fields = [field('a', ' '), field('b', 'Охвачено'), field('c', ' охвачено  '), field('d', 'я'.repeat(201)), field('e', 'Проведено')]
    expect([...findFieldProblems(fields)]).toEqual([['a', 'empty'], ['c', 'repeated'], ['d', 'long']])
  })

  it('are at most five, each with its own id, and only a number has a unit', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => field(id, `Показатель ${id}`))
    expect(areSoundFields(five)).toBe(true)
    expect(areSoundFields([...five, field('f', 'Шестой')])).toBe(false)
    expect(areSoundFields([field('a', 'Один'), field('a', 'Два')])).toBe(false)
    expect(areSoundFields([field('a', 'Один', { type: 'yesNo' })])).toBe(false)
  })

  it('are copied to other points under ids of their own, never twice and never as a sixth', () => {
    const draft = withFields(withFields(makeDraft(), 0, [field('a', 'Охвачено'), field('b', 'Проведено')]), 1, [1, 2, 3, 4].map((n) => field(`x${String(n)}`, n === 1 ? 'ОХВАЧЕНО' : `Своё ${String(n)}`)))
    const copied = copyReportFields(draft, idOf(draft, 0), draft.items.map(({ id }) => id), newId)
    expect(labels(copied, 0)).toEqual(['Охвачено', 'Проведено'])
    expect(labels(copied, 1)).toEqual(['ОХВАЧЕНО', 'Своё 2', 'Своё 3', 'Своё 4', 'Проведено'])
    expect(labels(copied, 2)).toEqual(['Охвачено', 'Проведено'])
    const ids = copied.items.flatMap(({ reportFields }) => reportFields.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(copyReportFields(copied, idOf(copied, 0), draft.items.map(({ id }) => id), newId)).toBe(copied)
    const [, , last] = copied.items
    expect(last === undefined ? -1 : countNewFields(last, [field('z', 'Новое'), field('y', 'проведено')])).toBe(1)
  })

  it('go with their point when it is split or joined, and stay with it when a part becomes its own point', () => {
    const draft = withFields(withFields(makeDraft(), 0, [field('a', 'Охвачено')], [file()]), 1, [field('b', 'Проведено')], [file({ id: 'm9' }), link('https://edu.example/form')])
    const split = splitItem(draft, idOf(draft, 0), 15, newId)
    expect([labels(split, 0), labels(split, 1)]).toEqual([['Охвачено'], ['Охвачено']])
    expect(split.items[1]?.reportFields[0]?.id).not.toBe('a')
    const joined = mergeWithAbove(draft, idOf(draft, 1))
    expect(labels(joined, 0)).toEqual(['Охвачено', 'Проведено'])
    expect(joined.items[0]?.materials.map(({ id }) => id)).toEqual(['m1', 'm2'])
    const [child] = draft.items[1]?.children ?? []
    if (child === undefined) throw new Error('no part')
    const raised = raiseChild(draft, idOf(draft, 1), child.id)
    expect([labels(raised, 1), labels(raised, 2)]).toEqual([['Проведено'], []])
  })
})

describe('a material', () => {
  it.each([
    ['a file', file(), true], ['without a title', file({ title: ' ' }), false], ['of 3 MB', file({ sizeBytes: 3_000_000 }), false], ['of an unknown sort', file({ fileType: 'exe' }), false],
    ['with half a hash', file({ hash: 'abc' }), false], ['a link', link('https://edu.example/form?id=1'), true], ['a link without encryption', link('http://edu.example'), false],
    ['a script', link('javascript:alert(1)'), false], ['both', { ...file(), link: 'https://edu.example' }, false], ['an address with a blank', link('https://edu.example/a b'), false],
  ] as const)('%s: %s', (_name, material, isSound) => {
    expect(isSoundMaterial(material)).toBe(isSound)
    const draft = withFields(makeDraft(), 0, [], [material])
    expect(decodeDraft(draft).ok).toBe(isSound)
  })

  it.each([
    ['Форма отчёта', 'xlsx', 'Форма отчёта.xlsx'], ['Приказ.PDF', 'pdf', 'Приказ.pdf'], ['../../etc/passwd', 'txt', 'etc passwd.txt'], ['a\u202Efdp."x"\r\nSet', 'pdf', 'a fdp. x Set.pdf'],
    ['...', 'doc', 'file.doc'], ['я'.repeat(300), 'jpg', `${'я'.repeat(80)}.jpg`], ['Ссылка', 'html', 'Ссылка'],
  ])('is saved under a name that a disk takes: %s', (title, fileType, name) => {
    expect(materialFileName({ title, fileType })).toBe(name)
  })
})
