import { defineStore } from 'pinia'
import { type Ref, computed, ref } from 'vue'
import type { DirectiveId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { readNews as markNewsRead } from '../../device/cardNews.ts'
import type { CardRow, ResolutionRow, SummaryRow } from '../../device/rows.ts'
import { type AssignmentDetails, joinSummaries, listCards, listResolutions, listSummaries, loadAssignment } from '../../device/viewQueries.ts'
import { toDocumentViews } from '../views/documentView.ts'
import { createCardViewer } from '../views/listView.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** More cards than a phone's first screen holds. */
const screenful = 6

/** The directives and documents of the open organization, as the screens show them today. */
export const useAssignmentStore = defineStore('assignment', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const organizationId = computed(() => enrolment.organizationId)
  const cards = useLiveQuery<OrganizationId, readonly CardRow[] | null>(() => organizationId.value, (id) => listCards(db, id), null)
  const summaries = useLiveQuery<OrganizationId, readonly SummaryRow[] | null>(() => organizationId.value, (id) => listSummaries(db, id), null)
  const resolutions = useLiveQuery<OrganizationId, readonly ResolutionRow[]>(() => organizationId.value, (id) => listResolutions(db, id), [])
  const toCardViews = createCardViewer()
  const views = computed(() =>
    cards.value === null || summaries.value === null ? null : toCardViews(joinSummaries(cards.value, summaries.value), resolutions.value, enrolment.today),
  )
  const documents = computed(() => toDocumentViews(resolutions.value, cards.value ?? []))

  /** How many cards the list draws: a screenful at first, so that it stands before the rest is made; then all. */
  const drawnCount = ref(screenful)

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

  return { views, documents, drawnCount, useDetails, show, readNews }
})
