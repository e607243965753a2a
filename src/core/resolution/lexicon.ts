import type { ResolutionKind } from '#core/directive'
import { wholeWord } from './pattern.ts'

/*
 * The genre's vocabulary: words that any office's document may use. No place, person, programme or institution by name.
 * Stems end where Russian endings begin.
 */

/** Words that name the document, first match wins. */
export const documentKinds: readonly { readonly pattern: RegExp; readonly kind: ResolutionKind }[] = [
  { pattern: /^перечень\s+поручений/iu, kind: 'assignments' },
  { pattern: /^резолюция(?!\p{L})/iu, kind: 'resolution' },
  { pattern: /^(?:совместное\s+)?решени[ея](?!\p{L})/iu, kind: 'decision' },
  { pattern: /^протокол(?!\p{L})/iu, kind: 'protocol' },
  { pattern: /^(?:совместн(?:ый|ое)\s+)?(?:приказ|распоряжение)(?!\p{L})/iu, kind: 'order' },
  { pattern: /^(?:совместное\s+)?постановление(?!\p{L})/iu, kind: 'ruling' },
  { pattern: /^(?:методические\s+)?рекомендации(?!\p{L})/iu, kind: 'recommendations' },
  { pattern: /^план(?!\p{L})/iu, kind: 'plan' },
]

export type Gender = 'masculine' | 'feminine' | 'neuter'

/** Bodies that adopt documents: the genitive that stands after «Решение», and the nominative. */
export const collegialBodies: readonly { readonly genitive: string; readonly nominative: string; readonly gender: Gender }[] = [
  { genitive: 'коллегии', nominative: 'коллегия', gender: 'feminine' },
  { genitive: 'совещания', nominative: 'совещание', gender: 'neuter' },
  { genitive: 'заседания', nominative: 'заседание', gender: 'neuter' },
  { genitive: 'собрания', nominative: 'собрание', gender: 'neuter' },
  { genitive: 'педсовета', nominative: 'педсовет', gender: 'masculine' },
  { genitive: 'совета', nominative: 'совет', gender: 'masculine' },
  { genitive: 'конференции', nominative: 'конференция', gender: 'feminine' },
  { genitive: 'комиссии', nominative: 'комиссия', gender: 'feminine' },
  { genitive: 'форума', nominative: 'форум', gender: 'masculine' },
  { genitive: 'семинара', nominative: 'семинар', gender: 'masculine' },
  { genitive: 'съезда', nominative: 'съезд', gender: 'masculine' },
  { genitive: 'пленума', nominative: 'пленум', gender: 'masculine' },
  { genitive: 'слета', nominative: 'слет', gender: 'masculine' },
]

/** Who acts in the sentence before the points: «участники … решили». */
export const actingBody = wholeWord('участник\\p{L}*|член\\p{L}*|коллеги\\p{L}|совещани\\p{L}|собрани\\p{L}|конференци\\p{L}|комисси\\p{L}|педсовет\\p{L}*|совет|форум|съезд', 'giu')

/** Verbs after which an order's points stand. */
export const orderingVerbs = wholeWord(
  [
    'решил[аио]?|решает|постановил[аио]?|постановля(?:ет|ю)|приказываю|распоряжаюсь|обязываю|поручаю',
    'приня(?:л[аио]?|то|ты)\\s(?:следующ\\p{L}{2,3}\\s)?решени[ея]|решено|поручено|поручить|определил[аио]?\\s(?:следующ\\p{L}{2,3}\\s)?(?:задач|направлени)\\p{L}*',
  ].join('|'),
)

/** Verbs after which a recommendation's points stand. */
export const recommendingVerbs = wholeWord(
  'рекоменду(?:ет|ют|ем)|рекомендовал[аио]?|рекомендовано|рекомендации|предлага(?:ет|ют|ем)|обраща(?:ет|ют|ем)ся\\sс\\s(?:\\p{L}+\\s)?(?:предложени|рекомендаци|просьб)\\p{L}*|пришл[аи]\\sк\\s(?:\\p{L}+\\s)?(?:вывод|решени|мнени|заключени)\\p{L}*|(?:выработал|сформулировал|определил|наметил)[аи]?\\s(?:следующ\\p{L}+\\s)?(?:рекомендаци|предложени|меры|направлени|задач)\\p{L}*|прос(?:ит|ят|им)|необходимо(?=\\s?:)|счита(?:ет|ют|ем)\\s(?:необходим|целесообразн|важн|нужн|возможн)\\p{L}{2}',
)

/** How a sentence begins that only prepares the operative words. */
export const preparing = /^(?:заслушав|обсудив|рассмотрев|изучив|проанализировав|учитывая|принимая|отмечая)(?!\p{L})/iu

/** How a clause begins that states why, and leads straight to the addressees. */
export const stating = /^(?:в\s+целях|с\s+целью|в\s+соответствии|на\s+основании|во\s+исполнение|с\s+уч[её]том|исходя|в\s+связи)(?!\p{L})/iu

/** A lead over a list of what was discussed or aimed at, not of what is to be done. */
export const agendaLead = wholeWord('вопрос\\p{L}*|повестк\\p{L}*|тем(?:ы|ам)|задач[аи]|цел[ьи]|присутств\\p{L}*|участник\\p{L}*|выступил\\p{L}*|слушал[аи]|докладчик\\p{L}*')
/** Parts of a preamble that stand under a word of their own. */
export const preambleLead = /^(?:присутств|участники|повестка|цел[ьи]|задач[аи]|слушали|в\s+работе)(?!\p{Ll}{6})/iu
export const aimLead = /^цел[ьи](?!\p{L})/iu

/** The operative words that end with a colon inside a line; the space after it belongs to the match. */
export const operativeColon = /(?<!\p{L})(?:решил[аи]?|постановил[аи]?|решено|приказываю|постановля(?:ю|ет)|рекоменду(?:ет|ют)):\s(?=[\p{Lu}\d«])/giu

/** Opens a new item of a protocol: what follows is talk until the next operative words. */
export const talkLead = /^(?:(?:[\p{L}\s]{3,40}\.\s)?слушали|выступил[аи]?|докладывал[аи]?|вопрос\s+\d|по\s\p{L}+(?:ому|ьему)\sвопросу)(?!\p{L})/iu

/** A signature: the post in the nominative. */
export const signaturePost =
  /^(?:и\.?\s?о\.?\s)?(?:(?:первый\s)?заместитель|председател[ья]|сопредседатель|секретар[ья]|начальник[а]?|зам\.|директор[а]?|глав[аы]|руководител[ья]|заведующ(?:ий|ая|его)|министр|мэр|(?:вице-)?губернатор[а]?)(?!\p{L})/iu
export const appendixStart = /^(?:приложени[ея](?:\s*№?\s*\d|\s+к\s|$)|(?:положение|порядок|состав|утвержден[оаы]?|утверждён|форма)$|рассылка\s?:|с\s(?:приказом|распоряжением)\sознакомлен)/iu

/** What a labelled line begins with; such a line never goes on with the sentence above. */
export const clauseLabels = /^\(?(?:сроки?(?:\s+\p{L}{5,14})?\s*[:–—-]|срок,?\s(?:и\s)?ответственн\p{L}{2}\s?:|срок\s+до\s|отв\.|ответственн\p{L}{1,4}(?:\s+исполнител\p{L}{1,3})?\s*[:–—-])/iu
/** «Срок, ответственный: до 5 мая, Иванова Т.П.» says both. */
export const jointLabel = /(?<!\p{L})срок,?\s(?:и\s)?ответственн\p{L}{2}\s?:\s?/iu
export const deadlineLabel = /(?<!\p{L})сроки?(?:\s(?:исполнения|выполнения|реализации|проведения|предоставления|представления|готовности|сдачи))?(?:\s?[:–—-]\s?|\s(?=до\s|к\s|постоянно|не\sпозднее|\d))/giu
export const responsibleLabel = /(?<!\p{L})(?:отв\.(?:\s?исп\.)?|ответственн(?:ый|ая|ые)(?:\sисполнител(?:ь|и))?)(?:\sза\s\p{L}{4,12})?\s?[:–—-]?\s?(?=\p{L})/giu

const act = '(?:постановлени|приказ|распоряжени|решени|резолюци|положени)\\p{L}{0,2}'
/** A point that the issuer does itself by signing; what stands in quotes is blanked before. */
export const issuerAct = new RegExp(
  [
    '^утвердить(?!\\p{L})',
    '^(?:принять|информаци|доклад|отч[её]т|сведени|сообщени|справк|материал).{0,1500}?(?:принять\\s)?к\\s?сведению',
    '^контроль(?!\\p{L}).{0,600}(?:возложить|возлагаю|оставляю|оставить|осуществля)',
    '(?:признать|считать)\\s.{0,300}утративш\\p{L}{2,3}\\s+силу|утративш\\p{L}{2,3}\\s+силу.{0,20}(?:признать|считать)',
    `^(?:настоящ\\p{L}{2,3}\\s|данн\\p{L}{2,3}\\s)?${act}.{0,200}(?:вступает\\sв\\s(?:законную\\s)?силу|подлежит\\s.{0,40}(?:опубликовани|размещени|обнародовани)|(?:опубликовать|разместить|обнародовать)(?!\\p{L}))`,
    `^(?:опубликовать|разместить|обнародовать)\\s(?:настоящ\\p{L}{2,3}\\s|данн\\p{L}{2,3}\\s|это\\s)?${act}`,
    `^внести\\s.{0,40}изменени\\p{L}{1,3}\\sв\\s(?:\\p{L}+\\s)?${act}`,
    '^снять\\sс\\sконтроля',
    '^(?:признать|объявить)\\s(?:победител|приз[её]р|лауреат)',
    '^(?:одобрить|отметить)\\s',
  ].join('|'),
  'isu',
)

/** Nouns and numerals that end like infinitives, and infinitives that end like nouns. */
const falseInfinitives = new Set('сеть мать печать память кровать путь суть нить пять девять десять двадцать тридцать зять треть ведь хоть опять'.split(' '))
const rareInfinitives = new Set('вести нести везти пойти найти идти учесть зачесть прочесть счесть помочь мочь сберечь уберечь беречь пресечь достичь постичь'.split(' '))
const infinitive = /^\p{L}{1,30}(?:[аяиеуоы]ть(?:ся)?|(?:вес|нес|рес|люс|рас|мес|пас|й)ти(?:сь)?|влечь(?:ся)?)$/iu

/** Whether the word is an infinitive: what a point tells to do. */
export function isInfinitive(word: string): boolean {
  const lower = word.toLowerCase()
  return rareInfinitives.has(lower) || (word.length <= 40 && infinitive.test(lower) && !falseInfinitives.has(lower))
}

/** Months from January on: nominative, genitive, prepositional. */
export const months: readonly (readonly string[])[] = [
  ['январь', 'января', 'январе'],
  ['февраль', 'февраля', 'феврале'],
  ['март', 'марта', 'марте'],
  ['апрель', 'апреля', 'апреле'],
  ['май', 'мая', 'мае'],
  ['июнь', 'июня', 'июне'],
  ['июль', 'июля', 'июле'],
  ['август', 'августа', 'августе'],
  ['сентябрь', 'сентября', 'сентябре'],
  ['октябрь', 'октября', 'октябре'],
  ['ноябрь', 'ноября', 'ноябре'],
  ['декабрь', 'декабря', 'декабре'],
]
