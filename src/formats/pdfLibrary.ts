/** The parts of pdf.js that reading needs, loaded by the caller in the build that fits where it runs. */
export type PdfLibrary = Pick<typeof import('pdfjs-dist'), 'getDocument' | 'OPS' | 'Util'>
