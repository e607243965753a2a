import { describe, expect, it } from 'vitest'
import { hasPhotoMetadata, maxPhotoBytes, maxPhotoSidePx, maxProofBytes, photoQualities, planPhotoSize, proofFileName, recognizeProof } from '#core/proof'
import { makeDocx, utf8, wordParagraph, wordXml } from '../../../support/files/makeDocx.ts'
import { pagesPdf } from '../../../support/files/makePdf.ts'
import { makeJpeg } from '../../../support/files/makeJpeg.ts'
import { makeZip } from '../../../support/files/makeZip.ts'

const docx = makeDocx(wordXml(wordParagraph('Приказ')))
const xlsx = makeZip([{ name: '[Content_Types].xml', bytes: utf8('<Types/>') }, { name: 'xl/workbook.xml', bytes: utf8('<workbook/>') }])
const pdf = pagesPdf(['BT /F1 10 Tf (order) Tj ET'])
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
const heic = new Uint8Array([0, 0, 0, 24, ...utf8('ftypheic'), 0, 0, 0, 0])

describe('a file given as proof', () => {
  it('is what its structure says', () => {
    expect([docx, xlsx, pdf, png, makeJpeg(), heic].map(recognizeProof)).toEqual(['docx', 'xlsx', 'pdf', 'png', 'jpg', 'heic'])
  })

  it('is nothing where it is cut off, another thing, two things, or carries macros', () => {
    const both = makeZip(['[Content_Types].xml', 'xl/workbook.xml', 'word/document.xml'].map((name) => ({ name, bytes: utf8('<x/>') })))
    const macros = makeDocx(wordXml(''), [{ name: 'word/vbaProject.bin', bytes: utf8('x') }])
    const bare = makeZip([{ name: 'readme.txt', bytes: utf8('x') }])
    const odd = [docx.slice(0, docx.length - 30), pdf.slice(0, 60), both, macros, bare, utf8('<html>'), utf8('MZ'), utf8('текст'), new Uint8Array(), new Uint8Array([0, 0, 0, 24, ...utf8('ftypmp42')])]
    expect(odd.map(recognizeProof)).toEqual(odd.map(() => null))
  })

  it('never makes the reader fail, wherever it is cut', () => {
    for (let length = 0; length < docx.length; length += 7) expect(() => recognizeProof(docx.slice(0, length)), String(length)).not.toThrow()
  })

  it('is saved under a name that a disk and a header take, with its true ending', () => {
    expect(proofFileName('Приказ № 41.PDF', 'pdf')).toBe('Приказ № 41.pdf')
    expect(proofFileName('../..\r\nx: "y".html', 'jpg')).toBe('x y .html.jpg')
    expect(proofFileName(' ', 'png')).toBe('file.png')
    expect([...proofFileName('я'.repeat(300), 'docx')]).toHaveLength(85)
  })
})

describe('a photo', () => {
  it('keeps its shape and never grows', () => {
    expect(planPhotoSize({ width: 4000, height: 3000 }, maxPhotoSidePx)).toEqual({ width: 1600, height: 1200 })
    expect(planPhotoSize({ width: 3000, height: 4000 }, maxPhotoSidePx)).toEqual({ width: 1200, height: 1600 })
    expect(planPhotoSize({ width: 640, height: 480 }, maxPhotoSidePx)).toEqual({ width: 640, height: 480 })
    expect(planPhotoSize({ width: 20_000, height: 2 }, maxPhotoSidePx)).toEqual({ width: 1600, height: 1 })
  })

  it('is tried at falling qualities, and weighs less than what a phone may send', () => {
    expect(photoQualities).toEqual([...photoQualities].sort((a, b) => b - a))
    expect(maxPhotoBytes).toBeLessThanOrEqual(250 * 1024)
    expect(maxProofBytes).toBe(2 * 1024 * 1024)
  })

  it('with a place, a date or words of its camera is known by its segments', () => {
    expect(hasPhotoMetadata(makeJpeg())).toBe(false)
    expect(hasPhotoMetadata(makeJpeg({ gps: { latitude: 62.03, longitude: 129.73 } }))).toBe(true)
    for (const marker of [0xe1, 0xed, 0xfe]) expect(hasPhotoMetadata(makeJpeg({ segments: [[marker, utf8('x')]] })), String(marker)).toBe(true)
    expect(hasPhotoMetadata(makeJpeg({ segments: [[0xe2, utf8('ICC_PROFILE')]] }))).toBe(false)
    expect(hasPhotoMetadata(png)).toBe(true)
    expect(hasPhotoMetadata(makeJpeg().slice(0, 12))).toBe(true)
  })
})
