import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { createGradualWork } from '../../composables/gradualWork.ts'
import { readFind, writeFind } from '../findMemory.ts'
import { findCards, isReady, numbersOf } from '../views/findCards.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useDraftStore } from './draftStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useOwnStore } from './ownStore.ts'
import { type CardView } from '../views/cardView.ts'

export const chips = ['mine', 'withProof', 'notSent', 'drafts', 'returned'] as const
export type Chip = (typeof chips)[number]

/** So many cards are made ready for the search at once. */
const foldedAtOnce = 50

/** Makes cards ready little by little; newer ones take the place of those still waiting. */
const foldGradually = createGradualWork((view: CardView) => void numbersOf(view), foldedAtOnce)

/** What is looked for, in each organization by itself. */
export const useFindStore = defineStore('find', () => {
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const drafts = useDraftStore()
  const own = useOwnStore()
  const query = ref('')
  const chip = ref<Chip | null>(null)
  const isSearch = computed(() => query.value.trim() !== '')

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

  watch([() => assignments.openViews ?? [], () => assignments.laterViews], (parts) => { foldGradually(parts.flat().filter((view) => !isReady(view))) }, { immediate: true })

  const sortByChip = (views: readonly CardView[]): Readonly<Record<Chip, readonly CardView[]>> => ({
    mine: views.filter(({ card }) => own.mine?.has(card.directiveId)),
    withProof: views.filter(({ card }) => Object.values(card.summaries).some(({ proofCount }) => proofCount !== undefined)),
    notSent: views.filter(({ transfer }) => transfer === 'onDevice'),
    drafts: views.filter(({ card }) => drafts.directiveIds?.has(card.directiveId)),
    returned: views.filter(({ group }) => group === 'returned'),
  })
  const openByChip = computed(() => sortByChip(assignments.openViews ?? []))
  // Apart: a mark changes an open card, and thousands of closed ones would be asked anew.
  const laterByChip = computed(() => sortByChip(assignments.laterViews))
  const both = (name: Chip): readonly CardView[] => [...openByChip.value[name], ...laterByChip.value[name]]
  const cardsByChip = computed<Readonly<Record<Chip, readonly CardView[]>>>(() => ({ mine: both('mine'), withProof: both('withProof'), notSent: both('notSent'), drafts: both('drafts'), returned: both('returned') }))
  /** Whether the counts are those of the phone's memory. */
  const isCounted = computed(() => assignments.views !== null && drafts.directiveIds !== null && own.mine !== null)
  /** The cards that were looked for; null while nothing is. */
  const found = computed(() => {
    if (!isSearch.value && chip.value === null) return null
    return findCards(chip.value === null ? (assignments.views ?? []) : cardsByChip.value[chip.value], query.value)
  })

  return { query, chip, cardsByChip, isCounted, found }
})
