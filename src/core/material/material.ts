import type { Material } from '#core/directive'

/** What the office may attach as a file, by the usual ending of its name. */
export const fileTypes = ['pdf', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'jpg', 'png', 'txt'] as const
export type FileType = (typeof fileTypes)[number]

/** Greatest size of an attached file (bytes): half an hour of the thinnest line. */
export const maxFileBytes = 2 * 1024 * 1024

/** Whether a text is one of the known endings. */
export function isFileType(text: string): text is FileType {
  return (fileTypes as readonly string[]).includes(text)
}

/** Whether a text is a content hash: SHA-256, 64 lower-case hex digits. */
export function isContentHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** Whether a text is an address a browser may be sent to: https alone, at most 2000 characters. */
export function isWebLink(text: string): boolean {
  return text.length <= 2000 && /^https:\/\/[^\s/?#]+\S*$/.test(text)
}

/** The name a file is saved under: its title without what a disk or a header does not take, and its ending, e.g. "Форма отчёта.xlsx". */
export function materialFileName({ title, fileType }: Pick<Material, 'title' | 'fileType'>): string {
  const ending = fileType !== undefined && isFileType(fileType) ? `.${fileType}` : ''
  const plain = title.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu, ' ').replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '')
  const bare = plain.toLowerCase().endsWith(ending) ? plain.slice(0, plain.length - ending.length) : plain
  return `${[...bare].slice(0, 80).join('').trim() || 'file'}${ending}`
}
