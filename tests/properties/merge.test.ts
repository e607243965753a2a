import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChangeId, DeviceId } from '#core/directive'
import { type PlacedChange, changeIdOf, decodeChange, encodeChange, findSuperseded, foldAssignment, foldPublications, mergeChanges } from '#core/sync'
import { makeChange } from '../support/changeFactory.ts'

const schoolDrafts = [
  ...['notStarted', 'inProgress', 'reported', 'notApplicableClaim'].map((state) => ({ kind: 'execution', value: { state } })),
  { kind: 'extensionRequest', value: { to: '2026-12-15', reason: 'x' } },
  { kind: 'progressNote', value: { text: 'x', asks: 'correction' } },
] as const
const officeDrafts = [
  ...['onControl', 'returned', 'released', 'cancelled'].map((state) => ({ kind: 'control', value: { state, reason: 'x' } })),
  { kind: 'control', value: { state: 'released', reason: 'x', answers: 'correction' } },
  { kind: 'control', value: { state: 'returned', reason: 'x', answers: 'notApplicableClaim' } },
  { kind: 'extension', value: { to: '2026-12-20', reason: 'x' } },
  { kind: 'extension', value: { refused: true, reason: 'x' } },
  { kind: 'publication', value: { control: 'onControl' } },
  { kind: 'publication', value: { control: 'cancelled', withdrawn: true } },
] as const

/** A history of one subject as three phones and an office would write it: each writer supersedes what it has seen. */
const historyArbitrary = fc
  .array(
    fc.record({
      writer: fc.nat(3),
      school: fc.constantFrom(...schoolDrafts),
      office: fc.constantFrom(...officeDrafts),
      stampMs: fc.integer({ min: 0, max: 10_000 }),
      learnsFrom: fc.nat(3),
    }),
    { maxLength: 25 },
  )
  .map((steps) => {
    const known: Map<ChangeId, PlacedChange>[] = [new Map(), new Map(), new Map(), new Map()]
    const all: PlacedChange[] = []
    steps.forEach((step, index) => {
      const mine = mergeChanges(known[step.writer] ?? new Map(), (known[step.learnsFrom] ?? new Map()).values())
      const isOffice = step.writer === 3
      const draft = isOffice ? step.office : step.school
      const deviceId = ['a', 'b', 'c', 'office'][step.writer] as DeviceId
      const change = makeChange({ ...draft, deviceId, deviceSequence: index + 1, id: changeIdOf(deviceId, index + 1), stampMs: step.stampMs, supersedes: findSuperseded(draft, [...mine.values()]) })
      mine.set(change.id, change)
      known[step.writer] = mine
      all.push(change)
    })
    return all
  })

const fold = (changes: Iterable<PlacedChange>) => {
  const state = foldAssignment([...changes])
  const published = foldPublications([...changes])
  return { ...state, publication: published.publication?.id, isWithdrawn: published.isWithdrawn, history: state.history.map((change) => change.id), notApplied: state.notApplied.map((change) => change.id), clash: state.clash.map((change) => change.id) }
}
const toMap = (changes: readonly PlacedChange[]) => mergeChanges(new Map<ChangeId, PlacedChange>(), changes)
const sorted = (map: ReadonlyMap<ChangeId, PlacedChange>) => [...map.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

describe('merging changes', () => {
  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.infiniteStream(fc.nat(2)), (all, choice) => {
        const parts: PlacedChange[][] = [[], [], []]
        for (const change of all) parts[choice.next().value ?? 0]?.push(change)
        const [a, b, c] = parts.map(toMap)
        if (a === undefined || b === undefined || c === undefined) throw new Error('three parts')
        expect(sorted(mergeChanges(a, a.values()))).toEqual(sorted(a))
        expect(sorted(mergeChanges(a, b.values()))).toEqual(sorted(mergeChanges(b, a.values())))
        expect(sorted(mergeChanges(mergeChanges(a, b.values()), c.values()))).toEqual(sorted(mergeChanges(a, mergeChanges(b, c.values()).values())))
      }),
    )
  })

  it('gives the same assignment for any order, batching and repetition', () => {
    fc.assert(
      fc.property(
        historyArbitrary.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))),
        ([all, shuffled, repeated]) => {
          const one = fold(toMap(all).values())
          const two = fold(mergeChanges(toMap(shuffled), repeated).values())
          expect(two).toEqual(one)
        },
      ),
    )
  })

  it('lets the server’s place win whichever side it came from', () => {
    fc.assert(
      fc.property(historyArbitrary, (all) => {
        const placed = all.map((change, index) => ({ ...change, sequence: index + 1, effectiveStampMs: change.stampMs }))
        expect(sorted(mergeChanges(toMap(all), placed))).toEqual(sorted(mergeChanges(toMap(placed), all)))
      }),
    )
  })

  it('never lets an edit lose to one its author had seen, unless the office had closed the point unseen', () => {
    fc.assert(
      fc.property(historyArbitrary, (all) => {
        const { executionBy: winner, notApplied } = foldAssignment(all)
        if (winner === null) return
        const applied = all.filter((change) => !notApplied.includes(change))
        expect(applied.some((change) => change.kind === 'execution' && change.supersedes.includes(winner.id))).toBe(false)
      }),
    )
  })
})

describe('the wire', () => {
  const jsonValue = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)))

  it('gives back what it was given, unknown kinds and fields too', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.stringMatching(/^[a-z]{1,12}$/), jsonValue, (all, kind, value) => {
        const versions = { appVersion: '0.1.0', schemaVersion: 1 }
        for (const { sequence, effectiveStampMs, ...change } of all) {
          expect([sequence, effectiveStampMs]).toEqual([null, null])
          const sent = { ...change, kind, value, extra: { futureField: value } }
          const decoded = decodeChange(JSON.parse(JSON.stringify(encodeChange(sent, versions))) as Record<string, never>, sent, versions)
          expect(decoded).toEqual({ ok: true, value: sent })
        }
      }),
    )
  })
})
