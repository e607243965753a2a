import type { PDFDocumentLoadingTask, PDFPageProxy } from 'pdfjs-dist'
import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import { type DocumentText, TextBuilder } from './documentText.ts'
import type { PdfLibrary } from './pdfLibrary.ts'
import { findRulings } from './pdfRulings.ts'
import { type PageContent, type TextPiece, needsRulings } from './pdfPage.ts'
import { writePages } from './pdfLayout.ts'

/** A document of the genre has some dozens of pages. */
export const maxPages = 2_000

/**
 * The text of a PDF that has a text layer: lines rebuilt to paragraphs, tables by their printed lines, page numbers and running heads
 * left out. Scripts in the file never run, pictures are not decoded, nothing outside the bytes is asked for.
 *
 * Errors: `DocumentBroken`, `DocumentEncrypted`, `DocumentTooLong` (more than `maxPages`), `DocumentHasNoText` (a scan).
 */
export async function readPdf(bytes: Uint8Array, maxCharacters: number, library: PdfLibrary): Promise<Result<DocumentText, DocumentError>> {
  const task = library.getDocument({
    // The library takes the bytes for its own, and no `Buffer`.
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: 0,
  })
  try {
    return await readTask(task, maxCharacters, library)
  } catch (cause) {
    return err({ type: cause instanceof Error && cause.name === 'PasswordException' ? 'DocumentEncrypted' : 'DocumentBroken' })
  } finally {
    await task.destroy()
  }
}

async function readTask(task: PDFDocumentLoadingTask, maxCharacters: number, library: PdfLibrary): Promise<Result<DocumentText, DocumentError>> {
  const document = await task.promise
  if (document.numPages > maxPages) return err({ type: 'DocumentTooLong' })
  const pages: PageContent[] = []
  let characters = 0
  for (let number = 1; number <= document.numPages && characters <= maxCharacters; number += 1) {
    const page = await document.getPage(number)
    const content = await readPage(page, number, library)
    pages.push(content)
    characters += content.pieces.reduce((sum, { text }) => sum + text.length, 0)
    page.cleanup()
  }
  if (characters === 0) return err({ type: 'DocumentHasNoText' })
  const builder = new TextBuilder(maxCharacters)
  writePages(builder, pages)
  return ok(builder.build())
}

async function readPage(page: PDFPageProxy, number: number, library: PdfLibrary): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const pieces = items.flatMap((item): TextPiece[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [a = 0, b = 0, , d = 0, x = 0, y = 0] = library.Util.transform(viewport.transform, item.transform) as number[]
    // Sideways text is a stamp or a mark on the margin.
    if (Math.abs(b) > Math.abs(a)) return []
    return [{ text: item.str, x, y, width: item.width, height: Math.abs(d) || item.height }]
  })
  const content = { number, width: viewport.width, height: viewport.height, pieces, rulings: [] }
  return needsRulings(content) ? { ...content, rulings: findRulings(await page.getOperatorList(), viewport.transform, library) } : content
}
