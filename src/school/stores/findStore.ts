import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { OrganizationId } from '#core/directive'
import { listOwnNotes } from '../../device/ownNotes.ts'
import { createGradualWork } from '../../composables/gradualWork.ts'
import { readFind, writeFind } from '../findMemory.ts'
import { type NotesByDirective, findCards, foldedOf } from '../views/findCards.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useDraftStore } from './draftStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useOwnStore } from './ownStore.ts'
import { useSchoolServices } from './schoolServices.ts'
import { type CardView } from '../views/cardView.ts'

export const chips = ['mine', 'withProof', 'notSent', 'drafts', 'returned'] as const
export type Chip = (typeof chips)[number]

/** So many cards are made ready for the search at once. */
const foldedAtOnce = 50

/** Makes cards ready little by little; newer ones take the place of those still waiting. */
const foldGradually = createGradualWork((view: CardView) => void foldedOf(view), foldedAtOnce)

/** What is looked for, in each organization by itself. */
export const useFindStore = defineStore('find', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const drafts = useDraftStore()
  const own = useOwnStore()
  const query = ref('')
  const chip = ref<Chip | null>(null)
  const isSearch = computed(() => query.value.trim() !== '')
  const notes = useLiveQuery<OrganizationId, NotesByDirective>(() => (isSearch.value ? enrolment.organizationId : null), (id) => listOwnNotes(db, id), new Map())

  watch(
    () => enrolment.organizationId,
    (id) => {
      const kept = id === null ? { query: '', chip: '' } : readFind(localStorage, id)
      query.value = kept.query
      chip.value = chips.find((one) => one === kept.chip) ?? null
    },
    { immediate: true },
  )
  watch([query, chip], () => {
    if (enrolment.organizationId !== null) writeFind(localStorage, enrolment.organizationId, { query: query.value, chip: chip.value ?? '' })
  })

  watch(() => assignments.views ?? [], (views) => { foldGradually(views) }, { immediate: true })

  const cardsByChip = computed<Readonly<Record<Chip, readonly CardView[]>>>(() => {
    const views = assignments.views ?? []
    return {
      mine: views.filter(({ card }) => own.mine?.has(card.directiveId)),
      withProof: views.filter(({ card }) => Object.values(card.summaries).some(({ proofCount }) => proofCount !== undefined)),
      notSent: views.filter(({ transfer }) => transfer === 'onDevice'),
      drafts: views.filter(({ card }) => drafts.directiveIds?.has(card.directiveId)),
      returned: views.filter(({ group }) => group === 'returned'),
    }
  })
  /** Whether the counts are those of the phone's memory. */
  const isCounted = computed(() => assignments.views !== null && drafts.directiveIds !== null && own.mine !== null)
  /** The cards that were looked for; null while nothing is. */
  const found = computed(() => {
    if (!isSearch.value && chip.value === null) return null
    return findCards(chip.value === null ? (assignments.views ?? []) : cardsByChip.value[chip.value], query.value, notes.value)
  })

  return { query, chip, cardsByChip, isCounted, found }
})
