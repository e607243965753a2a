import { nodeReaders } from '../../../src/formats/node/nodeReaders.ts'

export interface PrintedPage {
  /** Its words, in the order of the print. */
  readonly text: string
  /** Characters that its longest drawing takes. */
  readonly longestDrawing: number
}

/** What stands on each page of a print. */
export async function readPrintedPages(pdf: Uint8Array): Promise<PrintedPage[]> {
  if (nodeReaders.loadPdf === undefined) throw new Error('No reader of PDF.')
  const { OPS, getDocument } = await nodeReaders.loadPdf()
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const pages: PrintedPage[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const { fnArray, argsArray } = await page.getOperatorList()
    const drawings = fnArray.flatMap((operator, place) => (operator === OPS.constructPath ? [JSON.stringify(argsArray[place]).length] : []))
    pages.push({ text: items.map((item) => ('str' in item ? item.str : '')).join(' ').replaceAll(/\s+/g, ' '), longestDrawing: Math.max(0, ...drawings) })
  }
  await task.destroy()
  return pages
}
