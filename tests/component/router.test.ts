import { beforeEach, describe, expect, it } from 'vitest'
import { DirectivePage, DocumentPage, DocumentsPage, SettingsPage } from '../../src/school/lateParts.ts'
import EnrolmentPage from '../../src/school/pages/EnrolmentPage.vue'
import ListPage from '../../src/school/pages/ListPage.vue'
import { createSchoolRouter, placeOf } from '../../src/school/router.ts'

const at = (address: string): ReturnType<typeof placeOf> => placeOf(new URL(address, 'https://school.test'))

describe('the addresses of the school', () => {
  it('lead to their pages with what they say', () => {
    expect(at('/e#secret')).toMatchObject({ page: EnrolmentPage, props: { link: 'secret' }, hasNav: false })
    expect(at('/directives/p1')).toMatchObject({ page: DirectivePage, props: { directiveId: 'p1', subject: null } })
    expect(at('/directives/p1?part=d%3Ap1%3A2026%2F27%3Ac1').props['subject']).toBe('d:p1:2026/27:c1')
    expect(at('/directives/p1?from=document').props['from']).toBe('document')
    expect(at('/documents')).toMatchObject({ page: DocumentsPage, hasNav: true })
    expect(at('/documents/r1')).toMatchObject({ page: DocumentPage, props: { resolutionId: 'r1' }, hasNav: false })
    expect(at('/settings')).toMatchObject({ page: SettingsPage, hasNav: true })
  })

  it('are the list where nothing is known of them', () => {
    for (const address of ['/', '/directives/', '/directives/a/b', '/elsewhere']) expect(at(address).page).toBe(ListPage)
  })
})

describe('the router', () => {
  beforeEach(() => {
    history.replaceState(null, '', '/')
    document.body.innerHTML = '<a href="/settings"><b>Настройки</b></a><a href="/elsewhere" target="_blank">наружу</a>'
  })

  function click(selector: string, init: MouseEventInit = {}): MouseEvent {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init })
    document.querySelector(selector)?.dispatchEvent(event)
    return event
  }

  it('takes over a plain click on a link of the program, and no other', () => {
    const { url } = createSchoolRouter()
    expect(click('a b').defaultPrevented).toBe(true)
    expect(url.value.pathname).toBe('/settings')
    const taken: boolean[] = []
    // The last to hear: what was not taken over must not lead out of the test's document.
    const stay = (event: MouseEvent): void => {
      taken.push(event.defaultPrevented)
      event.preventDefault()
    }
    addEventListener('click', stay)
    click('a b', { ctrlKey: true })
    click('a[target]')
    removeEventListener('click', stay)
    expect(taken).toEqual([false, false])
  })

  it('leaves no trace of an address it replaced', () => {
    const { url, go } = createSchoolRouter()
    const before = history.length
    go('/e#secret')
    go('/e', true)
    expect([url.value.hash, location.hash, history.length - before]).toEqual(['', '', 1])
  })

  it('follows the browser\'s own steps back', () => {
    const { url } = createSchoolRouter()
    history.replaceState(null, '', '/documents')
    dispatchEvent(new PopStateEvent('popstate'))
    expect(url.value.pathname).toBe('/documents')
  })
})
