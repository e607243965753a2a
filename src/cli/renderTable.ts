import type { ParsedDirective, ParsedResolution } from '#core/resolution'
import { issues as sentences } from '../i18n/locales/ru.ts'
import { audienceText, confidenceText, deadlineText, doubtText, kindText } from './labels.ts'

const textWidth = 56
const addresseeWidth = 30
const deadlineWidth = 34

/** The directives as a table for a terminal, a row each, with what a person should look at under it. */
export function renderTable(sourceName: string, { document, sections, directives, issues }: ParsedResolution): string {
  const kind = document.kind === null ? 'документ' : kindText[document.kind]
  const head = [kind, document.number === null ? '' : `№ ${document.number}`, document.dateText ?? '', document.title ?? ''].filter((part) => part !== '').join(' · ')
  const lines = [sourceName, head, rowOf('№', 'Пункт', 'Кому', 'Срок'), '-'.repeat(8 + textWidth + addresseeWidth + deadlineWidth + 9)]
  for (const directive of directives) {
    const addressee = directive.addressee ?? sections[directive.section]?.addressee
    const whom = addressee === undefined ? '' : (addressee.text ?? addressee.audience.map((code) => audienceText[code]).join(', '))
    const children = directive.children.length === 0 ? '' : ` (+${String(directive.children.length)})`
    lines.push(rowOf(directive.number ?? '–', `${directive.text}${children}`, whom, deadlineText(directive.deadline) ?? '–'))
    lines.push(...doubtsOf(directive))
  }
  const remarks = issues.filter(({ span }) => span === null).map(({ type }) => `! ${sentences[type]}`)
  return `${[...lines, `Поручений: ${String(directives.length)}`, ...remarks].join('\n')}\n`
}

function rowOf(number: string, text: string, addressee: string, deadline: string): string {
  return [fit(number, 8), fit(text, textWidth), fit(addressee, addresseeWidth), fit(deadline, deadlineWidth)].join(' | ').trimEnd()
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width)
}

function doubtsOf({ confidence }: ParsedDirective): readonly string[] {
  return [confidence.text, confidence.addressee, confidence.deadline].flatMap((judgement) =>
    judgement.doubt === null ? [] : [`${' '.repeat(8)} > ${confidenceText[judgement.confidence]}: ${doubtText[judgement.doubt]}`])
}
