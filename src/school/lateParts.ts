import { type Component, type FunctionalComponent, type VNode, h, shallowRef } from 'vue'
import type { DeviceDeps } from '../device/deviceDeps.ts'
import type { SyncDeps } from '../device/runSync.ts'
import { t } from '../i18n/school.ts'
import type { Upkeep, UpkeepBrowser } from './upkeep.ts'

/*
 * Parts of the program that a first visit does without: they come when they are wanted, each once, and the worker keeps
 * them like the rest, so that they open without the network too.
 */

/** A component that is loaded when it is first drawn; what it is given goes through to it. `instead` stands where it did not come. */
export function latePart(load: () => Promise<{ readonly default: Component }>, instead: FunctionalComponent | null = null): FunctionalComponent {
  const part = shallowRef<Component | null>(null)
  const hasFailed = shallowRef(false)
  const begin = (): void => {
    Promise.all([load(), import('../i18n/upkeep.ts').then(({ useLateLocale }) => useLateLocale())]).then(
      ([loaded]) => (part.value = loaded.default),
      () => (hasFailed.value = true),
    )
  }
  const late: FunctionalComponent = (_props, { attrs }) => {
    if (part.value !== null) return h(part.value, attrs)
    if (!hasFailed.value) begin()
    return hasFailed.value && instead !== null ? h(instead) : null
  }
  late.inheritAttrs = false
  return late
}

/** The network is away before everything was kept, or another tab took a newer version: opening anew helps in both cases. */
function missing(): VNode {
  // Over the page: a sheet that did not come would say so at the page's far end.
  return h('p', { role: 'alert', style: 'position:fixed;inset:auto 0 0;z-index:3;padding:1rem;background:var(--paper)' }, [t('part.missing'), ' ', h('a', { href: location.href, target: '_self' }, t('part.again'))])
}

/** How long (ms) after the start the list has the phone for itself. */
const preloadAfterMs = 1000

/** How long (ms) after its loading the upkeep begins by itself. */
const beginAfterMs = 3000

/** Gives the upkeep, loaded when first asked for; a load that failed is tried again by the next question. */
export function createUpkeepLoader(deps: DeviceDeps & SyncDeps, browser: UpkeepBrowser): () => Promise<Upkeep> {
  let upkeep: Promise<Upkeep> | null = null
  return () => {
    upkeep ??= import('./upkeep.ts').then(
      ({ createUpkeep }) => {
        const made = createUpkeep(deps, browser)
        // The list is read first.
        setTimeout(() => void made.begin().catch(reportError), beginAfterMs)
        return made
      },
      (error: unknown) => {
        upkeep = null
        throw error
      },
    )
    return upkeep
  }
}

const loadForm = (): Promise<{ readonly default: Component }> => import('./pages/PointForm.vue')

/** Brings the form of words while the sheet of a point is looked at. */
export function preloadForm(): void {
  void loadForm().catch(() => undefined)
}

const loadDirectivePage = (): Promise<{ readonly default: Component }> => import('./pages/DirectivePage.vue')

/**
 * Brings the page of a point and the form of words while the list is looked at: the first tap on a card finds it there. Only from what the worker
 * keeps: on a first visit the network has the records to bring.
 */
export function preload(): void {
  if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller === null) return
  setTimeout(() => void Promise.all([loadDirectivePage(), loadForm()]).catch(() => undefined), preloadAfterMs)
}

/** What writes Word: too heavy to be kept by every phone. */
export const loadWordFile = (): Promise<typeof import('./wordFile.ts')> => import('./wordFile.ts')

/** For those who came without a link; the letter's QR needs no typing. */
export const EnrolmentCode = latePart(() => import('./components/enrolment/EnrolmentCode.vue'), missing)
export const EnrolmentNotice = latePart(() => import('./components/enrolment/EnrolmentNotice.vue'), missing)
export const DirectivePage = latePart(loadDirectivePage, missing)
export const PointForm = latePart(loadForm, missing)
export const SettingsPage = latePart(() => import('./pages/SettingsPage.vue'), missing)
export const DocumentsPage = latePart(() => import('./pages/DocumentsPage.vue'), missing)
export const DocumentPage = latePart(() => import('./pages/DocumentPage.vue'), missing)
export const PeoplePanel = latePart(() => import('./pages/PeoplePanel.vue'), missing)
export const TransferPage = latePart(() => import('./pages/TransferPage.vue'), missing)
// Without it the list stands whole.
export const ListFinder = latePart(() => import('./pages/ListFinder.vue'))
export const ListHead = latePart(() => import('./pages/ListHead.vue'))
export const FirstIntroduction = latePart(() => import('./pages/FirstIntroduction.vue'))
// Remarks that nobody asked for: a phone that cannot load them says nothing.
export const PointNews = latePart(() => import('./pages/PointNews.vue'))
export const FieldsMissing = latePart(() => import('./pages/FieldsMissing.vue'))
export const TeacherPart = latePart(() => import('./pages/TeacherPart.vue'))
export const EnrolmentLost = latePart(() => import('./pages/EnrolmentLost.vue'))
export const StorageNote = latePart(() => import('./pages/StorageNote.vue'))
