import type { ParsedAddressee, ParsedDirective, ParsedResolution } from '#core/resolution'
import { issues as sentences } from '../i18n/locales/ru.ts'
import { audienceText, confidenceText, deadlineText, doubtText, headingKindText, kindText, ruleText } from './labels.ts'
import { markLines, type MarkedPiece, marksOf } from './markText.ts'
import { pageStyle } from './pageStyle.ts'

/** Makes any text safe inside HTML text and attributes. */
export function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/gu, (sign) => signs[sign] ?? sign)
}

/** One self-contained page: the document's text with everything the parser found, each with its rule and reading. */
export function renderPage(sourceName: string, text: string, parsed: ParsedResolution): string {
  const title = parsed.document.title ?? sourceName
  const notes = notesOf(parsed)
  const lines = markLines(text, marksOf(parsed)).map(({ pieces, starting }) => {
    const words = pieces.map((piece) => renderPiece(piece)).join('')
    return `<div class="line"><p>${words}</p><aside>${starting.map((id) => notes.get(id) ?? '').join('')}</aside></div>`
  })
  return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${pageStyle}</style></head>
<body><header>${renderHead(sourceName, parsed)}</header>
<main>${lines.join('\n')}</main>
</body></html>
`
}

function renderPiece({ text, looks, rule }: MarkedPiece): string {
  const words = escapeHtml(text.replaceAll('*', ''))
  if (looks.length === 0 || words === '') return words
  const title = rule === null ? '' : ` title="${escapeHtml(ruleText[rule])}"`
  return `<mark class="${looks.join(' ')}"${title}>${words}</mark>`
}

function renderHead(sourceName: string, { document, directives, issues }: ParsedResolution): string {
  const children = directives.reduce((sum, directive) => sum + directive.children.length, 0)
  const deadlines = directives.filter(({ deadline }) => deadline.kind !== 'none').length
  const fields: readonly (readonly [string, string | null])[] = [
    ['Вид', document.kind === null ? null : kindText[document.kind]],
    ['Сила', document.force === 'order' ? 'поручает' : 'рекомендует'],
    ['Номер', document.number],
    ['Дата', document.dateText],
    ['Кто принял', document.issuer],
    ['Муниципалитет', document.municipality],
    ['Регион', document.region],
    ['Участники', document.attendeesText],
    ['Подписал', document.chair],
    ['Файл', sourceName],
  ]
  const rows = fields.map(([name, value]) => (value === null ? '' : `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`)).join('')
  const counts = [`поручений: ${String(directives.length)}`, `подпунктов: ${String(children)}`, `со сроком: ${String(deadlines)}`]
  const remarks = issues.filter(({ span }) => span === null).map(({ type }) => `<li>${sentences[type]}</li>`)
  return `<h1>${escapeHtml(document.title ?? 'Документ без названия')}</h1>
<dl>${rows}</dl>
<p class="counts">${counts.map((count) => `<b>${count}</b>`).join(' ')}</p>
<p class="legend"><mark class="operative">постановляющие слова</mark> <mark class="heading">адресат или раздел</mark> <mark class="directive">поручение</mark> <mark class="child">подпункт</mark> <mark class="deadline">срок</mark></p>
${remarks.length === 0 ? '' : `<ul class="remarks">${remarks.join('')}</ul>`}`
}

/** The note beside each mark, by the mark's id. */
function notesOf({ document, sections, directives, optional, issues }: ParsedResolution): ReadonlyMap<string, string> {
  const notes = new Map<string, string>()
  notes.set('operative', note('operative', document.force === 'order' ? 'Отсюда поручения' : 'Отсюда рекомендации', []))
  for (const { index, addressee, headingKind, rule } of sections) {
    const kind = headingKind === null ? 'раздел' : headingKindText[headingKind]
    notes.set(`section-${String(index)}`, note('heading', kind, [...addresseeRows(addressee), ['правило', ruleText[rule]]]))
  }
  for (const [at, directive] of directives.entries()) notes.set(`directive-${String(at)}`, directiveNote(directive, at))
  for (const at of optional.keys()) notes.set(`act-${String(at)}`, note('act', 'действие самого органа', []))
  for (const [at, { type }] of issues.entries()) notes.set(`issue-${String(at)}`, note('unread', sentences[type], []))
  return notes
}

function directiveNote(directive: ParsedDirective, at: number): string {
  const { number, children, deadline, addressee, responsible, duplicateOf, rule } = directive
  const rows: (readonly [string, string])[] = []
  if (addressee !== undefined) rows.push(...addresseeRows(addressee))
  if (responsible !== undefined) rows.push(['ответственный', responsible])
  const reading = deadlineText(deadline)
  rows.push(['срок', reading === null ? 'не указан' : `${reading} (${ruleText[deadline.rule]})`])
  if (children.length > 0) rows.push(['подпунктов', String(children.length)])
  if (duplicateOf !== undefined) rows.push(['повторяет', duplicateOf.number ?? `пункт ${String(duplicateOf.ordinal)} раздела ${String(duplicateOf.section + 1)}`])
  rows.push(['правило', ruleText[rule]])
  for (const { confidence, doubt } of [directive.confidence.text, directive.confidence.addressee, directive.confidence.deadline]) {
    if (doubt !== null) rows.push([confidenceText[confidence], doubtText[doubt]])
  }
  return note('directive', `№ ${String(at + 1)}${number === null ? '' : ` · пункт ${number}`}`, rows)
}

function addresseeRows({ audience, scope, scopeBasis, responsible, rule }: ParsedAddressee): (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [['кому', rule === 'nobody_named' ? ruleText[rule] : `${audience.map((code) => audienceText[code]).join(', ')} (${ruleText[rule]})`]]
  if (scope !== undefined && scope.length > 0) rows.push(['предложено', `${scope.map((code) => audienceText[code]).join(', ')}: ${scopeBasis ?? ''}`])
  if (responsible !== null) rows.push(['ответственный', responsible])
  return rows
}

function note(look: string, head: string, rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([name, value]) => `<span><i>${escapeHtml(name)}</i> ${escapeHtml(value)}</span>`).join('')
  return `<div class="note ${look}"><b>${escapeHtml(head)}</b>${lines}</div>`
}
