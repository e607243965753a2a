import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { ChildId, DateOnly, OrganizationId } from '#core/directive'
import { directiveSchema, encodeDirective } from '../../../../src/core/sync/documentSchemas.ts'
import { makeDirective } from '../../../support/recordFactory.ts'
import { readSeedDirectives } from '../../../support/seedDirectives.ts'

const throughTheWire = (directive: Parameters<typeof encodeDirective>[0]): unknown => v.parse(directiveSchema, JSON.parse(JSON.stringify(encodeDirective(directive))))

describe('a directive on the wire', () => {
  it('comes back as it was published, for every point of the real documents', () => {
    let minted = 0
    const { directives } = readSeedDirectives(92, () => `id${String((minted += 1))}`)
    expect(directives.length).toBeGreaterThan(80)
    for (const directive of directives) expect(throughTheWire(directive)).toEqual(directive)
  })

  it('comes back with everything set, and with fields of a newer version', () => {
    const full = makeDirective('r1', 'd1', {
      children: [{ id: 'c1' as ChildId, text: 'провести' }],
      computed: { dueDate: '2026-12-01' as DateOnly, rule: 'given_date', movedFrom: null, toConfirm: true },
      reportDue: '2026-12-01' as DateOnly,
      periodUnit: 'quarter',
      reportFields: [{ id: 'f1', label: 'Обучено', type: 'number', unit: null }],
    })
    const addressee = { ...full.addressee, decidedBy: 'clerk' as const, organizationIds: ['o1' as OrganizationId] }
    const newer = { ...full, addressee, colour: null }
    expect(throughTheWire(newer)).toEqual(newer)
  })

  it('says nothing of what it does not have', () => {
    const bare = makeDirective('r1', 'd1', { number: null, heading: null, headingKind: null })
    expect(Object.keys(encodeDirective(bare)).sort()).toEqual(['addressee', 'id', 'position', 'resolutionId', 'text', 'version'])
    expect(throughTheWire(bare)).toEqual(bare)
  })
})
