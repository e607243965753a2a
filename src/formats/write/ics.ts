import { type DateOnly, addDays } from '#core/directive'

/** One all-day date of a calendar file. */
export interface CalendarDay {
  /** The same for the same date in every file, e.g. "d-p1@k7m2p9x4tz.porucheno". */
  readonly uid: string
  /** Grows whenever the date is set anew: a calendar takes the greater one for the newer. */
  readonly sequence: number
  readonly date: DateOnly
  readonly summary: string
  readonly description: string
  /** Days before the date on which a reminder is due, at nine in the morning; each 1 or more. */
  readonly remindDaysBefore: readonly number[]
}

/** Longest line (bytes) before it is folded (RFC 5545, 3.1). */
const maxLineBytes = 75
/** The hour of the reminders, in whatever zone the phone is. */
const remindHour = 9

/** Writes dates as an iCalendar file (RFC 5545): CRLF, lines folded between characters, all-day dates that belong to no zone. */
export function writeIcs(name: string, days: readonly CalendarDay[], nowMs: number): string {
  const stamp = `${new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Porucheno//Porucheno//RU', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escapeText(name)}`,
    ...days.flatMap((day) => eventLines(day, stamp)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function eventLines({ uid, sequence, date, summary, description, remindDaysBefore }: CalendarDay, stamp: string): string[] {
  return [
    'BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${stamp}`, `SEQUENCE:${String(sequence)}`,
    `DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`,
    `SUMMARY:${escapeText(summary)}`, `DESCRIPTION:${escapeText(description)}`, 'TRANSP:TRANSPARENT',
    ...remindDaysBefore.flatMap((days) => [
      'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(summary)}`,
      // From the midnight that begins the date.
      `TRIGGER:-P${String(days - 1)}DT${String(24 - remindHour)}H`, 'END:VALARM',
    ]),
    'END:VEVENT',
  ]
}

function compact(date: DateOnly): string {
  return date.replaceAll('-', '')
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n?|\n/g, '\\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
}

/** Folds a line after at most 75 bytes, never inside a character; the blank that begins a continuation counts. */
function foldLine(line: string): string {
  const encoder = new TextEncoder()
  let folded = ''
  let bytes = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (bytes + size > maxLineBytes) {
      folded += '\r\n '
      bytes = 1
    }
    folded += character
    bytes += size
  }
  return folded
}
