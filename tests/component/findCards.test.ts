import { describe, expect, it } from 'vitest'
import type { Directive, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { Card } from '../../src/device/viewQueries.ts'
import { stemOf } from '../../src/i18n/stemWord.ts'
import { toCardView } from '../../src/school/views/cardView.ts'
import { findCards } from '../../src/school/views/findCards.ts'
import { makeSummary } from '../support/cardFactory.ts'
import { day } from '../support/day.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { makeResolution } from '../support/recordFactory.ts'

function view(id: string, changes: Partial<Directive>, summaries: Card['summaries'] = {}): ReturnType<typeof toCardView> {
  const directive = makeDirective(id, changes)
  const card: Card = { organizationId: 'school1' as OrganizationId, directiveId: directive.id, resolutionId: directive.resolutionId, directive, publishedControl: 'onControl', closed: 0, summaries }
  return toCardView(card, makeResolution('r1'), day('2026-11-22'))
}

const views = [
  view('p1', { number: '4.2', text: 'Провести учёт нагрузки общеобразовательных классов.' }),
  view('p2', { number: '5.1', text: 'Изучить кадры.' }, { ['d:p2' as SubjectKey]: makeSummary({ notes: 'Собрали справку у завуча' }) }),
]
const found = (query: string): string[] => findCards(views, query).map(({ card }) => card.directiveId)

describe('the search', () => {
  it('sees text, number, document and own notes, whatever the letter case and ё', () => {
    expect(found('УЧЕТ')).toEqual(['p1'])
    expect(found('учёт')).toEqual(['p1'])
    expect(found('5.1')).toEqual(['p2'])
    expect(found('решение коллегии')).toEqual(['p1', 'p2'])
    expect(found('от 17.12.2021')).toEqual(['p1', 'p2'])
    expect(found('№3')).toEqual(['p1', 'p2'])
    expect(found('справка завуч')).toEqual(['p2'])
  })

  it('needs but the beginning of a word, in any of its forms, or a piece of it as it stands', () => {
    for (const query of ['нагруз', 'нагрузк', 'нагрузка', 'нагрузку', 'нагрузками', 'нагрузок', 'класс', 'классы', 'образоват']) expect([query, found(query)]).toEqual([query, ['p1']])
  })

  it('wants every word, and shows everything without one', () => {
    expect(found('провести кадры')).toEqual([])
    expect(found('  ')).toEqual(['p1', 'p2'])
  })

  it('takes no mark or number for the beginning of another', () => {
    expect(found('№ 4')).toEqual([])
    expect(found('4.')).toEqual(['p1'])
    expect(found('?')).toEqual([])
  })
})

describe('the stem of a word', () => {
  it.each([
    ['нагруз', 'нагрузка нагрузку нагрузкой нагрузками нагрузок'],
    ['педагог', 'педагог педагоги педагогов педагогами'],
    ['решен', 'решение решений решениями решении'],
    ['учебн', 'учебный учебного учебными учебная'],
    ['отчет', 'отчёт отчёта отчётов отчёты'],
    ['провер', 'проверка проверок проверить'],
  ])('is «%s» in all of: %s', (stem, forms) => {
    for (const form of forms.split(' ')) expect([form, stemOf(form)]).toEqual([form, stem])
  })

  it('of short words and of numbers is the word', () => {
    expect(['год', 'план', 'урок', '4.2', '2026'].map(stemOf)).toEqual(['год', 'план', 'урок', '4.2', '2026'])
  })
})
