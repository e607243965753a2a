import type { Audience, PrintedDeadline, ResolutionKind } from '#core/directive'
import type { AddresseeRule, DeadlineRule, DocumentErrorType, HeadingKind, HeadingRule, ParseIssueType, PointRule } from '#core/resolution'

/** The terminal's own sentences and the words of the annotated page. */
export const documentErrorText: Readonly<Record<DocumentErrorType, string>> = {
  DocumentTooLarge: 'файл больше 20 МБ, это не документ жанра',
  DocumentFormatUnsupported: 'этот формат файла пока не читается, сохраните документ как обычный текст (.txt)',
  DocumentNotText: 'в файле не текст',
  DocumentGarbled: 'текст испорчен или в неизвестной кодировке; подходят UTF-8, UTF-16 и Windows-1251',
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
  labelled_at_end: '«Срок» в конце пункта',
  labelled_after_children: '«Срок» после подпунктов относится к пункту',
  labelled_on_own_line: '«Срок» отдельной строкой',
  date_inside: 'дата внутри предложения',
  period_inside: 'период внутри предложения',
  start_inside: 'начало внутри предложения',
  recurrence_inside: 'повторение внутри предложения',
  no_deadline: 'срок не указан',
}

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
