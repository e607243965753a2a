import { defineStore } from 'pinia'
import type { Paper } from '#core/report'
import { writePaperHtml } from '../../composables/paperPage.ts'
import { saveBytes } from '../../composables/saveBytes.ts'
import { shareFile } from '../../composables/shareFile.ts'
import { type CalendarDay, writeIcs } from '../../formats/write/ics.ts'
import { t } from '../../i18n/upkeep.ts'
import { useNoticeStore } from './noticeStore.ts'
import { useSchoolServices } from './schoolServices.ts'

type WordWriter = () => Promise<{ readonly writeDocx: (paper: Paper) => Promise<Uint8Array<ArrayBuffer>> }>

/** Papers and dates that leave the program as files; nothing of it needs a network but the first Word file. */
export const usePaperStore = defineStore('paper', () => {
  const { deps } = useSchoolServices()
  const notices = useNoticeStore()

  /** `load` brings the writer, which the phone keeps from its first use on. */
  async function saveWord(paper: Paper, name: string, load: WordWriter): Promise<void> {
    const writer = await load().catch(() => null)
    if (writer !== null) saveBytes(name, await writer.writeDocx(paper))
    notices.show(t(writer === null ? 'report.word.away' : 'material.opened'))
  }

  async function share(paper: Paper, name: string): Promise<void> {
    if (await shareFile(name, 'text/html', writePaperHtml(paper))) notices.show(t('report.share.ready'))
  }

  function saveCalendar(title: string, days: readonly CalendarDay[], name: string): void {
    if (days.length > 0) saveBytes(name, new TextEncoder().encode(writeIcs(title, days, deps.nowMs())))
    notices.show(days.length === 0 ? t('calendar.none') : t('calendar.ready', { n: days.length }))
  }

  return { saveWord, share, saveCalendar }
})
