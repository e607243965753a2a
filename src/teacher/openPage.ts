import { t } from '../i18n/teacher.ts'
import { drawAnswer } from './drawAnswer.ts'
import { drawPoint } from './drawPoint.ts'
import { fill, make } from './elements.ts'
import type { TeacherApi } from './teacherApi.ts'

/** Where words that were not sent wait for this tab to be loaded again; null where the browser keeps nothing. */
export type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null

const draftKey = 'porucheno-answer'

/** Shows what stands behind the link: the point with its form, or why there is none. */
export async function openPage(place: Element, api: TeacherApi, memory: Memory): Promise<void> {
  fill(place, make('p', { role: 'status' }, t('loading')))
  const opened = await api.open()
  const again = (): void => void openPage(place, api, memory)
  if ('fault' in opened) {
    const isUnknown = opened.fault === 'unknown'
    const button = make('button', { type: 'button' }, t('again'))
    button.addEventListener('click', again)
    fill(place, make('p', { role: 'alert', class: 'over' }, t(isUnknown ? 'fault.unknown' : 'fault.opening')), isUnknown ? null : button)
    return
  }
  const page = opened.value
  if (page.state !== 'open') {
    fill(place, make('h1', {}, page.organization), make('p', { role: 'status', class: 'over' }, t(`over.${page.state}`, { organization: page.organization })))
    return
  }
  fill(place, ...drawPoint(page), drawAnswer({ page, api, draft: createDraft(memory), onOver: again }), make('p', { class: 'soft' }, t('privacy')))
}

function createDraft(memory: Memory): { read(): string; keep(text: string): void } {
  return {
    read: () => memory?.getItem(draftKey) ?? '',
    keep(text) {
      if (text === '') memory?.removeItem(draftKey)
      else memory?.setItem(draftKey, text)
    },
  }
}
