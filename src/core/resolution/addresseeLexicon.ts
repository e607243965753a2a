import type { Audience } from '#core/directive'
import { wholeWord } from './pattern.ts'

/*
 * Words that name whom a document addresses. No place, person or institution by its own name. Stems end where Russian endings begin.
 */

/** «Поручить», «Участники конференции обращаются с предложениями к» before an addressee are the document's words, not the addressee's. */
export const addressingWords =
  /^(?:(?:[\p{L}\s«»"-]{3,80}\s)?(?:обраща(?:ет|ют|ем)ся|обратиться)\s(?:с\s\p{L}+\s)?к\s+|(?:также\s)?(?:рекомендовать|поручить|предложить|просить|обязать|призвать|рекомендуется|предлагается|ходатайствовать\sперед)\s+|(?:[\p{L}\s«»"-]{3,60}\s)?(?:рекоменду(?:ет|ют)|предлага(?:ет|ют))\s+)/iu

/** «Поручить:» over the names of those who are charged. */
export const bareAddressingVerb = /^(?:также\s)?(?:поручить|обязать|рекомендовать|предложить|просить|призвать|обратиться)\s?:$/iu
/** After these words the addressee stands in the accusative. */
export const accusativeVerb = /^(?:также\s)?(?:просить|обязать|призвать)(?!\p{L})/iu

/** Abbreviations and stems that name a kind of organization wherever they stand. */
export const organizationKindPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'general_school', pattern: wholeWord('общеобразовательн\\p{L}{1,4}|школ(?:ы|е|ам|ах|ами)?|лице(?:й|я|ю|ям|ев|ях|и)|гимнази(?:я|и|ю|ей|й|ям|ях)', 'giu') },
  { audience: 'general_school', pattern: wholeWord('(?:[МГК][БАК]?)?[СОН]ОШ|М[БАК]?ОУ|ГБОУ', 'gu') },
  { audience: 'preschool', pattern: wholeWord('дошкольн\\p{L}{1,4}|детск(?:им|ими|ому|ого|ий|ие|их|ом)\\sсад\\p{L}{0,3}', 'giu') },
  { audience: 'preschool', pattern: wholeWord('(?:М[БАК]?)?ДО?ОУ|ДОО', 'gu') },
  { audience: 'supplementary', pattern: wholeWord('(?:дом|двор(?:ец|ц)|центр)\\p{L}{0,2}\\s(?:детского\\s)?(?:и\\sюношеского\\s)?творчеств\\p{L}|станци\\p{L}{1,2}\\sюных\\s\\p{L}+|(?:спортивн|музыкальн|художественн)\\p{L}{2,3}\\sшкол\\p{L}{0,3}', 'giu') },
  { audience: 'supplementary', pattern: wholeWord('дополнительн\\p{L}{2,3}\\s(?!профессиональн)(?:\\p{L}{1,30}\\s)?образовани\\p{L}{1,2}', 'giu') },
  { audience: 'supplementary', pattern: wholeWord('(?:М[БАК]?)?УД(?:О|ОД)|М[БАК]?У\\s?ДО|ОДО|ДД(?:Ю)?Т|ЦДТ|ЦДО|ЦВР|ДЮЦ|СЮТ|СЮН|ДЮСШ|СШОР|ДШИ', 'gu') },
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
  { audience: 'methodological_center', pattern: wholeWord('(?:[\\p{L}-]{0,20}методическ\\p{L}{2,3}|ресурсн\\p{L}{2,3})\\s(?:центр|кабинет|служб|отдел)\\p{L}{0,2}|метод(?:центр|кабинет|служб)\\p{L}{0,2}|центр\\p{L}{0,2}\\s(?:[\\p{L}-]{0,20}методическ\\p{L}{2,3}\\s\\p{L}+|развития\\sпедагог\\p{L}{1,3}|мониторинга\\s[\\p{L}\\s]{0,40}образования)|центр\\p{L}{0,2}\\s(?:развития\\sобразования|оценки\\sкачества\\sобразования|методической\\s\\p{L}+|сопровождения\\sпедагог\\p{L}+)', 'giu') },
  { audience: 'methodological_center', pattern: wholeWord('ИМЦРО|ИМЦ|РИМЦ|ГИМЦ|МИМЦ|РМК|ГМК|ИМК|ММК|ММС|МОЦ|ММЦ|ЦРО|ГМЦ|РМЦ|ЦНППМ', 'gu') },
  {
    audience: 'education_authority',
    pattern: wholeWord('орган\\p{L}{0,3}\\sуправления\\sобразовани\\p{L}{1,2}|(?:управлени|отдел|сектор|комитет|департамент)\\p{L}{0,2}\\s(?:по\\s|в\\sсфере\\s|(?:общего|профессионального|дошкольного|дополнительного)\\s(?:и\\s\\p{L}+\\s)?)?образовани\\p{L}{1,2}|централизованн\\p{L}{2,3}\\sбухгалтери\\p{L}{1,2}|^(?:управлени[еюя]|отделу?|комитету?|департаменту?)$|(?:специалист|бухгалтер|юрисконсульт|инспектор|начальник|заведующ)\\p{L}{0,3}\\s(?:\\p{L}+\\s){0,3}управления(?=$|\\s?[(,])', 'giu'),
  },
  { audience: 'education_authority', pattern: wholeWord('МОУО|РУО|ГУО|УО|РОО|ГорОО|РайОО|ОУО', 'gu') },
]

/** The local government itself, and its departments that have nothing to do with schools. */
export const administrationWords = wholeWord('администраци(?:я|и|ю|ям|ей)|глав(?:а|е|у|ы|ам)|орган\\p{L}{0,3}\\s(?:местного\\sсамоуправления|исполнительной\\sвласти)|КДН(?:\\sи\\s?ЗП|иЗП)?|комисси\\p{L}{1,2}\\sпо\\sделам\\sнесовершеннолетних|финансов\\p{L}{2,3}\\sуправлени\\p{L}{1,2}|поселени\\p{L}{1,3}', 'giu')

/** Staff that belongs to one kind of organization, in any case. */
export const staffPatterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[] = [
  { audience: 'preschool', pattern: wholeWord('старш\\p{L}{2}\\sвоспитател\\p{L}{1,2}|воспитател(?:и|ям|ю|ь)\\s(?:ДОУ|ДОО|детск)', 'giu') },
  {
    audience: 'general_school',
    pattern: wholeWord('(?:заместител(?:ям|ю|и|ь|ями|ем|ей)|зам\\.)\\s?директор(?:а|ов)|советник\\p{L}{0,3}\\sдиректор(?:а|ов)|социальн\\p{L}{2,3}\\sпедагог(?:ам|у|и)?|завуч(?:ам|и|у)?|педагог(?:ам|у|и|ов)?-психолог(?:ам|у|и|ов)?|школьн\\p{L}{2}\\sбиблиотекар(?:ям|ю|и|ей)|библиотекар(?:ям|и|ей)\\sшкол|(?:руководител(?:ям|и)\\s)?ШМО', 'giu'),
  },
  { audience: 'methodological_center', pattern: wholeWord('методист(?:ам|у|ы)?', 'giu') },
  {
    audience: 'teachers',
    pattern: /^(?:всем\s)?(?:педагог(?:ам|у|и|ов)?(?!-психолог)(?:-наставник\p{L}{0,3})?|педагогическ(?:им|ому|ие|ий)\s(?:работник|коллектив)(?:ам|у|и)?|учител(?:ям|ю|я|ь|ей)|классн(?:ым|ые|ых)\sруководител(?:ям|и|ей)|наставник(?:ам|и|ов)|воспитател(?:ям|ю|и|ь)|руководител(?:ям|ю|и)\s(?:(?:\p{L}+\s)?методическ\p{L}+\sобъединени\p{L}+|РМО|ГМО|МО|ТГ\p{Lu}{1,3})(?!\p{L}))(?!\p{L})/giu,
  },
]

/** Bodies outside the district's education. */
export const outsideBody = wholeWord(
  'полици\\p{L}{1,2}|[ОУГ]?М?ВД|МВД|ОМВД|УМВД|О?ГИБДД|О?ПДН|прокуратур|профсоюз\\p{L}{0,6}|обществ\\p{L}{1,2}\\sинвалидов|внутренних\\sдел|редакци\\p{L}{1,2}|колледж\\p{L}{0,2}|техникум\\p{L}{0,2}|политехникум\\p{L}{0,2}|Г?АИ|Госавтоинспекци\\p{L}{1,2}|ПСЧ|пожарн\\p{L}{2,3}\\sчаст\\p{L}{1,2}|казначейств\\p{L}{1,2}|общественност\\p{L}{1,2}|прокуратур\\p{L}|культур[еыа]|здравоохранени\\p{L}|больниц\\p{L}|Г?БУЗ|ЦРБ|спорт[уа]|опеки|занятости|социальн\\p{L}{2}\\sзащит\\p{L}|молод[её]жн\\p{L}{2}\\sполитик\\p{L}|М[БК]?УК|музе(?:й|ю|ям|и)|библиотек(?:а|е|ам|и)|молод[её]жн\\p{L}{2,3}\\sцентр\\p{L}{0,2}|МУП|ООО|О?АО|родител\\p{L}{1,9}|семь(?:ям|е|и)|министерств\\p{L}{1,2}',
  'giu',
)

/** Heads of organizations without a kind. */
export const headsOfAny = /^(?:всем\s|все\s|всех\s)?(?:руководител(?:ям|ю|и|ь|ями|ем|ей|я)|директор(?:ам|у|а|ами|ом|ов)?|заведующ(?:им|ему|ей|ие|ий|ая|ими|их|его|ую))(?!\p{L})/iu

const nouns = {
  /** Dative «-ам», «-у»; nominative plural «-ы», «-и». */
  hard: 'директор|начальник|методист|специалист|педагог|отдел|комитет|департамент|центр|орган|совет|кабинет|работник|бухгалтер|инспектор|психолог|юрисконсульт|логопед|техникум|колледж|наставник|логопед|советник|библиотекар|сектор|вожат|куратор|координатор|организатор|коллектив|филиал|сад|дом|завуч|участник|член',
  soft: 'руководител|заместител|председател|учител|воспитател|секретар|исполнител|родител|управлени|министерств|объединени|учреждени|организаци|лице|администраци|комисси|гимнази|отделени|поселени|станци|бухгалтери|полици|муниципалитет|сообществ|общественност|музе|семь|редакци|организаци',
  feminine: 'школ|служб|больниц|библиотек|глав|прокуратур|групп',
}
const every = Object.values(nouns).join('|')
/** Body of a pattern for the noun an addressee begins with, in the dative or the nominative. No groups. */
export const addresseeHeads = `(?:${every})(?:ам|ям|у|ю|ы|и|е)|(?:директора|учителя|управление|министерство|заведующ(?:им|ему|ей|ие|ий|ая)|администрация)`
const adjectivesInDative = '(?:[\\p{L}-]{2,30}(?:ым|им|ому|ему|ой|ей)(?:,\\s|\\sи\\s|\\s)){0,6}'

/** How an addressee begins: somebody in the dative, with what defines them. */
export const addresseeInDative = new RegExp(
  `^(?:(?:всем|каждо\\p{L}{2})\\s)?(?:${adjectivesInDative}(?:(?:${every})(?:ам|ям|у|ю)|(?:${nouns.feminine})е|(?:${nouns.soft})и)|заведующ(?:им|ему|ей)|ответственн(?:ым|ому|ой)\\sза|общественности|обществу|[А-ЯЁ][\\p{Ll}-]{3,30}ой\\s(?:ЦРБ|РБ|ЦГБ))(?!\\p{L})`,
  'iu',
)

/** The same in the accusative, after «просить», «обязать»: «директоров школ», «управление культуры». */
export const addresseeInAccusative = new RegExp(
  `^(?:всех\\s)?(?:[\\p{L}-]{2,30}(?:ых|их|ого|его|ую|юю|ое|ее|ый|ий)(?:,\\s|\\sи\\s|\\s)){0,6}(?:(?:${every})(?:ов|ев|ей|а|я|ю|у|е|й|и|ы)?|заведующ(?:их|его|ую)|[А-ЯЁ][\\p{Ll}-]{3,30}ую\\s(?:ЦРБ|РБ|ЦГБ))(?!\\p{L})`,
  'iu',
)

/** An addressee called by its name in the nominative: organizations in the plural, offices, posts. */
export const addresseeInNominative = new RegExp(
  '^(?:все\\s)?(?:[\\p{L}-]{2,30}(?:ые|ие|ый|ий|ая|яя|ое|ее)(?:,\\s|\\sи\\s|\\s)){0,5}' +
    '(?:организации|учреждения|школы|гимназии|лицеи|сады|центры?|отделы?|управлени[ея]|комитеты?|департамент|органы?|служб[аы]|кабинеты?|методисты?|директор[а]?|руководител[ьи]|заведующ(?:ие|ий|ая)|заместител[ьи]|педагоги|учителя|воспитатели|специалисты?|администраци[яи]|глав[аы]|советники?|бухгалтерия|министерство|отделение|комиссия)(?!\\p{L})',
  'iu',
)

/** Forms of incorporation and abbreviations that begin a name. */
export const addresseeAbbreviation =
  /^(?:(?:всем|все|всех)\s)?(?:М[КБА]?У(?:К|З)?|Г[КБА]?У(?:З)?|ФГ?[БК]?У\p{Lu}{0,2}|МУП|М[БАК]?ОУ|ГБОУ|М[БАК]?ДОУ|М[БАК]?У\s?ДО|М[БАК]?УДО|АНО|ООО|ОУ|ОО|ДО?ОУ|ДОО|УДОД?|УО|[СОН]ОШ|МОУО|РУО|РОО|ОУО|О?М?ВД|[ОУ]МВД|О?ПДН|О?ГИБДД|Т?КДН(?:иЗП)?|ЦРБ|МКУ|ИМЦ(?:РО)?|РИМЦ|ГИМЦ|Р?М[КМ]Ц?|ММЦ|МОЦ|ГМК|ЦРО|ММС|ММК|ИМК|РМО)(?!\p{L})/u

/** A name by its form and quotes or number: «МБОУ «Лицей № 5»», «МБДОУ № 12, 17, 46», «школ № 2, 7». */
export const namedInstitution =
  /(?<!\p{L})(?:(?:М[КБА]?|Г[КБА]?|Ф[ГКБ]*)?(?:ДОУ|ОУ|УДО|УК|УЗ|У)(?:\sДО)?(?:\s(?:[СОН]ОШ|детск\p{L}+\sсад\p{L}*|школ\p{L}{0,2}|лице\p{L}{1,2}|гимнази\p{L}{1,2}))?|[Шш]кол(?:ы|а|е|ам|у)?|[Дд]етск\p{L}+\sсад\p{L}*|[Лл]ице\p{L}{1,2}|[Гг]имнази\p{L}{1,2}|[СОН]ОШ)\s?(?:«(?:[^«»]|«[^«»]*»?){2,120}»|№{1,2}\s?\d{1,3}(?:(?:,\s?|\sи\s)\d{1,3})*(?:\s«[^«»]{2,80}»)?)/gu
