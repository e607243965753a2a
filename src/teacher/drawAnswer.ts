import type { TeacherPage } from '#core/teacher'
import { t } from '../i18n/teacher.ts'
import { make } from './elements.ts'
import type { Fault, TeacherApi } from './teacherApi.ts'

/** As `maxAnswerLength`: the words of an answer (UTF-16 units). */
const longestAnswer = 4000

/** What the form is made with. */
export interface AnswerPlace {
  readonly page: Pick<TeacherPage, 'sentMs' | 'isDeclined'>
  readonly api: TeacherApi
  /** Words typed before the page was closed or loaded anew. */
  readonly draft: { read(): string; keep(text: string): void }
  /** The link takes no answer any more: the page says why. */
  readonly onOver: () => void
}

/** One field and one button; what was typed stays until the server has said that it has it. */
export function drawAnswer({ page, api, draft, onOver }: AnswerPlace): HTMLFormElement {
  const parts = drawParts()
  const { field, button } = parts
  const tell = (text: string, isFault: boolean): void => {
    parts.told.textContent = text
    parts.told.className = isFault ? 'fault' : 'told'
    field.setAttribute('aria-invalid', String(isFault))
  }
  const showSent = (sentMs: number): void => {
    tell(`${t('sent', { when: instant(sentMs) })} ${t('sent.again')}`, false)
    button.textContent = t('send.again')
  }
  field.value = draft.read()
  field.addEventListener('input', () => { draft.keep(field.value) })
  if (page.isDeclined) tell(t('declined'), false)
  else if (page.sentMs !== null) showSent(page.sentMs)
  let isSending = false
  async function send(text: string): Promise<void> {
    isSending = true
    tell(t('sending'), false)
    const answer = await api.send(text)
    isSending = false
    if ('value' in answer) {
      if (field.value.trim() === text) draft.keep('')
      showSent(answer.value.sentMs)
    } else if (answer.fault === 'over' || answer.fault === 'unknown') onOver()
    else tell(faultText(answer.fault), true)
  }
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text !== '' && !isSending) void send(text)
    if (text !== '') return
    tell(t('answer.empty'), true)
    field.focus()
  })
  return parts.form
}

function drawParts() {
  const field = make('textarea', { id: 'answer', rows: '5', maxlength: String(longestAnswer), 'aria-describedby': 'hint told' })
  const told = make('p', { id: 'told', role: 'status' })
  const button = make('button', { type: 'submit' }, t('send'))
  const form = make('form', { novalidate: '' }, make('label', { for: 'answer' }, t('answer')), make('p', { id: 'hint', class: 'soft' }, t('answer.hint')), field, told, button)
  return { field, told, button, form }
}

function faultText(fault: Exclude<Fault, 'over' | 'unknown'>): string {
  return t(fault === 'network' ? 'fault.network' : fault === 'often' ? 'fault.often' : 'fault.server')
}

/** «23 ноября, 18:05» by the phone's own zone. */
function instant(ms: number): string {
  const day = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long' }).format(ms)
  return `${day}, ${new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit' }).format(ms)}`
}
