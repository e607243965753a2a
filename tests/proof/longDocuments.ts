/** A protocol of 1 to 1,000 pages as text, Word and PDF: time a page must not grow (`-- PAGES`; PDF needs LibreOffice). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseResolution } from '#core/resolution'
import { nodeReaders } from '../../src/formats/node/nodeReaders.ts'
import { readDocument } from '../../src/formats/readDocument.ts'
import { longProtocol } from '../support/files/longProtocol.ts'
import { makeDocx, wordParagraph, wordXml } from '../support/files/makeDocx.ts'
import { textToPage } from '../support/files/textToPage.ts'

const [most = 1000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'long-'))

function makePdf(text: string): Uint8Array {
  writeFileSync(join(folder, 'long.html'), textToPage(text))
  const home = `-env:UserInstallation=file://${folder}/profile`
  execFileSync('soffice', [home, '--headless', '--infilter=HTML (StarWriter)', '--convert-to', 'pdf:writer_web_pdf_Export', '--outdir', folder, join(folder, 'long.html')], { stdio: 'ignore', timeout: 600_000 })
  return new Uint8Array(readFileSync(join(folder, 'long.pdf')))
}

/** The best of three (ms a page), and how many directives were read. */
async function measure(bytes: Uint8Array, pages: number): Promise<{ readonly msPerPage: number; readonly directives: number }> {
  let [best, directives] = [Number.POSITIVE_INFINITY, 0]
  for (let run = 0; run < 3; run += 1) {
    const startedMs = performance.now()
    const read = await readDocument(bytes, nodeReaders)
    if (!read.ok) throw new Error(read.error.type)
    directives = parseResolution(read.value.text).directives.length
    best = Math.min(best, performance.now() - startedMs)
  }
  return { msPerPage: Math.round((best / pages) * 100) / 100, directives }
}

const formats: Readonly<Record<string, (text: string) => Uint8Array>> = {
  txt: (text) => new TextEncoder().encode(text),
  docx: (text) => makeDocx(wordXml(text.split('\n').map((line) => wordParagraph(line)).join(''))),
  pdf: makePdf,
}
const figures: Record<string, unknown> = {}
let isLinear = true
try {
  for (const [format, make] of Object.entries(formats)) {
    const msPerPage: Record<string, number> = {}
    for (const pages of [10, 50, 200, most]) {
      const { text, directives: expected } = longProtocol(pages)
      const { msPerPage: ms, directives } = await measure(make(text), pages)
      if (directives !== expected) throw new Error(`${format}, ${String(pages)} pages: ${String(directives)} of ${String(expected)} directives`)
      msPerPage[pages] = ms
      console.log(`${format}: ${String(pages)} pages, ${String(ms)} ms a page, ${String(directives)} directives`)
    }
    const ratio = Math.round(((msPerPage[most] ?? 0) / (msPerPage[50] ?? 1)) * 100) / 100
    isLinear &&= ratio <= 1.5
    figures[format] = { msPerPage, ratio }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(JSON.stringify({ proof: 'longDocuments', pages: most, ...figures }))
process.exitCode = isLinear ? 0 : 1
