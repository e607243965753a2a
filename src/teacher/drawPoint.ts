import type { TeacherPage } from '#core/teacher'
import { t } from '../i18n/teacher.ts'
import { make } from './elements.ts'

/** What the school asks, the point literally as signed, and its document. */
export function drawPoint({ organization, name, task, dueDate, point, document }: TeacherPage): HTMLElement[] {
  const asked = task === '' ? null : make('section', {}, make('h2', {}, t('task')), make('p', { class: 'task' }, task))
  const due = dueDate === null ? null : make('p', { class: 'due' }, t('due', { date: longDate(dueDate) }))
  return [
    make('h1', {}, t('title', { organization })),
    make('p', { class: 'soft' }, t('for', { name })),
    asked,
    due,
    make(
      'section',
      {},
      make('h2', {}, point.number === null ? t('point') : t('point.number', { number: point.number })),
      point.heading === null ? null : make('p', { class: 'text' }, point.heading),
      make('p', { class: 'text' }, point.text),
      point.children.length === 0 ? null : make('ul', {}, ...point.children.map((text) => make('li', { class: 'text' }, text))),
    ),
    document === null ? null : make('section', {}, make('h2', {}, t('document')), make('p', {}, documentName(document)), make('p', { class: 'soft' }, document.title)),
  ].filter((part): part is HTMLElement => part !== null)
}

function documentName({ kind, number, date }: NonNullable<TeacherPage['document']>): string {
  const numbered = number === null ? kind : t('document.number', { name: kind, number })
  return date === null ? numbered : t('document.dated', { name: numbered, date: date.split('-').reverse().join('.') })
}

/** «1 октября 2026 г.»: a calendar date, the same in every zone. */
function longDate(date: string): string {
  return new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(date)).replace(' г.', '\u00a0г.')
}
