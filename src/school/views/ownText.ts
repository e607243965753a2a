import type { DateOnly, DirectiveId, PersonId } from '#core/directive'
import { type SubjectKey, keyToSubject, maxTextLength, subjectToKey, wholePeriod } from '#core/sync'
import { formatDay } from '../../i18n/formatDate.ts'
import { foldText } from '../../i18n/stemWord.ts'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'
import { sentence } from './dateText.ts'
import type { OwnAssignmentRow, OwnStepRow } from './rows.ts'

/** Longest texts (UTF-16 units) of the own layer. */
export const maxStepLength = 300
export const maxNameLength = 200
export const maxTaskLength = 1000

/** The school's own layer, by what it is about. */
export interface OwnLayer {
  readonly stepsBySubject: ReadonlyMap<SubjectKey, readonly OwnStepRow[]>
  /** By point or part as a whole. */
  readonly assignmentBySubject: ReadonlyMap<SubjectKey, OwnAssignmentRow>
}

/** The point or part that a subject is about, whatever the period: who does a standing point does it in each. */
export function assignmentPlace(subject: SubjectKey): SubjectKey {
  const place = keyToSubject(subject)
  return place?.type === 'directive' ? subjectToKey({ ...place, period: wholePeriod }) : subject
}

/** The period that a subject is about; that of a point reported once is `whole`. */
export function periodOf(subject: SubjectKey): string {
  const place = keyToSubject(subject)
  return place?.type === 'directive' ? place.period : wholePeriod
}

/** The school's own day of a subject: one set for another period of a standing point no longer counts. */
export function innerDueDate(row: OwnAssignmentRow, subject: SubjectKey): DateOnly | null {
  return row.period === periodOf(subject) ? row.dueDate : null
}

/** «Сидорова М.К., до 5 декабря». */
export function executorText(row: OwnAssignmentRow, subject: SubjectKey, today: DateOnly): string {
  const due = innerDueDate(row, subject)
  return due === null ? row.name : t('own.until', { name: row.name, date: formatDay(due, today) })
}

/** What the list says of the own layer of a card, shortly; null where there is nothing. */
export function cardOwnText({ subject, card }: CardView, { stepsBySubject, assignmentBySubject }: OwnLayer, today: DateOnly): string | null {
  const own = assignmentBySubject.get(assignmentPlace(subject))
  const parts = card.directive.children.flatMap(({ id }) => assignmentBySubject.get(subjectToKey({ type: 'directive', directiveId: card.directiveId, period: wholePeriod, childId: id })) ?? [])
  const names = [...new Set(parts.map(({ name }) => name))]
  const steps = stepsBySubject.get(subject) ?? []
  const said = [
    own === undefined ? '' : t('own.card', { who: executorText(own, subject, today) }),
    names.length === 0 ? '' : t('own.card.parts', { names: names.join(', ') }),
    steps.length === 0 ? '' : t('own.card.steps', { done: countDone(steps), all: steps.length }),
  ].filter(Boolean)
  return said.length === 0 ? null : said.join(' · ')
}

export function countDone(steps: readonly OwnStepRow[]): number {
  return steps.filter(({ isDone }) => isDone).length
}

/** The points that this person is to do, wholly or in part. */
export function directivesOf(rows: Iterable<OwnAssignmentRow>, person: { readonly personId: PersonId; readonly name: string }): ReadonlySet<DirectiveId> {
  const mine = [...rows].filter(({ personId, name }) => personId === person.personId || (personId === null && isSameName(name, person.name)))
  return new Set(mine.flatMap(({ subject }) => {
    const place = keyToSubject(subject)
    return place?.type === 'directive' ? [place.directiveId] : []
  }))
}

/** «Петрова А. И.» is «петрова а.и.»: names are typed by thumbs. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]+/gu, '')
  return plain(one) !== '' && plain(one) === plain(other)
}

/** The words of the ticked steps, each as a sentence. */
export function stepsText(steps: readonly OwnStepRow[]): string {
  return steps.filter(({ isDone }) => isDone).map(({ text }) => sentence(text)).join(' ')
}

/** Words put below what was typed before; what stands there already is not said twice. */
export function addWords(before: string, added: string): string {
  if (before.includes(added)) return before
  return [before.trim(), added].filter(Boolean).join('\n').slice(0, maxTextLength)
}
