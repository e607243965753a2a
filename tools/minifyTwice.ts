import { minify as minifyByTerser } from 'terser'
import { type Plugin, minify as minifyByOxc } from 'vite'

/**
 * Two minifiers, one after the other: the bundler's drops what nothing uses, terser folds what is left. 1.2 KB of the
 * school's first load, which is counted in seconds of 2G; neither alone comes near it.
 */
export function minifyTwice(): Plugin {
  return {
    name: 'minify-twice',
    apply: 'build',
    renderChunk: {
      order: 'post',
      async handler(code, chunk) {
        // A phone has no console to look at; an error goes to the browser's own report.
        const first = await minifyByOxc(chunk.fileName, code, { module: true, compress: { target: 'chrome111', dropConsole: true }, mangle: true, codegen: true })
        const second = await minifyByTerser(first.code, { module: true, ecma: 2020, compress: { passes: 3 } })
        if (second.code === undefined) throw new Error(`${chunk.fileName} could not be minified.`)
        return { code: second.code, map: null }
      },
    },
  }
}
