import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildBrowserPrograms } from '../../../tools/build.ts'
import { buildInputs, hashInputs } from '../../../tools/buildInputs.ts'
import { compressFolder } from '../../../tools/compress.ts'
import { pageOfAddress } from '../../../tools/devPages.ts'
import { createSchoolFiles, reachableFiles } from '../../../tools/schoolFiles.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porucheno-build-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})
const write = (name: string, content: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), content)
}

describe('the inputs of a build', () => {
  it('change the hash by content, name and number of files, and by nothing else', () => {
    write('src/a.ts', 'one')
    write('index.html', '<p>')
    const before = hashInputs(folder)
    write('data/database.sqlite', 'x')
    expect(hashInputs(folder)).toBe(before)
    write('src/a.ts', 'two')
    const changed = hashInputs(folder)
    write('src/b.ts', '')
    expect(new Set([before, changed, hashInputs(folder)]).size).toBe(3)
  })

  it('keep names and contents apart', () => {
    write('src/a', 'bc')
    const first = hashInputs(folder, ['src'])
    rmSync(join(folder, 'src'), { recursive: true })
    write('src/ab', 'c')
    expect(hashInputs(folder, ['src'])).not.toBe(first)
  })

  it('name the pages, the programs and the pins', () => {
    expect(buildInputs).toEqual(expect.arrayContaining(['src', 'public', 'index.html', 'office.html', 'demo.html', 't.html', 'vite.config.ts', 'package-lock.json', 'package.json']))
  })
})

describe('a build', () => {
  const page = { 'index.html': '<!doctype html><script type="module" src="/src/main.ts"></script>', 'src/main.ts': `document.title = 'a title'` }
  const build = () => buildBrowserPrograms({ folder, print: () => undefined })

  it('is made once, and again only when an input changed', async () => {
    for (const [name, content] of Object.entries(page)) write(name, content)
    expect(await build()).toMatchObject({ built: true, folder: join(folder, 'dist') })
    expect((await build()).built).toBe(false)
    write('src/main.ts', `document.title = 'another'`)
    expect((await build()).built).toBe(true)
    expect(gunzipSync(readFileSync(join(folder, 'dist', 'index.html.gz'))).toString()).toContain('assets/')
  })

  it('that fails says so and leaves the last one', async () => {
    for (const [name, content] of Object.entries(page)) write(name, content)
    await build()
    const before = readFileSync(join(folder, 'dist', '.build.json'), 'utf8')
    write('src/main.ts', `import './missing.ts'`)
    await expect(build()).rejects.toThrow('failed')
    expect(readFileSync(join(folder, 'dist', '.build.json'), 'utf8')).toBe(before)
  })

  it('that broke off before its stamp is made anew', async () => {
    for (const [name, content] of Object.entries(page)) write(name, content)
    write('dist/.build.json', '{"inputs":"')
    expect((await build()).built).toBe(true)
  })
})

describe('compression', () => {
  it('stands beside every text file and gives the same bytes', async () => {
    write('assets/a.js', 'const a = 1\n'.repeat(200))
    write('manifest.webmanifest', '{}')
    write('icon.png', 'x')
    expect(await compressFolder(folder)).toBe(2)
    const original = readFileSync(join(folder, 'assets/a.js'))
    expect(brotliDecompressSync(readFileSync(join(folder, 'assets/a.js.br')))).toEqual(original)
    expect(gunzipSync(readFileSync(join(folder, 'assets/a.js.gz')))).toEqual(original)
    expect(() => readFileSync(join(folder, 'icon.png.br'))).toThrow('ENOENT')
  })
})

describe('the phone’s files', () => {
  it('are what its page can reach, lazily or through circles', () => {
    const chunk = (imports: string[], dynamicImports: string[] = [], css: string[] = []) =>
      ({ imports, dynamicImports, viteMetadata: { importedCss: new Set(css), importedAssets: new Set<string>() } })
    const chunks = new Map([
      ['index.js', chunk(['vue.js'], ['page.js'])],
      ['page.js', chunk(['index.js'], [], ['page.css'])],
      ['vue.js', chunk([])],
      ['office.js', chunk(['vue.js', 'matrix.js'])],
      ['matrix.js', chunk([])],
    ])
    expect([...reachableFiles('index.js', chunks)].sort()).toEqual(['index.js', 'page.css', 'page.js', 'vue.js'])
  })

  it('leave alone what was not bundled', () => {
    expect(createSchoolFiles('index').isForPhone('icons/icon-192.png')).toBe(true)
  })
})

describe('an address in the developer’s loop', () => {
  it.each([
    ['/office', 'office'], ['/office/documents?x=1', 'office'], ['/demo/', 'demo'], ['/officer', undefined], ['/', undefined],
    ['/office/a.ts', undefined], ['/src/office/main.ts', undefined],
  ])('is answered by its own page: %s', (address, page) => {
    expect(pageOfAddress(address, ['office', 'demo'])).toBe(page)
  })
})
