import { registerHooks } from 'node:module'
import type { Mutant } from './mutant.ts'

const root = new URL('../../../', import.meta.url)

/** The build of Dexie that the phone's program is bundled with. */
const dexie = new URL('node_modules/dexie/dist/modern/dexie.mjs', root).href

/** Lets modules come as they do to a phone, and with a planted bug where one is given. To be called before they are imported. */
export function hookModules(mutant: Mutant | null): void {
  registerHooks({
    resolve: (specifier, context, next) => (specifier === 'dexie' ? { url: dexie, format: 'module', shortCircuit: true } : next(specifier, context)),
    load(url, context, next) {
      const loaded = next(url, context)
      const edits = mutant?.edits.filter(({ file }) => url === new URL(file, root).href) ?? []
      if (edits.length === 0) return loaded
      const source = edits.reduce((text, { find, replace }) => replaceOnce(text, find, replace, url), String(loaded.source))
      return { ...loaded, source }
    },
  })
}

/** A patch that no longer fits plants nothing, and a bug that is not there is never found: that must be heard. */
function replaceOnce(text: string, find: string, replace: string, url: string): string {
  const parts = text.split(find)
  if (parts.length !== 2) throw new Error(`${url} holds ${String(parts.length - 1)} times, not once: ${find}`)
  return parts.join(replace)
}
