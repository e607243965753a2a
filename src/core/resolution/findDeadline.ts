import type { DeadlinePosition, PrintedDeadline } from '#core/directive'
import { deadlineLabel, responsibleLabel } from './lexicon.ts'
import type { DeadlineRule } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
import { datePattern, yearWord } from './readDate.ts'
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

/** Cuts «Срок: …» and «Отв.: …» from the end of a point, in either order. */
export function splitLabels(text: string, documentDate: string | null): SplitLabels {
  let end = text.length
  let deadline: SplitLabels['deadline'] = null
  let responsible: string | null = null
  for (let labels = 0; labels < 3; labels += 1) {
    const label = lastLabel(text, end)
    if (label === null) break
    const words = text.slice(label.valueFrom, end).trim()
    if (label.kind === 'responsible') {
      if (words.length > 200) break
      responsible = words.replace(/[.;,)\s]+$/u, (closing) => (/\p{Lu}\.?\s?\p{Lu}$/u.test(words.slice(0, -closing.length)) ? '.' : ''))
    } else {
      const value = readDeadlineValue(words.replace(/\)\.?$/u, ''), documentDate)
      if (value === null) return { end, deadline, responsible, unread: { from: label.from, to: end } }
      deadline = { value, from: label.from, to: end }
    }
    end = text.slice(0, label.from).replace(/[\s(]+$/u, '').length
  }
  return { end, deadline, responsible, unread: null }
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
      const opens = /(?:^|[.;:!?»)\],(…–—-]\s?)$/u.test(window.slice(0, match.index)) || (/^\p{Lu}/u.test(match[0]) && /\s$/u.test(window.slice(0, match.index)))
      if (opens && (last === null || from > last.from)) last = { kind, from, valueFrom: from + match[0].length }
    }
  }
  return last
}

const year = '(?:19|20|21)\\d{2}'
const dash = '\\s?[-–—]\\s?'

const insidePatterns: readonly { readonly rule: DeadlineRule; readonly pattern: RegExp }[] = [
  {
    rule: 'period_inside',
    pattern: inside(`в\\sпериод\\s(?:до\\s${year}|с\\s${year}(?:${yearWord})?\\s(?:по|до)\\s${year}|${year}${dash}${year})${yearWord}|в\\s${year}${dash}${year}\\sгодах|в\\sтечение\\s${year}${yearWord}|в\\sтечение\\s(?:${year}${dash}${year}\\s)?учебного\\sгода`),
  },
  { rule: 'period_inside', pattern: inside(`с\\s${datePattern}\\s(?:по|до)\\s${datePattern}`) },
  { rule: 'start_inside', pattern: inside(`с\\s${datePattern}`) },
  { rule: 'date_inside', pattern: inside(`(?:в\\sсрок\\s)?(?:до|не\\sпозднее|не\\sпозже|к|ко)\\s(?:${datePattern}|конца\\s(?:${year}${yearWord}|учебного\\sгода)|${year}${yearWord})`) },
  { rule: 'recurrence_inside', pattern: inside('еже(?:недельно|месячно|квартально|годно)(?:,?\\s(?:до|не\\sпозднее)\\s\\d{1,2}(?:-?го)?(?:\\sчисла|\\s(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)))?|на\\sпостоянной\\sоснове|незамедлительно') },
]

function inside(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${source})`, 'giu')
}

/** Finds a deadline that is part of the sentence, e.g. «с 1 сентября 2021 года»; what stands in quotes is a name, ages have no date. */
export function findDeadlineInside(text: string, documentDate: string | null): FoundDeadline | null {
  const head = blankQuoted(text.slice(0, insideWindow))
  let first: FoundDeadline | null = null
  for (const { rule, pattern } of insidePatterns) {
    for (const match of head.matchAll(pattern)) {
      // «вступающий в силу с 1 марта» dates the act that is cited.
      if (/(?:в\sсилу|действу\p{L}{2,4}|утвержд[её]нн\p{L}{2,3})\s$/iu.test(head.slice(Math.max(0, match.index - 20), match.index))) continue
      const value = readDeadlineValue(match[0], documentDate)
      if (value === null || (first !== null && match.index >= first.from)) continue
      first = { deadline: toDeadline(value, match[0], 'inside_text'), rule, from: match.index, to: match.index + match[0].length }
    }
  }
  return first
}

/** Joins what a deadline says with its words and place. */
export function toDeadline(value: DeadlineValue, text: string, position: DeadlinePosition): PrintedDeadline {
  return { ...value, text, position }
}
