import type { DeadlinePosition, PrintedDeadline } from '#core/directive'
import { deadlineLabel, jointLabel, responsibleLabel } from './lexicon.ts'
import type { DeadlineRule } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
import { datePattern, monthPattern, shortDatePattern, yearWord } from './readDate.ts'
import { type DeadlineValue, readDeadlineValue } from './readDeadlineValue.ts'

/** A deadline with its place in the text it was found in; `from` and `to` are offsets into that text. */
export interface FoundDeadline {
  readonly deadline: PrintedDeadline
  readonly rule: DeadlineRule
  readonly from: number
  readonly to: number
}

/** A point's words parted from what is printed after them. */
export interface SplitLabels {
  /** Where the words of the point end. */
  readonly end: number
  readonly deadline: { readonly value: DeadlineValue; readonly from: number; readonly to: number } | null
  readonly responsible: string | null
  /** A «Срок:» is printed that no rule reads; its words stay with the point. */
  readonly unread: { readonly from: number; readonly to: number } | null
}

/** Labels stand at the very end of a point. */
const labelWindow = 400
/** A date inside a sentence is looked for no further. */
const insideWindow = 4000

/** Cuts «Срок: …» and «Отв.: …» from the end of a point, in either order, also both in brackets. */
export function splitLabels(text: string, documentDate: string | null): SplitLabels {
  const whole = splitJointLabel(text, documentDate) ?? splitBracket(text, documentDate)
  if (whole !== null) return whole
  let end = text.length
  let deadline: SplitLabels['deadline'] = null
  let responsible: string | null = null
  for (let labels = 0; labels < 3; labels += 1) {
    const label = lastLabel(text, end)
    if (label === null) break
    const words = closeBracket(text.slice(label.valueFrom, end).trim())
    if (label.kind === 'responsible') {
      if (words.length > 200) break
      responsible = words.replace(/[.;,)\s]+$/u, (closing) => (/\p{Lu}\.?\s?\p{Lu}$/u.test(words.slice(0, -closing.length)) ? '.' : ''))
    } else {
      const value = readDeadlineValue(words, documentDate)
      if (value === null) return { end, deadline, responsible, unread: { from: label.from, to: end } }
      // What stands between two labels belongs to neither.
      deadline = { value, from: label.from, to: label.from + closeBracket(text.slice(label.from, end)).replace(/[;,\s]+$/u, '').length }
    }
    end = text.slice(0, label.from).replace(/[\s(]+$/u, '').length
  }
  return { end, deadline, responsible, unread: null }
}

/** A label that opened in a bracket ends with it. */
function closeBracket(words: string): string {
  return words.includes('(') ? words : words.replace(/\)[.;,]?$/u, '')
}

/** «(отв. Иванова Т.П., срок 15.11.2024)» at the very end is no part of the sentence; «(срок готовности – 1 ноября)» alone is. */
function splitBracket(text: string, documentDate: string | null): SplitLabels | null {
  const bracket = /\s?\((?=[^()]{0,120}(?:отв\.|ответственн))((?:отв|срок)(?:[^()]|\([^()]*\)){3,300})\)[.;,]?$/iu.exec(text.slice(-labelWindow))
  if (bracket === null) return null
  const from = Math.max(0, text.length - labelWindow) + bracket.index
  const inside = text.indexOf('(', from) + 1
  const split = splitLabels(bracket[1] ?? '', documentDate)
  if (split.end > 0) return null
  const deadline = split.deadline === null ? null : { ...split.deadline, from: inside + split.deadline.from, to: inside + split.deadline.to }
  return { end: from, deadline, responsible: split.responsible, unread: split.unread === null ? null : { from: inside + split.unread.from, to: inside + split.unread.to } }
}

/** The parts after «Срок, ответственный:» are a deadline and who answers for it, parted by a comma. */
function splitJointLabel(text: string, documentDate: string | null): SplitLabels | null {
  const label = jointLabel.exec(text.slice(-labelWindow))
  if (label === null) return null
  const from = Math.max(0, text.length - labelWindow) + label.index
  const valueFrom = from + label[0].length
  const commas = Array.from(text.slice(valueFrom).matchAll(/,\s|;\s|\.?$/gu), ({ index }) => valueFrom + index)
  for (const at of commas) {
    const value = readDeadlineValue(text.slice(valueFrom, at), documentDate)
    if (value === null) continue
    const rest = text.slice(at).replace(/^[,;\s]+|(?<!\p{Lu})[.;\s]+$/gu, '')
    return { end: text.slice(0, from).trimEnd().length, deadline: { value, from: valueFrom, to: at }, responsible: rest === '' ? null : rest, unread: null }
  }
  return { end: text.length, deadline: null, responsible: null, unread: { from, to: text.length } }
}

interface Label {
  readonly kind: 'deadline' | 'responsible'
  readonly from: number
  readonly valueFrom: number
}

function lastLabel(text: string, end: number): Label | null {
  const start = Math.max(0, end - labelWindow)
  const window = blankQuoted(text.slice(start, end))
  let last: Label | null = null
  for (const [kind, pattern] of [['deadline', deadlineLabel], ['responsible', responsibleLabel]] as const) {
    for (const match of window.matchAll(pattern)) {
      const from = start + match.index
      // «в срок до …» belongs to the sentence: a label opens one.
      const opens = /(?:^|[.;:!?»)\],…–—-]\s?|[.;!?]\s?\()$/u.test(window.slice(0, match.index)) || (/^\p{Lu}/u.test(match[0]) && /\s$/u.test(window.slice(0, match.index)))
      if (opens && (last === null || from > last.from)) last = { kind, from, valueFrom: from + match[0].length }
    }
  }
  return last
}

const year = '(?:19|20|21)\\d{2}'
const dash = '\\s?[-–—]\\s?'
const before = '(?:в\\sсрок\\s)?(?:до|не\\sпозднее|не\\sпозже|к|ко)\\s'
const anyDate = `(?:${datePattern}|${shortDatePattern})`
const monthsOf = `(?:в|во|с|до|к)\\s${monthPattern}(?:${dash}${monthPattern})?(?:\\s${year}(?:${yearWord})?|\\sт\\.\\s?г\\.|\\sтекущего\\sгода)?(?!\\p{L})`

/** Found first at a place, first taken. */
const insidePatterns: readonly { readonly rule: DeadlineRule; readonly pattern: RegExp }[] = [
  { rule: 'bracketed_label', pattern: inside('срок(?:\\s\\p{L}{5,14})?\\s?[:–—-]\\s?[^()]{3,60}(?=\\))') },
  { rule: 'recurrence_inside', pattern: inside(`еже(?:дневно|недельно|месячно|квартально|годно)(?!\\p{L})(?:,?\\s(?:в\\sсрок\\s)?(?:до|не\\sпозднее|к)\\s\\d{1,2}(?:-?го)?(?:\\sчисла(?:\\s(?:каждого\\s)?месяца)?(?:,\\sследующего\\sза\\sотч[её]тным(?:\\s\\p{L}{5,9})?)?|\\s${monthPattern}))?(?:\\sпо\\s\\p{L}{4,14}м(?!\\p{L}))?`) },
  { rule: 'recurrence_inside', pattern: inside('(?:не\\sреже\\s)?(?:одного\\s|один\\s|1\\s)?раза?\\sв\\s(?:неделю|месяц|квартал|год)|кажд(?:ую|ый|ое)\\s(?:неделю|месяц|квартал|пятницу|понедельник|вторник|среду|четверг)') },
  {
    rule: 'period_inside',
    pattern: inside(`в\\sпериод\\s(?:до\\s${year}|с\\s${year}(?:${yearWord})?\\s(?:по|до)\\s${year}|${year}${dash}${year})${yearWord}|в\\s${year}${dash}${year}\\sгодах|в\\sтечение\\s${year}${yearWord}|в\\sтечение\\s(?:${year}${dash}${year}\\s|всего\\s|текущего\\s)?учебного\\sгода|в\\sтечение\\sгода`),
  },
  { rule: 'period_inside', pattern: inside(`(?:в\\sпериод\\s)?со?\\s(?:${anyDate}|\\d{1,2})\\s(?:по|до)\\s${anyDate}`) },
  { rule: 'period_inside', pattern: inside(`(?:${datePattern}|\\d{1,2})${dash}${datePattern}`) },
  { rule: 'start_inside', pattern: inside(`со?\\s${anyDate}`) },
  { rule: 'date_inside', pattern: inside(`${before}(?:${anyDate}|конца\\s(?:${year}${yearWord}|(?:текущего\\s)?(?:учебного\\s|календарного\\s)?года)|(?:начала|началу|окончания|окончанию)\\s(?:нового\\s)?(?:учебного\\sгода|\\p{L}{5,20}\\sсезона|\\p{L}{5,20}\\sкампании)|${year}${yearWord})`) },
  { rule: 'event_inside', pattern: inside('(?:в\\sтечение|не\\sпозднее(?:\\sчем\\sчерез)?|не\\sпозже)\\s\\d{1,3}(?:-?(?:ти|х|и))?\\s(?:рабочих\\s|календарных\\s)?(?:дней|дня|суток)(?:\\s(?:со\\sдня|с\\sмомента|с\\sдаты|после)\\s\\p{L}{3,20}(?:\\s\\p{L}{3,20}){0,3})?|в\\s(?:\\p{L}{0,12}|\\d{1,2}-?)(?:дневный|недельный|месячный)\\sсрок') },
  { rule: 'recurrence_inside', pattern: inside('на\\sпостоянной\\sоснове|постоянно(?!\\p{L})(?!\\s\\p{L}+(?:щ|ем|им)(?:ий|ая|ее|ие|их|им|ую|ей|ого|ому|ый|ое|ые|ых|ым|ой)(?!\\p{L}))|незамедлительно|немедленно') },
  { rule: 'period_inside', pattern: inside(`(?:в|во|на)\\s(?:[IVХ]{1,3}|[1-4])(?:-?[йм])?\\s(?:квартале?|полугоди[еи])(?:\\s${year}(?:${yearWord})?)?`) },
  { rule: 'period_inside', pattern: inside(monthsOf) },
  // «… – март 2024 г.» at the end of a point says when, without a word between.
  { rule: 'period_inside', pattern: new RegExp(`(?<=\\s[–—-]\\s)(?:${monthPattern}(?:${dash}${monthPattern})?|(?:[IVХ]{1,3}|[1-4])(?:-?[йм])?\\s(?:квартал|полугодие))(?:\\s${year}(?:${yearWord})?)?(?=[.;]?$)`, 'giu') },
  { rule: 'period_inside', pattern: new RegExp(`(?<=\\()${year}(?:${yearWord})(?=\\))`, 'giu') },
  { rule: 'day_inside', pattern: inside(datePattern) },
]

function inside(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d.№/-])(?:${source})`, 'giu')
}

/** What stands before a date that belongs to something else: a cited act, a count as of a day, an event that is named. */
const citing = /(?:в\sсилу|действу\p{L}{2,4}|утвержд[её]нн\p{L}{2,3}|датирован\p{L}+)\s$|(?:^|[\s(])(?:от|на|за|по\sсостоянию\sна)\s$/iu
const citingBareDate = /(?:^|[\s(])(?:от|на|за|после|ранее|дня|дню|день|дней|года|праздновани\p{L}+|посвящ[её]нн\p{L}+|приуроченн\p{L}+|»|·)\s?$|(?:с|по|до|к|ко|позднее|позже)\s$/iu

/** Every deadline that is part of the sentence; what stands in quotes is a name, ages have no date. In the order of the text. */
export function findDeadlinesInside(text: string, documentDate: string | null): readonly FoundDeadline[] {
  const head = blankQuoted(text.slice(0, insideWindow))
  const found: FoundDeadline[] = []
  for (const { rule, pattern } of insidePatterns) {
    for (const match of head.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      const context = head.slice(Math.max(0, from - 24), from)
      if (rule === 'day_inside' ? citingBareDate.test(context) || /^\s?№/u.test(head.slice(to)) : citing.test(context)) continue
      if (found.some((other) => from < other.to && to > other.from)) continue
      const words = rule === 'bracketed_label' ? match[0].replace(/^срок(?:\s\p{L}{5,14})?\s?[:–—-]\s?/iu, '') : match[0]
      const value = readDeadlineValue(words, documentDate)
      if (value !== null) found.push({ deadline: toDeadline(value, match[0], 'inside_text'), rule, from, to })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

/** The deadline of a sentence that controls it; see `chooseControlling`. */
export function findDeadlineInside(text: string, documentDate: string | null): FoundDeadline | null {
  const found = findDeadlinesInside(text, documentDate)
  return found[chooseControlling(found.map(({ deadline }) => deadline))] ?? null
}

/**
 * Which of several deadlines of one point controls it: the last day by which all of it must be done; where none of them has
 * a day, the first one printed. Answers its place, 0 for an empty list.
 */
export function chooseControlling(deadlines: readonly PrintedDeadline[]): number {
  let best = -1
  for (const [place, deadline] of deadlines.entries()) {
    const last = lastDayOf(deadline)
    if (last !== null && (best < 0 || last > (lastDayOf(deadlines[best] ?? deadline) ?? ''))) best = place
  }
  return Math.max(0, best)
}

/** As text that sorts by time; null for what names no end. */
function lastDayOf(deadline: PrintedDeadline): string | null {
  switch (deadline.kind) {
    case 'date':
    case 'until_date':
      return deadline.date
    case 'period':
      return deadline.to
    case 'year':
      return `${String(deadline.year)}-12-31`
    default:
      return null
  }
}

/** Joins what a deadline says with its words and place. */
export function toDeadline(value: DeadlineValue, text: string, position: DeadlinePosition): PrintedDeadline {
  return { ...value, text, position }
}
