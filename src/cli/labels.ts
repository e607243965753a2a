import type { Audience, PrintedDeadline, ResolutionKind } from '#core/directive'
import type { AddresseeRule, Confidence, DeadlineRule, DocumentErrorType, Doubt, HeadingKind, HeadingRule, ParseIssueType, PointRule } from '#core/resolution'

/** The terminal's own sentences and the words of the annotated page. */
export const documentErrorText: Readonly<Record<DocumentErrorType, string>> = {
  DocumentTooLarge: 'файл больше 20 МБ, это не документ жанра; пришлите только сам документ, без приложений',
  DocumentFormatUnsupported: 'этот формат не читается; откройте файл и сохраните как .docx',
  DocumentNotText: 'в файле не текст; пришлите документ .docx, .pdf, .doc или .txt',
  DocumentGarbled: 'текст испорчен или в неизвестной кодировке; откройте файл и сохраните как .docx',
  DocumentBroken: 'файл повреждён; откройте его в своей программе и сохраните заново как .docx',
  DocumentEncrypted: 'файл закрыт паролем; снимите пароль и сохраните заново',
  DocumentUnsafe: 'в файле есть то, чего в документе не бывает; откройте его и сохраните заново как .docx',
  DocumentUnpacksTooLarge: 'файл раскрывается в слишком большой; откройте его и сохраните заново как .docx',
  DocumentTooLong: 'в документе больше 2000 страниц; пришлите только нужную часть',
  DocumentHasNoText: 'нет текста, только изображение; пришлите документ с текстом или распознайте скан',
  DocumentTooSlow: 'файл читался дольше 20 секунд; сохраните его заново как .docx',
  DocumentTooHeavy: 'файлу не хватило памяти; сохраните его заново как .docx',
  DocumentReaderFailed: 'чтение файла оборвалось; сохраните его заново как .docx',
}

export const doubtText: Readonly<Record<Doubt, string>> = {
  PointWithoutMark: 'Пункт без номера и тире: проверьте, что это отдельное поручение.',
  PointWithoutAction: 'Не видно, что сделать: возможно, это не поручение.',
  ActionNotFirst: 'Глагол стоит не в начале: проверьте текст пункта.',
  BeginningGuessed: 'Постановляющих слов нет, начало поручений найдено по пунктам.',
  PersonnelNamed: 'Названы работники: проверьте, каким организациям это направить.',
  KindNotNamed: 'Вид организаций не назван: взяты все.',
  SeveralAddressees: 'Адресатов несколько: проверьте остальных.',
  TakenFromResponsible: 'Адресат взят из слов «Отв.»: проверьте.',
  AddresseeUnknown: 'Адресат назван, но неизвестно, какие это организации.',
  NobodyNamed: 'Адресат не назван: назначьте.',
  YearAssumed: 'Год не напечатан, взят по дате документа.',
  DayNotComputed: 'День не вычислен: впишите дату.',
  SeveralDates: 'Сроков несколько: взят последний.',
  DateInSentence: 'Срок найден внутри предложения: проверьте.',
  LabelNotRead: 'Срок напечатан, но не понят: впишите дату.',
  DateLeftUnread: 'В тексте есть дата или слово о сроке, срок по ним не взят.',
}

export const issueText: Readonly<Record<ParseIssueType, string>> = {
  EmptyText: 'В файле нет ни одного слова.',
  NoOperativePart: 'Не найдена постановляющая часть: нет ни слов «решили», «рекомендует», «приказываю», ни адресата над списком.',
  NoDirectives: 'После постановляющих слов нет ни одного пункта.',
  OperativeMarkerMissing: 'Слова, после которых начинаются поручения, не напечатаны; начало найдено по первому адресату или пункту.',
  TextTooLong: 'Текст слишком длинный, прочитано только начало.',
  KindNotFound: 'Вид документа не назван.',
  DateNotFound: 'Дата документа не напечатана.',
  NobodyAddressed: 'Адресат не назван; предложены виды организаций по словам текста.',
  AudienceUnknown: 'Адресат назван, но неизвестно, какие это организации.',
  DeadlineNotUnderstood: 'Срок напечатан, но не понят.',
  ParagraphNotUnderstood: 'Абзац не похож ни на заголовок, ни на пункт.',
}

export const kindText: Readonly<Record<ResolutionKind, string>> = {
  resolution: 'резолюция',
  decision: 'решение',
  protocol: 'протокол',
  order: 'приказ',
  ruling: 'постановление',
  recommendations: 'рекомендации',
  plan: 'план',
  assignments: 'перечень поручений',
}

export const audienceText: Readonly<Record<Audience, string>> = {
  general_school: 'школы',
  preschool: 'детские сады',
  supplementary: 'дополнительное образование',
  methodological_center: 'методический центр',
  education_authority: 'управление образования',
  administration: 'администрация',
  all_organizations: 'все образовательные организации',
  teachers: 'педагоги',
  other: 'другие ведомства',
  unaddressed: 'адресат не назван',
}

export const headingKindText: Readonly<Record<HeadingKind, string>> = {
  addressee: 'адресат',
  task: 'общая задача',
  lead_in: 'глагол для пунктов',
  area: 'область работы',
}

export const ruleText: Readonly<Record<HeadingRule | AddresseeRule | PointRule | DeadlineRule, string>> = {
  addressee_heading: 'заголовок в дательном падеже или учреждение',
  number_over_numbers: 'номер над вложенными номерами',
  heading_over_list: 'строка с двоеточием над списком',
  table_section: 'строка-раздел таблицы',
  points_without_heading: 'пункты без заголовка',
  institution_named: 'учреждение названо',
  kinds_named: 'виды организаций названы',
  kinds_in_brackets: 'виды перечислены в скобках',
  every_kind: 'вид не назван, значит все',
  staff_named: 'названы работники',
  audience_unknown: 'вид организаций неизвестен',
  nobody_named: 'никто не назван',
  numbered_point: 'пункт с номером',
  lettered_point: 'пункт с буквой',
  dash_point: 'пункт с тире',
  plain_point: 'пункт без знака',
  table_row: 'строка таблицы',
  labelled_at_end: '«Срок» в конце пункта',
  labelled_after_children: '«Срок» после подпунктов относится к пункту',
  labelled_on_own_line: '«Срок» отдельной строкой',
  date_inside: 'дата внутри предложения',
  period_inside: 'период внутри предложения',
  start_inside: 'начало внутри предложения',
  recurrence_inside: 'повторение внутри предложения',
  day_inside: 'день внутри предложения',
  event_inside: 'число дней внутри предложения',
  bracketed_label: '«срок» в скобках',
  table_cell: 'столбец «Срок»',
  no_deadline: 'срок не указан',
}

export const confidenceText: Readonly<Record<Confidence, string>> = { sure: 'верно', likely: 'проверьте', unsure: 'решите' }

const everyText = { day: 'каждый день', week: 'каждую неделю', month: 'каждый месяц', quarter: 'каждый квартал', year: 'каждый год' } as const
const months = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'] as const

/** «25 января 2022 года» of `2022-01-25`, «2024 год» of a bare year. */
function dateText(date: string): string {
  const [year = '', month, day] = date.split('-')
  return month === undefined || day === undefined ? `${year} год` : `${String(Number(day))} ${months[Number(month) - 1] ?? ''} ${year} года`
}

/** What the program understood, e.g. «до 25 января 2022 года»; null where no deadline is printed. */
export function deadlineText(deadline: PrintedDeadline): string | null {
  switch (deadline.kind) {
    case 'none':
      return null
    case 'until_date':
    case 'date':
      return deadline.date === null ? 'день не вычислен' : `не позднее: ${dateText(deadline.date)}`
    case 'year':
      return `${String(deadline.year)} год`
    case 'from_date':
      return `начиная с ${dateText(deadline.from)}`
    case 'period':
      return deadline.from === null && deadline.to === null ? 'период без дат' : [deadline.from === null ? 'по' : `${dateText(deadline.from)} —`, deadline.to === null ? 'без конца' : dateText(deadline.to)].join(' ')
    case 'permanent':
      return 'постоянно, отчёт по периодам'
    case 'immediate':
      return 'незамедлительно'
    case 'recurring':
      return [everyText[deadline.every], deadline.day === undefined ? '' : `до ${String(deadline.day)} числа`].join(' ').trim()
    case 'event':
      return `дней: ${String(deadline.days)}`
  }
}
