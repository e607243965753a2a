import { accessibility } from './accessibility.ts'
import { assignment } from './assignment.ts'
import { control } from './control.ts'
import { draft } from './draft.ts'
import { life } from './life.ts'
import { material } from './material.ts'
import { matrix } from './matrix.ts'
import { organizationPages } from './organizationPages.ts'
import { organizations } from './organizations.ts'
import { people } from './people.ts'
import { reports } from './reports.ts'
import { safety } from './safety.ts'

/** Every sentence of the office's program. */
export const office = {
  ...accessibility,
  ...assignment,
  ...control,
  ...draft,
  ...life,
  ...material,
  ...matrix,
  ...organizationPages,
  ...organizations,
  ...people,
  ...reports,
  ...safety,

  'app.name': 'Поручено',
  'app.documentTitle': '{page} · Поручено',
  'app.skip': 'К содержанию',
  'app.menu': 'Разделы',
  'app.signOut': 'Выйти',
  'app.loading': 'Загружаем…',
  'app.refreshed': 'Данные на {time}',
  'app.refresh': 'Обновить',
  'app.stale': 'Показаны данные на {time}. {reason}',
  'app.retry': 'Попробовать ещё раз',
  'app.close': 'Закрыть',
  'app.cancel': 'Отмена',
  'app.print': 'Напечатать',
  'app.notFound.title': 'Такой страницы нет',
  'app.notFound.text': 'Проверьте адрес или откройте список документов.',

  'nav.documents': 'Документы',
  'nav.drafts': 'Новый документ',
  'nav.unaddressed': 'Без адресата',
  'nav.organizations': 'Организации',
  'nav.safety': 'Сохранность',

  'signIn.title': 'Вход для специалиста управления',
  'signIn.login': 'Логин',
  'signIn.password': 'Пароль',
  'signIn.submit': 'Войти',
  'signIn.busy': 'Проверяем…',
  'signIn.help': 'Пароль забыт? Попросите администратора управления дать новую ссылку для входа. Если забыл сам администратор, пароль задаёт тот, кто обслуживает сервер: командой «npm run office:password».',
  'signIn.school': 'Вы руководитель школы? Откройте программу по ссылке из письма управления.',
  'signIn.insecure': 'Страница открыта без защищённого соединения: браузер не сохранит вход. Откройте её по адресу, который начинается с https://, или на самом сервере по адресу http://localhost.',
  'signIn.expired': 'Вход устарел. Войдите снова: всё, что набрано на странице, останется.',

  'documents.title': 'Документы',
  'documents.attention': 'Требует внимания',
  'documents.attention.awaits': { one: 'Ждёт решения: {n} отчёт', few: 'Ждут решения: {n} отчёта', many: 'Ждут решения: {n} отчётов' },
  'documents.attention.requests': { one: '{n} просьба о продлении', few: '{n} просьбы о продлении', many: '{n} просьб о продлении' },
  'documents.attention.overdue': { one: 'Просрочено: {n} поручение', few: 'Просрочено: {n} поручения', many: 'Просрочено: {n} поручений' },
  'documents.attention.unaddressed': { one: 'Без адресата: {n} пункт', few: 'Без адресата: {n} пункта', many: 'Без адресата: {n} пунктов' },
  'documents.attention.silent': { one: 'Нет связи больше 10 дней: {n} организация', few: 'Нет связи больше 10 дней: {n} организации', many: 'Нет связи больше 10 дней: {n} организаций' },
  'documents.attention.backup': 'Резервной копии нет больше двух суток',
  'documents.attention.awaited': { one: 'После восстановления не вышла на связь {n} организация', few: 'После восстановления не вышли на связь {n} организации', many: 'После восстановления не вышли на связь {n} организаций' },
  'documents.attention.none': 'Решений никто не ждёт, просроченного нет.',
  'documents.empty': 'Документов пока нет. Они появятся здесь, когда управление их опубликует.',
  'documents.column.document': 'Документ',
  'documents.column.directives': 'Пунктов',
  'documents.column.assignments': 'Поручений',
  'documents.column.reported': 'Исполнено (отчёты)',
  'documents.column.awaits': 'Ждут решения',
  'documents.column.returned': 'На доработке',
  'documents.column.overdue': 'Просрочено',
  'documents.column.released': 'Снято с контроля',
  'documents.note': 'Поручение — это один пункт в одной организации. «Исполнено» сказала школа, «Снято с контроля» решило управление.',
  'documents.unaddressedLink': { one: '{n} пункт без адресата', few: '{n} пункта без адресата', many: '{n} пунктов без адресата' },
  'documents.force.order': 'Поручение',
  'documents.force.recommendation': 'Рекомендации',

  'document.cited': '{kind} {number} от {date}',
  'document.citedNumber': '{kind} {number}',
  'document.citedDate': '{kind} от {date}',
  'document.number': '№\u00a0{number}',

  'unaddressed.title': 'Без адресата',
  'unaddressed.lead': 'В этих пунктах документ никого не назвал. Пока вы не решите, кому они направлены, школы их не видят.',
  'unaddressed.empty': 'Все пункты кому-то направлены. Новые без адресата появятся здесь.',
  'unaddressed.proposal': { one: 'Предлагается: {audience}. Получит {n} организация.', few: 'Предлагается: {audience}. Получат {n} организации.', many: 'Предлагается: {audience}. Получат {n} организаций.' },
  'unaddressed.basis': 'Так подсказывают слова пункта: «{words}».',
  'unaddressed.noProposal': 'По словам пункта не видно, кому он. Выберите сами.',
  'unaddressed.acceptAll': { one: 'Направить {n} пункт как предложено', few: 'Направить все {n} пункта как предложено', many: 'Направить все {n} пунктов как предложено' },
  'unaddressed.doneAll': { one: 'Направлен {n} пункт. Школы увидят его при следующей связи.', few: 'Направлены {n} пункта. Школы увидят их при следующей связи.', many: 'Направлено {n} пунктов. Школы увидят их при следующей связи.' },
  'unaddressed.accept': 'Направить как предложено',
  'unaddressed.choose': 'Выбрать другое',
  'unaddressed.kinds': 'Кому направить',
  'unaddressed.named': 'Или отдельным организациям',
  'unaddressed.reach': { one: 'Получит {n} организация.', few: 'Получат {n} организации.', many: 'Получат {n} организаций.' },
  'unaddressed.reachNone': 'Выберите хотя бы один вид организаций.',
  'unaddressed.send': 'Направить',
  'unaddressed.done': { one: 'Пункт {point} направлен: {n} организация. Школы увидят его при следующей связи.', few: 'Пункт {point} направлен: {n} организации. Школы увидят его при следующей связи.', many: 'Пункт {point} направлен: {n} организаций. Школы увидят его при следующей связи.' },
  'unaddressed.point': 'Пункт {number}',
  'unaddressed.pointPlain': 'Пункт по порядку {position}',

  'audience.general_school': 'общеобразовательные',
  'audience.preschool': 'детские сады',
  'audience.supplementary': 'дополнительное образование',
  'audience.methodological_center': 'методический центр',
  'audience.education_authority': 'управление образования',
  'audience.administration': 'администрация',
  'audience.all_organizations': 'все образовательные организации',
  'audience.teachers': 'педагоги',
  'audience.other': 'другие адресаты',
  'audience.unaddressed': 'никто не назван',
} as const
