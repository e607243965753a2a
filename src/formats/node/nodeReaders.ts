import WordExtractor from 'word-extractor'
import type { DocumentReaders } from '../readDocument.ts'

/** The heavy readers as Node runs them; each is loaded with the first file that needs it. */
export const nodeReaders: DocumentReaders = {
  loadPdf() {
    // pdf.js warns where the classes it draws with are missing; nothing is drawn here.
    for (const name of ['DOMMatrix', 'Path2D']) if (!Reflect.has(globalThis, name)) Reflect.set(globalThis, name, Object)
    return import('pdfjs-dist/legacy/build/pdf.mjs')
  },
  async readDoc(bytes) {
    const document = await new WordExtractor().extract(Buffer.from(bytes))
    return document.getBody({ filterUnicode: false })
  },
}
