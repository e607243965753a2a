import { type Component, type InjectionKey, type ShallowRef, shallowRef } from 'vue'
import { DirectivePage, DocumentPage, DocumentsPage, SettingsPage } from './lateParts.ts'
import EnrolmentPage from './pages/EnrolmentPage.vue'
import ListPage from './pages/ListPage.vue'

/** The page of an address, with what the address says to it. */
export interface Place {
  readonly page: Component
  readonly props: Readonly<Record<string, string | null>>
  readonly hasNav: boolean
}

/**
 * Six addresses need a table and the browser's own history. A router library is 8 KB of the first load, more than a
 * second of 2G.
 */
export interface SchoolRouter {
  readonly url: Readonly<ShallowRef<URL>>
  go(address: string, replace?: boolean): void
}

export const schoolRouterKey: InjectionKey<SchoolRouter> = Symbol('school router')

/** The school's addresses; an unknown one is the list. */
export function placeOf({ pathname, searchParams, hash }: URL): Place {
  const [, folder, id] = /^\/(directives|documents)\/([a-z0-9-]+)$/.exec(pathname) ?? []
  if (folder !== undefined && id !== undefined) {
    const props = folder === 'documents' ? { resolutionId: id } : { directiveId: id, subject: searchParams.get('part'), from: searchParams.get('from') }
    return { page: folder === 'documents' ? DocumentPage : DirectivePage, props, hasNav: false }
  }
  if (pathname === '/e') return { page: EnrolmentPage, props: { link: hash.slice(1) }, hasNav: false }
  // «/documents» and what belongs to one of them: the page, loaded late, reads the rest of the address.
  if (pathname.startsWith('/documents')) return { page: DocumentsPage, props: { pathname }, hasNav: pathname === '/documents' }
  return { page: pathname === '/settings' ? SettingsPage : ListPage, props: {}, hasNav: true }
}

/** Follows the browser's history and takes over plain clicks on the program's own links. */
export function createSchoolRouter(): SchoolRouter {
  const url = shallowRef(new URL(location.href))

  function follow(): void {
    url.value = new URL(location.href)
  }

  function go(address: string, replace = false): void {
    if (replace) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    follow()
  }

  addEventListener('popstate', follow)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="/"]:not([target])') : null
    if (link === null || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(link.href)
  })
  return { url, go }
}
