import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildId, DateOnly, Directive, Resolution } from '#core/directive'
import { type ParsedDirective, type ParsedResolution, parseResolution } from '#core/resolution'
import { makeAddressee } from './directiveFactory.ts'
import { makeDirective, makeResolution } from './recordFactory.ts'

const folder = new URL('../../seeds/resolutions/', import.meta.url).pathname

/** The first `count` points of the real documents, as one published document: their own texts, fresh ids, report dates. */
export function readSeedDirectives(count: number, newId: () => string): { readonly resolution: Resolution; readonly directives: readonly Directive[] } {
  const resolution: Resolution = { ...makeResolution(newId()), title: 'Об итогах работы системы образования за учебный год и задачах на новый' }
  const parsed = readdirSync(folder)
    .sort()
    .map((name) => parseResolution(readFileSync(join(folder, name), 'utf8')))
    .flatMap((document) => document.directives.map((directive) => ({ document, directive })))
  const directives = parsed.slice(0, count).map(({ document, directive }, i) => toDirective(document, directive, resolution.id, i + 1, newId))
  return { resolution, directives }
}

function toDirective(document: ParsedResolution, parsed: ParsedDirective, resolutionId: string, position: number, newId: () => string): Directive {
  const section = document.sections[parsed.section]
  const isAddressee = section?.headingKind === 'addressee'
  const { span: _span, rule: _rule, ...deadline } = parsed.deadline
  return makeDirective(resolutionId, newId(), {
    position,
    number: parsed.number,
    heading: isAddressee ? null : (section?.heading ?? null),
    headingKind: section?.headingKind ?? null,
    text: parsed.text,
    children: parsed.children.map(({ text }) => ({ id: newId() as ChildId, text })),
    addressee: makeAddressee({ text: section?.addressee.text ?? null, audience: ['general_school'] }),
    deadline,
    reportDue: `2026-12-${String(1 + (position % 28)).padStart(2, '0')}` as DateOnly,
  })
}
