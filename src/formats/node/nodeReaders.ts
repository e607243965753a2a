import WordExtractor from 'word-extractor'
import type { DocumentReaders } from '../readDocument.ts'

/** Stands for the classes pdf.js draws with: nothing is drawn here, and it warns where they are missing. */
class Unused {}

/** The heavy readers as Node runs them; each is loaded with the first file that needs it. */
export const nodeReaders: DocumentReaders = {
  loadPdf() {
    for (const name of ['DOMMatrix', 'Path2D']) if (!Reflect.has(globalThis, name)) Reflect.set(globalThis, name, Unused)
    return import('pdfjs-dist/legacy/build/pdf.mjs')
  },
  async readDoc(bytes) {
    const document = await new WordExtractor().extract(Buffer.from(bytes))
    return document.getBody()
  },
}
