import { type Addressee, type Audience, type ChildId, type DateOnly, type DirectiveId, type PeriodUnit, type PrintedDeadline, addressByScope, isUnaddressed } from '#core/directive'
import type { DraftBody, DraftDoubts, DraftItem } from './draft.ts'
import { joinFields, joinMaterials } from './draftFields.ts'

/** What a clerk may change of a row. */
export type ItemChange = Partial<Omit<DraftItem, 'id' | 'spans' | 'doubts'>>

/** Changes a row; what the clerk has settled is in doubt no longer. An empty change leaves the draft itself. */
export function changeItem(draft: DraftBody, id: DirectiveId, change: ItemChange): DraftBody {
  if (Object.keys(change).length === 0) return draft
  return withItem(draft, id, (item) => [{ ...item, ...change, doubts: settled(item.doubts, change) }])
}

/** The clerk looked, and it is right as it stands. */
export function confirmItem(draft: DraftBody, id: DirectiveId): DraftBody {
  const item = draft.items.find((one) => one.id === id)
  if (item === undefined || Object.values(item.doubts).every((doubt) => doubt === null)) return draft
  return withItem(draft, id, () => [{ ...item, doubts: noDoubts }])
}

/**
 * Makes two rows of one: the words before `at` (UTF-16 offset into its text) and the rest, which inherits everything but
 * the number. Where a side is empty nothing changes.
 */
export function splitItem(draft: DraftBody, id: DirectiveId, at: number, newId: () => string): DraftBody {
  return withItem(draft, id, (item) => {
    const [first, second] = [item.text.slice(0, at).trim(), item.text.slice(at).trim()]
    if (first === '' || second === '') return [item]
    const reportFields = item.reportFields.map((field) => ({ ...field, id: newId() }))
    const rest: DraftItem = { ...item, id: newId() as DirectiveId, number: null, text: second, reportFields }
    return [{ ...item, text: first, children: [], doubts: { ...item.doubts, text: null } }, { ...rest, doubts: { ...rest.doubts, text: null } }]
  })
}

/** Joins a row to the one above it, which keeps its number, addressee and, where it has one, its deadline. */
export function mergeWithAbove(draft: DraftBody, id: DirectiveId): DraftBody {
  const place = draft.items.findIndex((item) => item.id === id)
  const [above, below] = [draft.items[place - 1], draft.items[place]]
  if (above === undefined || below === undefined) return draft
  const joined: DraftItem = {
    ...above,
    text: `${above.text} ${below.text}`,
    children: [...above.children, ...below.children],
    deadline: above.deadline.kind === 'none' ? below.deadline : above.deadline,
    reportDue: above.reportDue ?? below.reportDue,
    periodUnit: above.periodUnit ?? below.periodUnit,
    reportFields: joinFields(above.reportFields, below.reportFields),
    materials: joinMaterials(above.materials, below.materials),
    spans: {
      text: above.spans.text === null || below.spans.text === null ? above.spans.text : { start: above.spans.text.start, end: Math.max(above.spans.text.end, below.spans.text.end) },
      deadline: above.spans.deadline ?? below.spans.deadline,
    },
    doubts: { ...above.doubts, text: null },
  }
  return { ...draft, items: draft.items.flatMap((item) => (item.id === above.id ? [joined] : item.id === id ? [] : [item])) }
}

/** Moves a row by so many places among those of its sort, directives or lines that are none; at most to an end. */
export function moveItem(draft: DraftBody, id: DirectiveId, by: number): DraftBody {
  const item = draft.items.find((one) => one.id === id)
  if (item === undefined) return draft
  const alike = draft.items.filter(({ isDirective }) => isDirective === item.isDirective)
  const neighbour = alike[Math.min(alike.length - 1, Math.max(0, alike.indexOf(item) + by))]
  if (neighbour === undefined || neighbour === item) return draft
  const others = draft.items.filter((one) => one !== item)
  const at = others.indexOf(neighbour) + (by > 0 ? 1 : 0)
  return { ...draft, items: [...others.slice(0, at), item, ...others.slice(at)] }
}

/** Adds an empty row below another, or at the end, with that row's addressee. */
export function addItem(draft: DraftBody, below: DirectiveId | null, newId: () => string): DraftBody {
  const place = draft.items.findIndex((item) => item.id === below)
  const above = draft.items[place]
  const item: DraftItem = {
    id: newId() as DirectiveId,
    isDirective: true,
    number: null,
    heading: above?.heading ?? null,
    headingKind: above?.headingKind ?? null,
    text: '',
    children: [],
    addressee: above?.addressee ?? nobody,
    deadline: { kind: 'none', text: null },
    reportDue: null,
    periodUnit: null,
    isOnControl: draft.document.force === 'order',
    reportFields: [],
    materials: [],
    spans: { text: null, deadline: null },
    doubts: noDoubts,
  }
  const at = place < 0 ? draft.items.length : place + 1
  return { ...draft, items: [...draft.items.slice(0, at), item, ...draft.items.slice(at)] }
}

/** Makes a nested point of a row a row of its own, right below it. */
export function raiseChild(draft: DraftBody, id: DirectiveId, childId: ChildId): DraftBody {
  return withItem(draft, id, (item) => {
    const child = item.children.find((one) => one.id === childId)
    if (child === undefined) return [item]
    const raised: DraftItem = { ...item, id: String(child.id) as DirectiveId, number: null, text: child.text, children: [], reportFields: [], materials: [], doubts: noDoubts }
    return [{ ...item, children: item.children.filter((one) => one !== child) }, raised]
  })
}

/** «Все без срока → отчёт до …»: a report date for every directive without a date of its own; `hasDate` tells those that have one. */
export function setReportDue(draft: DraftBody, reportDue: DateOnly | null, hasDate: (item: DraftItem) => boolean): DraftBody {
  return withDirectives(draft, (item) => (hasDate(item) || item.periodUnit !== null ? item : { ...item, reportDue }))
}

/** «Постоянно → отчёт раз в …». */
export function setPeriodUnit(draft: DraftBody, periodUnit: PeriodUnit): DraftBody {
  return withDirectives(draft, (item) => (item.periodUnit === null ? item : { ...item, periodUnit }))
}

/** «2022г. → до конца года»: a bare year is its last day. */
export function setBareYears(draft: DraftBody): DraftBody {
  return withDirectives(draft, (item) => {
    const { deadline } = item
    if (deadline.kind !== 'year') return item
    const until: PrintedDeadline = { kind: 'until_date', text: deadline.text, position: deadline.position, date: `${String(deadline.year)}-12-31` }
    return { ...item, deadline: until, doubts: { ...item.doubts, deadline: null } }
  })
}

/** Directives that nobody is named for get these kinds; with none given, those their own wording concerns. */
export function addressUnaddressed(draft: DraftBody, audience: readonly Audience[] = []): DraftBody {
  return withDirectives(draft, (item) => {
    if (!isUnaddressed(item.addressee)) return item
    const addressee: Addressee = audience.length === 0 ? addressByScope(item.addressee) : { ...item.addressee, audience, decidedBy: 'clerk' }
    return addressee === item.addressee ? item : { ...item, addressee, doubts: { ...item.doubts, addressee: null } }
  })
}

/** «Поставить на контроль» for all directives, or take all off. */
export function setOnControl(draft: DraftBody, isOnControl: boolean): DraftBody {
  return withDirectives(draft, (item) => ({ ...item, isOnControl }))
}

const noDoubts: DraftDoubts = { text: null, addressee: null, deadline: null }
const nobody: Addressee = { text: null, responsible: null, audience: ['unaddressed'], scope: [], scopeBasis: null, organizationIds: [], decidedBy: 'text' }

function settled(doubts: DraftDoubts, change: ItemChange): DraftDoubts {
  return {
    text: 'text' in change || 'isDirective' in change ? null : doubts.text,
    addressee: 'addressee' in change ? null : doubts.addressee,
    deadline: 'deadline' in change || 'reportDue' in change ? null : doubts.deadline,
  }
}

function withItem(draft: DraftBody, id: DirectiveId, change: (item: DraftItem) => readonly DraftItem[]): DraftBody {
  return { ...draft, items: draft.items.flatMap((item) => (item.id === id ? change(item) : [item])) }
}

function withDirectives(draft: DraftBody, change: (item: DraftItem) => DraftItem): DraftBody {
  return { ...draft, items: draft.items.map((item) => (item.isDirective ? change(item) : item)) }
}
