/** A PDF of the given objects (number 1 and on), the first of them the catalogue; offsets are true unless a test spoils them. */
export function makePdf(objects: readonly (string | Buffer)[], trailer = ''): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [place, object] of objects.entries()) {
    offsets.push(length)
    const part = Buffer.concat([Buffer.from(`${String(place + 1)} 0 obj\n`), Buffer.isBuffer(object) ? object : Buffer.from(object, 'latin1'), Buffer.from('\nendobj\n')])
    parts.push(part)
    length += part.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${rows}trailer\n<</Size ${String(objects.length + 1)}/Root 1 0 R${trailer}>>\nstartxref\n${String(length)}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts))
}

export function stream(content: string | Buffer, dictionary = ''): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content, 'latin1')
  return Buffer.concat([Buffer.from(`<</Length ${String(bytes.length)}${dictionary}>>stream\n`), bytes, Buffer.from('\nendstream')])
}

const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'

/** A document of pages with their content; Latin letters only, for the font is not embedded. */
export function pagesPdf(contents: readonly (string | Buffer)[], { page = '', catalog = '' } = {}): Uint8Array {
  const kids = contents.map((_, place) => `${String(4 + place * 2)} 0 R`).join(' ')
  const pages = contents.flatMap((content, place) => [
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${String(5 + place * 2)} 0 R${page}>>`,
    stream(content),
  ])
  return makePdf([`<</Type/Catalog/Pages 2 0 R${catalog}>>`, `<</Type/Pages/Kids[${kids}]/Count ${String(contents.length)}>>`, font, ...pages])
}

export const say = (text: string, x = 50, y = 800): string => `BT /F1 10 Tf ${String(x)} ${String(y)} Td (${text}) Tj ET\n`
