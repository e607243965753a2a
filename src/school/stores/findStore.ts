import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { OrganizationId } from '#core/directive'
import { listOwnNotes } from '../../device/ownNotes.ts'
import { type NotesByDirective, findCards } from '../views/findCards.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useDraftStore } from './draftStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'
import { type CardView } from '../views/cardView.ts'

export const chips = ['notSent', 'drafts', 'returned'] as const
export type Chip = (typeof chips)[number]

/*
 * What is looked for is kept like the look, in localStorage: it is wanted with the first drawing of the list, losing it
 * loses nothing, and in the database every letter typed would be one more write that waits for the disk.
 */
export const useFindStore = defineStore('find', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const drafts = useDraftStore()
  const query = ref(localStorage.getItem('query') ?? '')
  const chip = ref<Chip | null>(chips.find((one) => one === localStorage.getItem('chip')) ?? null)
  const isSearch = computed(() => query.value.trim() !== '')
  const notes = useLiveQuery<OrganizationId, NotesByDirective>(() => (isSearch.value ? enrolment.organizationId : null), (id) => listOwnNotes(db, id), new Map())

  watch([query, chip], () => {
    localStorage.setItem('query', query.value)
    localStorage.setItem('chip', chip.value ?? '')
  })

  const cardsByChip = computed<Readonly<Record<Chip, readonly CardView[]>>>(() => {
    const views = assignments.views ?? []
    return {
      notSent: views.filter(({ transfer }) => transfer === 'onDevice'),
      drafts: views.filter(({ card }) => drafts.directiveIds?.has(card.directiveId)),
      returned: views.filter(({ group }) => group === 'returned'),
    }
  })
  /** Whether the counts are those of the phone's memory. */
  const isCounted = computed(() => assignments.views !== null && drafts.directiveIds !== null)
  /** The cards that were looked for; null while nothing is. */
  const found = computed(() => {
    if (!isSearch.value && chip.value === null) return null
    return findCards(chip.value === null ? (assignments.views ?? []) : cardsByChip.value[chip.value], query.value, notes.value)
  })

  return { query, chip, cardsByChip, isCounted, found }
})
