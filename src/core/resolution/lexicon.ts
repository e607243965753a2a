import type { Audience, ResolutionKind } from '#core/directive'
import { wholeWord } from './pattern.ts'

/*
 * The genre's vocabulary: words that any office's document may use. No place, person, programme or institution by name.
 * Stems end where Russian endings begin.
 */

/** Words that name the document, first match wins. */
export const documentKinds: readonly { readonly pattern: RegExp; readonly kind: ResolutionKind }[] = [
  { pattern: /^перечень\s+поручений/iu, kind: 'assignments' },
  { pattern: /^резолюция(?!\p{L})/iu, kind: 'resolution' },
  { pattern: /^решени[ея](?!\p{L})/iu, kind: 'decision' },
  { pattern: /^протокол(?!\p{L})/iu, kind: 'protocol' },
  { pattern: /^(?:приказ|распоряжение)(?!\p{L})/iu, kind: 'order' },
  { pattern: /^постановление(?!\p{L})/iu, kind: 'ruling' },
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
  'рекоменду(?:ет|ют|ем)|рекомендовал[аио]?|рекомендовано|рекомендации|предлага(?:ет|ют|ем)|обраща(?:ет|ют|ем)ся\\sс\\s(?:\\p{L}+\\s)?(?:предложени|рекомендаци|просьб)\\p{L}*|счита(?:ет|ют|ем)\\s(?:необходимым|целесообразным)',
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
export const operativeColon = /(?<!\p{L})(?:решил[аи]?|решено|приказываю|постановля(?:ю|ет)|рекоменду(?:ет|ют)):\s(?=[\p{Lu}\d«])/giu

/** Opens a new item of a protocol: what follows is talk until the next operative words. */
export const talkLead = /^(?:слушали|выступил[аи]?|докладывал[аи]?|вопрос\s+\d)(?!\p{L})/iu

/** A signature: the post in the nominative. */
export const signaturePost =
  /^(?:и\.?\s?о\.?\s)?(?:председатель|сопредседатель|секретарь|начальник|заместитель|зам\.|директор|глава|руководитель|заведующ(?:ий|ая)|министр)(?!\p{L})/iu
export const appendixStart = /^приложени[ея](?:\s*№?\s*\d|\s+к\s|$)/iu

/** What a labelled line begins with; such a line never goes on with the sentence above. */
export const clauseLabels = /^\(?(?:сроки?(?:\s+\p{L}{5,14})?\s*[:–—-]|срок\s+до\s|отв\.|ответственн\p{L}{1,4}(?:\s+исполнител\p{L}{1,3})?\s*[:–—-])/iu
export const deadlineLabel = /(?<!\p{L})сроки?(?:\s(?:исполнения|выполнения|реализации|проведения|предоставления|представления))?(?:\s?[:–—-]\s?|\s(?=до\s|постоянно|не\sпозднее|\d))/giu
export const responsibleLabel = /(?<!\p{L})(?:отв\.(?:\s?исп\.)?|ответственн(?:ый|ая|ые)(?:\sисполнител(?:ь|и))?)(?:\sза\s\p{L}{4,12})?\s?[:–—-]?\s?(?=\p{L})/giu

/** «поручить», «рекомендовать» before an addressee are the document's verb, not the addressee's. */
export const addressingVerb = /^(?:рекомендовать|поручить|предложить|просить|ходатайствовать\s+перед)\s+/iu

/** A point that the issuer does itself by signing. */
export const issuerAct =
  /^(?:утвердить|признать\s+утратившим|(?:информацию|доклад|отчет|отчёт|сведения)\s.{0,200}принять\s+к\s+сведению|принять\s.{0,200}к\s+сведению|контроль\s.{0,200}(?:возложить|возлагаю|оставляю|оставить)|настоящ(?:ий|ее|ая)\s.{0,120}вступает\s+в\s+силу)(?!\p{L})/iu

/** Nouns and numerals that end like infinitives, and infinitives that end like nouns. */
const falseInfinitives = new Set('сеть мать печать память кровать путь суть нить пять девять десять двадцать тридцать зять треть ведь хоть опять'.split(' '))
const rareInfinitives = new Set('идти учесть зачесть прочесть счесть помочь мочь сберечь уберечь беречь пресечь достичь постичь'.split(' '))
const infinitive = /^\p{L}{1,30}(?:[аяиеуоы]ть(?:ся)?|(?:вес|нес|рес|люс|рас|мес|пас|й)ти(?:сь)?|влечь(?:ся)?)$/iu

/** Whether the word is an infinitive: what a point tells to do. */
export function isInfinitive(word: string): boolean {
  const lower = word.toLowerCase()
  return rareInfinitives.has(lower) || (word.length <= 40 && infinitive.test(lower) && !falseInfinitives.has(lower))
}

/** Abbreviations and stems that name a kind of organization wherever they stand. */
export const organizationKindPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'general_school', pattern: wholeWord('общеобразовательн\\p{L}{1,4}|школ(?:ы|е|ам|ах|ами)?|лице(?:й|я|ю|ям|ев|ях|и)|гимнази(?:я|и|ю|ей|й|ям|ях)', 'giu') },
  { audience: 'general_school', pattern: wholeWord('(?:[МГК][БАК]?)?[СОН]ОШ|М[БАК]?ОУ|ГБОУ', 'gu') },
  { audience: 'preschool', pattern: wholeWord('дошкольн\\p{L}{1,4}|детск(?:им|ими|ому|ого|ий|ие|их|ом)\\sсад\\p{L}{0,3}', 'giu') },
  { audience: 'preschool', pattern: wholeWord('(?:М[БАК]?)?ДО?ОУ|ДОО', 'gu') },
  { audience: 'supplementary', pattern: wholeWord('дополнительн\\p{L}{2,3}\\s(?!профессиональн)(?:\\p{L}{1,30}\\s)?образовани\\p{L}{1,2}', 'giu') },
  { audience: 'supplementary', pattern: wholeWord('(?:М[БАК]?)?УД(?:О|ОД)|М[БАК]?У\\s?ДО|ОДО|ДДТ|ЦДТ|ДЮСШ|ДШИ', 'gu') },
]

/** «ОУ», «ОО» beside another kind mean general schools, alone every kind. */
export const plainOrganization = wholeWord('ОУ|ОО', 'gu')

/** «образовательные организации» without a kind. */
export const everyOrganization = wholeWord('образовательн\\p{L}{1,3}\\s(?:\\p{L}{3,20}\\s)?(?:организаци|учреждени)\\p{L}{1,3}', 'giu')

/** Levels of education that share one noun: «общего и дошкольного образования». */
export const educationLevels = wholeWord(
  '(?:(?:начальн|основн|средн|общ|дошкольн|дополнительн|профессиональн|высш)(?:ого|его|ое|ее|ому|ему|ом|ем|ым|им)(?:,\\s|\\sи\\s|\\s)){1,6}образовани\\p{L}{1,2}',
  'giu',
)

/** Learners of one kind. */
export const learnerPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'general_school', pattern: wholeWord('школьник(?:и|ов|ам|ах|ами)|учащи(?:хся|еся|мся|мися)|\\d{1,2}(?:\\s?[-–]\\s?\\d{1,2})?(?:-?х)?\\sкласс(?:ов|ах|ам)?|ЕГЭ|ОГЭ|ВПР', 'giu') },
  { audience: 'preschool', pattern: wholeWord('дошкольник(?:и|ов|ам|ах|ами)|воспитанник(?:и|ов|ам|ах|ами)', 'giu') },
]

/** Where the work is done, or the whole system: says that every kind is concerned. A genitive («программы организаций») only describes. */
export const everywherePatterns: readonly RegExp[] = [
  wholeWord('в(?:о\\sвсех)?\\s(?:муниципальных\\s|всех\\s)?образовательных\\s(?:организациях|учреждениях)', 'giu'),
  wholeWord('(?:(?:педагогическ|управленческ|руководящ)\\p{L}{2,3}\\s(?:кадр|работник)\\p{L}{1,3}\\s)?муниципальной\\sсистемы\\sобразования', 'giu'),
]

/** Institutions by what their names call them, wherever in the name it stands. */
export const institutionPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'methodological_center', pattern: wholeWord('(?:[\\p{L}-]{0,20}методическ\\p{L}{2,3}|ресурсн\\p{L}{2,3})\\s(?:центр|кабинет|служб|отдел)\\p{L}{0,2}|центр\\p{L}{0,2}\\s(?:развития|оценки\\sкачества)\\sобразования', 'giu') },
  { audience: 'methodological_center', pattern: wholeWord('ИМЦРО|ИМЦ|РИМЦ|ГИМЦ|РМК|ГМК|ИМК|ММС|ММЦ|ЦРО|ГМЦ', 'gu') },
  {
    audience: 'education_authority',
    pattern: wholeWord('орган\\p{L}{0,3}\\sуправления\\sобразовани\\p{L}{1,2}|(?:управлени|отдел|комитет|департамент)\\p{L}{0,2}\\s(?:по\\s|в\\sсфере\\s)?образовани\\p{L}{1,2}', 'giu'),
  },
  { audience: 'education_authority', pattern: wholeWord('МОУО|РУО|ГУО|УО|РОО|ГорОО|РайОО|ОУО', 'gu') },
]

/** The head of an addressee that is the local government itself. */
export const administrationHead = /^(?:администраци(?:и|ям)|глав(?:е|ам))(?!\p{L})/iu
/** Staff that belongs to one kind of organization. */
export const staffPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'preschool', pattern: wholeWord('старш\\p{L}{2}\\sвоспитател\\p{L}{1,2}', 'giu') },
  { audience: 'general_school', pattern: wholeWord('заместител(?:ям|ю)\\sдиректор(?:а|ов)', 'giu') },
  { audience: 'teachers', pattern: /^(?:педагог(?:ам|у)|педагогическ(?:им|ому)\sработник(?:ам|у)|учител(?:ям|ю)|классным\sруководителям|воспитател(?:ям|ю))(?!\p{L})/giu },
]
export const outsideBody = wholeWord('полици\\p{L}|ГИБДД|ОГИБДД|ПДН|культур[еы]|здравоохранени\\p{L}|спорт[уа]|опеки|занятости|социальн\\p{L}{2}\\sзащит\\p{L}', 'giu')
/** Heads of organizations without a kind. */
export const headsOfAny = /^(?:руководител(?:ям|ю)|директор(?:ам|у)|заведующ(?:им|ему|ей))(?!\p{L})/iu

/** How an addressee begins: somebody in the dative, or an institution by its form of incorporation. */
export const addresseeStart = new RegExp(
  '^(?:(?:всем|каждо\\p{L}{2})\\s)?(?:' +
    [
      '(?:руководител|заместител|председател|учител|воспитател|секретар)(?:ям|ю)',
      '(?:директор|начальник|методист|специалист|педагог|управлени|отдел|комитет|департамент|министерств|центр|орган|совет|кабинет|объединени|учреждени|организаци|школ|гимнази|лице|служб|работник|администраци|комисси)(?:ам|ям|у|ю)',
      'заведующ(?:им|ему|ей)|главе|главам|школе|гимназии|службе|администрации|комиссии',
      '(?:[\\p{L}-]{2,30}(?:ым|им|ому|ему|ой)(?:,\\s|\\sи\\s|\\s)){1,6}(?:руководител|заместител|председател|учител|воспитател|директор|начальник|методист|специалист|педагог|управлени|отдел|комитет|департамент|министерств|центр|орган|совет|кабинет|объединени|учреждени|организаци|школ|гимнази|лице|служб|работник|сад|центр)(?:ам|ям|у|ю|е)',
    ].join('|') +
    ')(?!\\p{L})',
  'iu',
)
export const addresseeAbbreviation =
  /^(?:М[КБА]?У|Г[КБА]?У|М[БАК]?ОУ|ГБОУ|М[БАК]?ДОУ|М[БАК]?У\s?ДО|М[БАК]?УДО|АНО|ОУ|ОО|ДОУ|ДОО|УДОД?|[СО]ОШ|МОУО|РУО|УО|ИМЦ|РМК|ГМК|ЦРО|ММС)(?!\p{L})/u

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
