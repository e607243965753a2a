import WordExtractor from 'word-extractor'
import type { DocumentReaders } from '../readDocument.ts'

/** The heavy readers as Node runs them; each is loaded with the first file that needs it. */
export const nodeReaders: DocumentReaders = {
  loadPdf: () => import('pdfjs-dist/legacy/build/pdf.mjs'),
  async readDoc(bytes) {
    const document = await new WordExtractor().extract(Buffer.from(bytes))
    return document.getBody()
  },
}
