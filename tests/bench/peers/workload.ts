import { readFileSync, readdirSync } from 'node:fs'
import { createRandom, pickFrom } from '../../support/random.ts'

/** One directive as the bench hands it to a system: 300 to 500 bytes of Russian. */
export interface BenchDirective {
  readonly id: string
  readonly number: string
  readonly text: string
  /** Calendar date. */
  readonly due: string
  readonly updatedMs: number
}

/** One edit made without a network: a state, a percentage and a note of about 70 bytes. */
export interface BenchEdit {
  /** Place of the directive in its school's list, from 0. */
  readonly index: number
  readonly state: BenchState
  readonly percent: number
  readonly note: string
  readonly noteId: string
  readonly atMs: number
}

export const benchStates = ['notStarted', 'inProgress', 'reported'] as const
export type BenchState = (typeof benchStates)[number]

/** What one device shows of one directive. */
export interface BenchRow {
  readonly text: string
  readonly notes: readonly string[]
}

export const directiveCount = 60
export const editCount = 40
const dayMs = 86_400_000
const publishedMs = Date.UTC(2026, 8, 1, 6)
/** When the last day of the workload ends: edits were made from five days before it on. */
export const editedMs = publishedMs + 75 * dayMs

export function schoolName(school: number): string {
  return `s${String(school).padStart(4, '0')}`
}

/** The district's one document as school number `school` gets it: the same texts for all, ids of its own. */
export function directivesFor(school: number): BenchDirective[] {
  const random = createRandom(1000)
  const sentences = shuffle(readSentences(), random)
  let next = 0
  const draw = (): string => sentences[(next += 1) % sentences.length] ?? ''
  const idRandom = createRandom(1_000_003 + school)
  return Array.from({ length: directiveCount }, (_, i) => {
    let text = draw()
    while (Buffer.byteLength(text) < 300) text += ` ${draw()}`
    return {
      id: `d${drawId(idRandom, 9)}`,
      number: `${String(1 + Math.floor(i / 8))}.${String(1 + (i % 8))}`,
      text: cutText(text, 300 + Math.floor(random() * 200)),
      due: new Date(publishedMs + (120 + Math.floor(random() * 200)) * dayMs).toISOString().slice(0, 10),
      updatedMs: publishedMs + i * 61_000,
    }
  })
}

/** The directive after the office changed it (W5). */
export function changedDirective(directive: BenchDirective): BenchDirective {
  return { ...directive, text: `${directive.text} Срок: до 25.12.2026 г.`, updatedMs: editedMs + 3_600_000 }
}

/** The edits of one device on 40 of its school's 60 directives. */
export function editsFor(school: number, device: number): BenchEdit[] {
  const random = createRandom(777_000 + school * 97 + device * 13)
  const order = shuffle(Array.from({ length: directiveCount }, (_, i) => i), random)
  let atMs = editedMs - 5 * dayMs + Math.floor(random() * 3_600_000)
  return order.slice(0, editCount).map((index) => {
    atMs += 20_000 + Math.floor(random() * 1_800_000)
    const state: BenchState = random() < 1 / 3 ? 'reported' : 'inProgress'
    const percent = state === 'reported' ? 100 : Math.floor(random() * 19) * 5
    return { index, state, percent, note: drawNote(random), noteId: drawId(random, 10), atMs }
  })
}

const notes = [
  'Проведён педсовет, протокол № {n} от {d}', 'Назначен ответственный: {p}, приказ {n}', 'План утверждён {d}, размещён на сайте',
  'Готово на {n} %, ждём справку из {o}', 'Нет интернета, отчёт отправим {d}', 'Обучено {n} учителей, ещё {m} в {o}',
  'Дорожная карта согласована с {o} {d}', 'Наставник закреплён: {p} ({n} ч. в неделю)', 'Проверили журналы {n} классов, замечаний {m}',
  'Заявка на курсы подана, {m} человек, {o}', 'Родительское собрание {d}, были {n} человек', 'Ремонт спортзала закончим до {d}, смета {n}',
  'Нужна помощь методиста по теме № {n}', 'Диагностика проведена {d}, дефициты: {m}', 'Справка по ВПР готова, {n} листов, {p}',
  'Перенесли на {d} из-за карантина ({n} дн.)',
]
const people = ['Егорова О.Ю.', 'Наумова С.Е.', 'Григорьев А.В.', 'Михайлова Е.В.', 'Иванова Т.П.', 'Сафонов И.К.', 'Ефремова Л.Д.', 'Кузьмин П.А.', 'Слепцов Н.Н.']
const places = ['РОНО', 'ИМЦ', 'ЦНППМ', 'улуса', 'архиве', 'бухгалтерии', 'администрации', 'ПМПК']

function drawNote(random: () => number): string {
  const upTo = (count: number): number => 1 + Math.floor(random() * count)
  return pickFrom(notes, random)
    .replace('{n}', String(1 + upTo(96)))
    .replace('{m}', String(upTo(9)))
    .replace('{d}', `${String(upTo(28))}.${String(upTo(12)).padStart(2, '0')}`)
    .replace('{p}', pickFrom(people, random))
    .replace('{o}', pickFrom(places, random))
}

let sentenceCache: readonly string[] | undefined

/** Sentences of the real documents, without their numbers. */
function readSentences(): readonly string[] {
  const folder = new URL('../../../seeds/resolutions/', import.meta.url)
  sentenceCache ??= [
    ...new Set(
      readdirSync(folder)
        .sort()
        .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
        .map((line) => line.replaceAll('*', '').replaceAll(/\s+/g, ' ').replace(/^[\s\-–•]*(\d+\.)*\d*\.?\s*/, '').trim())
        .filter((line) => Buffer.byteLength(line) >= 90),
    ),
  ]
  return sentenceCache
}

/** Cuts at a word's end, at most so many bytes of UTF-8. */
function cutText(text: string, maxBytes: number): string {
  let kept = ''
  for (const word of text.split(' ')) {
    const longer = kept === '' ? word : `${kept} ${word}`
    if (Buffer.byteLength(longer) > maxBytes) break
    kept = longer
  }
  return kept
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}

function drawId(random: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('')
}
