import { defineStore } from 'pinia'
import { type Ref, type ShallowRef, computed, ref, shallowRef, watch } from 'vue'
import type { DirectiveId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { readNews as markNewsRead } from '../../device/cardNews.ts'
import type { ResolutionRow, SummaryRow } from '../../device/rows.ts'
import { type FirstCards, listFirstCards, listFirstSummaries } from '../../device/openCards.ts'
import { type AssignmentDetails, type Card, joinSummaries, listResolutions, loadAssignment } from '../../device/viewQueries.ts'
import { toDocumentViews } from '../views/documentView.ts'
import type { Upkeep } from '../upkeep.ts'
import { createCardViewer } from '../views/listView.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** More cards than a phone's first screen holds. */
const screenful = 6

/** More than are seen above a phone's keyboard. */
const besideKeyboard = 2

/** How long (ms) the list has the phone for itself before the points closed long ago are read. */
const laterMs = 3000

/** The points that come after the first ones; null until they are read. `organization` gives null while none do. */
function useLaterCards(organization: () => OrganizationId | null): Readonly<ShallowRef<readonly Card[] | null>> {
  const { upkeep } = useSchoolServices()
  const care = shallowRef<Upkeep | null>(null)
  watch(
    organization,
    (id) => {
      if (id !== null) setTimeout(() => void upkeep().then((loaded) => (care.value = loaded), () => undefined), laterMs)
    },
    { immediate: true },
  )
  return useLiveQuery(() => care.value && organization(), async (id) => care.value?.listLaterCards(id) ?? null, null)
}

/** The directives and documents of the open organization, as the screens show them today. */
export const useAssignmentStore = defineStore('assignment', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const organizationId = computed(() => enrolment.organizationId)
  const first = useLiveQuery<OrganizationId, FirstCards | null>(() => organizationId.value, (id) => listFirstCards(db, id), null)
  const summaries = useLiveQuery<OrganizationId, readonly SummaryRow[] | null>(() => organizationId.value, (id) => listFirstSummaries(db, id), null)
  const resolutions = useLiveQuery<OrganizationId, readonly ResolutionRow[]>(() => organizationId.value, (id) => listResolutions(db, id), [])
  const toCardViews = createCardViewer()
  /** The points that are not closed; where few are, all. */
  const firstViews = computed(() =>
    first.value === null || summaries.value === null ? null : toCardViews(joinSummaries(first.value.cards, summaries.value), resolutions.value, enrolment.today),
  )
  const laterCount = computed(() => first.value?.laterCount ?? 0)
  const later = useLaterCards(() => (firstViews.value !== null && laterCount.value > 0 ? organizationId.value : null))
  const toLaterViews = createCardViewer()
  const laterViews = computed(() => (later.value === null ? [] : toLaterViews(later.value, resolutions.value, enrolment.today)))
  /** What is known of the phone's cards by now; those that were closed long ago come last. */
  const views = computed(() => (firstViews.value === null || laterViews.value.length === 0 ? firstViews.value : [...firstViews.value, ...laterViews.value]))
  /** How many cards are still being read. */
  const unread = computed(() => (later.value === null ? laterCount.value : 0))
  const documents = computed(() => toDocumentViews(resolutions.value, [...(first.value?.cards ?? []), ...(later.value ?? [])]))

  /** How many cards the list draws: a screenful at first, so that it stands before the rest is made; then all. Of what a letter finds, even fewer. */
  const drawnCount = ref(screenful)
  const drawAnew = (): void => {
    drawnCount.value = besideKeyboard
  }

  /** One subject in full, followed while the calling page lives. */
  function useDetails(subject: () => SubjectKey | null): Readonly<Ref<AssignmentDetails | null>> {
    return useLiveQuery(subject, async (key) => (organizationId.value === null ? null : loadAssignment(db, organizationId.value, key)), null)
  }

  /** Shows what was written just now before it is read again: the mark and its notice are drawn at once. */
  function show(summary: SummaryRow | null): void {
    if (summary?.organizationId !== organizationId.value || summaries.value === null) return
    summaries.value = [...summaries.value.filter(({ subject }) => subject !== summary.subject), summary]
  }

  /** Somebody has read what the office changed of a point. */
  async function readNews(directiveId: DirectiveId): Promise<void> {
    if (organizationId.value !== null) await markNewsRead(db, organizationId.value, directiveId)
  }

  return { openViews: firstViews, laterViews, views, unread, documents, drawnCount, drawAnew, useDetails, show, readNews }
})
