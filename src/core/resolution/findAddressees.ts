import { accusativeVerb, addresseeAbbreviation, addresseeInAccusative, addresseeInDative, addresseeInNominative, addressingWords, namedInstitution } from './addresseeLexicon.ts'
import { findAction, startsWithAction } from './findAction.ts'
import { findDeadlinesInside } from './findDeadline.ts'
import type { ParsedAddressee } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
import { readAudience } from './readAudience.ts'

/** A name of one addressee is never longer; a longer clause is a sentence. */
const longestHeading = 400
/** Further addressees of one point are read no further. */
const mostAddressees = 8

const person = '\\p{Lu}\\p{Ll}{1,30}(?:-\\p{Lu}\\p{Ll}{1,30})?\\s\\p{Lu}\\.\\s?(?:\\p{Lu}\\s?\\.)?|\\p{Lu}\\.\\s?(?:\\p{Lu}\\.\\s?)?\\p{Lu}\\p{Ll}{1,30}(?:-\\p{Lu}\\p{Ll}{1,30})?'
const persons = `(?:${person})(?:\\s?[,;]\\s?(?:${person})){0,7}`
/** «(Иванов И.И.)», «(директор – Иванов И.И.)». */
const personsInBrackets = new RegExp(`\\s?\\(\\s?(?:\\p{Ll}[\\p{Ll}.\\s]{2,30}?\\s?[–—-]?\\s?)?(${persons})\\s?\\)$`, 'u')
const personsAfterName = new RegExp(`(?:\\s[–—-])?[\\s,](${persons})$`, 'u')
const onlyPersons = new RegExp(`^(?:${persons})$`, 'u')
const anyPerson = new RegExp(`(?<!\\p{L})(?:${person})`, 'gu')

/**
 * Reads a heading that names who must act, e.g. «Руководителям дошкольных учреждений (Петрова А.А.):».
 * Null where it begins like a task or a field of work.
 */
export function readAddresseeHeading(text: string): ParsedAddressee | null {
  if (text.length > longestHeading) return null
  const inAccusative = accusativeVerb.test(text)
  const name = text.replace(/[\s:;,–-]+$/u, '').replace(/(?<!\p{Lu})\.$/u, '').replace(addressingWords, '').replace(/^к[о]?\s(?=\p{L})/iu, '')
  if (!isAddressee(name, inAccusative) || findAction(name) >= 0) return null
  return readAddressees(name)
}

/**
 * Reads an addressee inside a point, e.g. «Рекомендовать директорам школ (Иванов И.И.) провести …»; null where there is none.
 * `afterVerb`: the heading above is a verb that charges («Обязать:»), so the name may stand in the accusative.
 */
export function readInlineAddressee(text: string, afterVerb = false): ParsedAddressee | null {
  const opened = skipLead(text.slice(0, longestHeading))
  const sentence = opened.replace(addressingWords, '')
  const inAccusative = afterVerb || accusativeVerb.test(opened)
  const person = personFirst.exec(sentence)
  const name = person === null ? sentence : sentence.slice(person[0].length)
  if (!isAddressee(name, inAccusative || person !== null)) return null
  const action = findAction(name)
  if (action <= 0) return null
  const own = cutCircumstances(name.slice(0, action))
  if (own === '') return null
  const read = readAddressees(own)
  return person === null ? read : { ...read, responsible: person[1] ?? null }
}

/** Who is named alone before the verb, «Ивановой И.И. подготовить …»; null where nobody is. */
export function readInlinePerson(text: string): string | null {
  const found = personAlone.exec(skipLead(text.slice(0, longestHeading)).replace(addressingWords, ''))
  return found !== null && startsWithAction(text.slice(text.indexOf(found[0]) + found[0].length)) ? (found[1] ?? null) : null
}

/** «Директора школ – направить …», «Ким И.О., Попов А.А. – проверить …»: who before a dash, what after it. */
export function isCharge(text: string): boolean {
  const dash = /^.{2,160}?\s[–—-]\s/su.exec(text.slice(0, 200))
  if (dash === null || !startsWithAction(text.slice(dash[0].length))) return false
  const who = dash[0].replace(/[\s–—-]+$/u, '')
  return onlyPersons.test(who) || /^всем$/iu.test(who) || isAddressee(who, true)
}

const personFirst = new RegExp(`^(${person}),\\s`, 'u')
const personAlone = new RegExp(`^(${persons})\\s(?:[–—-]\\s)?`, 'u')
const purpose = /^(?:в\s(?:целях|связи|соответствии)|во\sисполнение|на\sосновании|с\sцелью)[^,]{3,160}(?:,[^,]{3,80})?,\s/iu

/** «До 15 октября – директорам …», «В целях …, директорам …»: what stands before the addressee is none of the name. */
function skipLead(text: string): string {
  const dash = /^.{3,60}?\s[–—-]\s/u.exec(text)
  if (dash !== null && findDeadlinesInside(dash[0], '2000-01-01')[0]?.from === 0) return text.slice(dash[0].length)
  const [deadline] = findDeadlinesInside(text.slice(0, 60), '2000-01-01')
  if (deadline?.from === 0) return text.slice(deadline.to).replace(/^[\s,]+/u, '')
  const reason = purpose.exec(text)
  return reason !== null && isAddressee(text.slice(reason[0].length), false) ? text.slice(reason[0].length) : text
}

/** A deadline, a manner and what is asked for, between the name and its verb, are none of the name. */
function cutCircumstances(name: string): string {
  const [deadline] = findDeadlinesInside(name, '2000-01-01')
  return name
    .slice(0, deadline?.from ?? name.length)
    .replace(/,?\s(?:при\s\p{L}+(?:ании|ении)|в\s(?:установленном|обязательном)\sпорядке|в\sсоответствии\sс|в\sцелях|в\sрамках|на\sосновании|с\sцелью)(?!\p{L}).*$/su, '')
    .replace(/\s(?:информаци[юи]|сведения|отч[её]т[ыа]?|материалы|списки|предложения|заявки)\s.*$/su, '')
    .replace(/\s(?:в\sсрок|своевременно|совместно|дополнительно|ежегодно|\p{Ll}+но|не)\s*$/iu, '')
    .replace(/[\s:,–—-]+$/u, '')
}

/**
 * Reads what stands after «Отв.:» or in a table's column: organizations and posts are the addressee, persons are
 * responsible. A post without a knowable organization stays with its person.
 */
export function readResponsible(words: string): { readonly addressee: ParsedAddressee | null; readonly responsible: string | null } {
  const flat = words.replace(/\s+/gu, ' ').trim().replace(/[.;,]+$/u, (closing) => (/\p{Lu}$/u.test(words.trim().slice(0, -closing.length)) ? '.' : ''))
  if (flat === '' || onlyPersons.test(flat)) return { addressee: null, responsible: flat === '' ? null : flat }
  const named = [...flat.matchAll(anyPerson)].map(([name]) => name.trim())
  const name = flat.replace(new RegExp(`\\(\\s?${persons}\\s?\\)`, 'gu'), '').replace(anyPerson, '').replace(/\s*[,;]\s*(?=[,;]|$)/gu, '').replace(/^[\s,;–-]+|[\s,;–-]+$/gu, '').replace(/\s{2,}/gu, ' ')
  const { audience, rule } = readAudience(name)
  if (audience.includes('unaddressed')) return { addressee: null, responsible: flat }
  return { addressee: { text: name, responsible: null, audience, ...namesOf(name), rule }, responsible: named.length === 0 ? null : named.join(', ') }
}

function isAddressee(text: string, inAccusative: boolean): boolean {
  if (addresseeInDative.test(text) || addresseeAbbreviation.test(text)) return true
  if (inAccusative && addresseeInAccusative.test(text)) return true
  // «Организации:» is somebody, «Организация питания:» is a field of work.
  return addresseeInNominative.test(text) && !readAudience(text.slice(0, longestHeading)).audience.includes('unaddressed')
}

/** The first addressee of a name, and the others that stand beside it with a person of their own or after «совместно с». */
function readAddressees(name: string): ParsedAddressee {
  const [first = name, ...others] = splitAddressees(name)
  const more = others.slice(0, mostAddressees).map(readAddressee)
  return { ...readAddressee(first), ...(more.length === 0 ? {} : { more }) }
}

function splitAddressees(name: string): readonly string[] {
  const joint = name.split(/,?\s(?:совместно|вместе)\sсо?\s/u)
  const afterPerson = new RegExp(`(?<=\\(\\s?${persons}\\s?\\))(?:,\\s|\\sи\\s)`, 'u')
  return joint.flatMap((part) => part.split(afterPerson)).map((part) => part.trim()).filter((part) => part !== '')
}

function readAddressee(name: string): ParsedAddressee {
  const bracket = personsInBrackets.exec(name) ?? personsAfterName.exec(name)
  const text = bracket === null ? name : name.slice(0, bracket.index)
  const { audience, rule } = readAudience(text)
  return { text, responsible: bracket?.[1] ?? null, audience, ...namesOf(text), rule }
}

const exception = /\(\s?(?:кроме|за\sисключением)\s([^()]{2,200})\)|[,\s](?:кроме|за\sисключением)\s(.{2,200})$/iu

/** Organizations called by name, each by itself, and who is left out. */
function namesOf(text: string): Pick<ParsedAddressee, 'institutions' | 'except'> {
  const left = exception.exec(text)
  const except = left?.[1] ?? left?.[2]
  const own = left === null ? text : text.slice(0, left.index)
  const institutions = [...own.matchAll(namedInstitution)].flatMap(([found]) => singleNames(found))
  return { ...(institutions.length === 0 ? {} : { institutions }), ...(except === undefined ? {} : { except: except.trim() }) }
}

/** «МБОУ СОШ № 2, 7, 11» are three. */
function singleNames(found: string): readonly string[] {
  const list = /^(.*?)№{1,2}\s?(\d{1,3}(?:(?:,\s?|\sи\s)\d{1,3})+)$/u.exec(blankQuoted(found) === found ? found : '')
  if (list === null) return [found]
  const [, form = '', numbers = ''] = list
  return (numbers.match(/\d+/gu) ?? []).map((number) => `${form.trim()} № ${number}`)
}
