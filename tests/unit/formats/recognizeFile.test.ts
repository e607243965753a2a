import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recognizeFile } from '../../../src/formats/recognizeFile.ts'
import { makeDocx, utf8, wordParagraph, wordXml } from '../../support/files/makeDocx.ts'
import { pagesPdf } from '../../support/files/makePdf.ts'
import { makeZip } from '../../support/files/makeZip.ts'
import { makeCompound, makeJpeg, makePng } from '../../support/files/makeSmallFiles.ts'

const real = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../golden/files/${name}`, import.meta.url)))
/** Windows-1251, of small and capital Russian letters. */
const windows = (text: string): Uint8Array => new Uint8Array([...text].map((letter) => (letter === ' ' ? 32 : letter.charCodeAt(0) - 0x350)))
const office = (part: string, ...more: readonly string[]): Uint8Array => makeZip(['[Content_Types].xml', part, ...more].map((name) => ({ name, bytes: utf8('<x/>') })))

describe('a file is what its structure says', () => {
  it.each([
    ['a real Word file', real('001_9c11aa4eb20e3368.docx'), 'docx'], ['a real old Word file', real('001_9c11aa4eb20e3368.doc'), 'doc'], ['a real PDF', real('001_9c11aa4eb20e3368.pdf'), 'pdf'],
    ['a small Word file', makeDocx(wordXml(wordParagraph('Форма'))), 'docx'], ['a small PDF', pagesPdf(['']), 'pdf'],
    ['a workbook', office('xl/workbook.xml'), 'xlsx'], ['slides', office('ppt/presentation.xml'), 'pptx'], ['an old workbook', makeCompound(['Workbook']), 'xls'],
    ['a picture', makePng(), 'png'], ['a photograph', makeJpeg(), 'jpg'], ['a text', utf8('Форма отчёта'), 'txt'], ['a text of Windows', windows('Просим заполнить форму отчета и передать ее специалисту управления образования'), 'txt'],
  ])('%s', (_name, bytes, type) => {
    expect(recognizeFile(bytes)).toBe(type)
  })

  it.each([
    ['nothing', new Uint8Array()], ['a program', utf8('MZ\u0000\u0003')], ['a page', utf8('<!DOCTYPE html><script>alert(1)</script>')], ['a page with a blank before it', utf8('  <svg onload="alert(1)"/>')],
    ['a bare archive', makeZip([{ name: 'a.txt', bytes: utf8('a') }])], ['two sorts at once', office('word/document.xml', 'xl/workbook.xml')], ['a Word file with macros', office('word/document.xml', 'word/vbaProject.bin')],
    ['an old Word file with macros', makeCompound(['WordDocument'], ['Macros'])], ['a compound file of neither', makeCompound(['Something'])],
    ['a PDF that broke off', pagesPdf(['']).slice(0, 120)], ['a picture that broke off', makePng().slice(0, 20)], ['a photograph without a frame', makeJpeg(0xe0)], ['an archive that broke off', makeDocx(wordXml('')).slice(0, -30)],
  ])('%s is none', (_name, bytes) => {
    expect(recognizeFile(bytes)).toBeNull()
  })
})
