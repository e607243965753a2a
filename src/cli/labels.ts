import type { Audience, PrintedDeadline, ResolutionKind } from '#core/directive'
import type { AddresseeRule, Confidence, DeadlineRule, Doubt, HeadingKind, HeadingRule, PointRule } from '#core/resolution'

/** The words of the terminal and of its annotated page; the sentences of errors are the catalogue's. */
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
