import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { DirectiveId } from '#core/directive'
import { type SubjectKey, keyToSubject } from '#core/sync'
import { storageFailure } from '../../device/deviceFailures.ts'
import { type Draft, type DraftPlace, draftOwner, keepDraft, listDrafts, readDraft } from '../../device/drafts.ts'
import type { FormDraft, FormName } from '../views/statusForms.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** What was typed into the forms of points and is no record yet. */
export const useDraftStore = defineStore('draft', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  /** Whose words these are; null while nobody works here. */
  const owner = computed(() => (enrolment.enrolment?.personId ? draftOwner(enrolment.enrolment.organizationId, enrolment.enrolment.personId) : null))
  const places = useLiveQuery<string, readonly DraftPlace[] | null>(() => owner.value, (one) => listDrafts(db, one), null)
  /** The points with something begun; null until the phone's memory has answered. */
  const directiveIds = computed(() => (places.value === null ? null : new Set(places.value.flatMap(({ subject }) => directiveOf(subject) ?? []))))

  /** The newest words of each form that are still to be written. */
  const unwritten = new Map<string, readonly [DraftPlace, Draft]>()
  let isWriting = false

  /** One write at a time: a quick thumb is faster than a slow disk, and only the newest words matter. */
  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    try {
      for (let [next] = unwritten; next !== undefined; [next] = unwritten) {
        unwritten.delete(next[0])
        // On a full disk the words still stand in the form; nothing was promised.
        await keepDraft(db, ...next[1]).catch(storageFailure)
      }
    } finally {
      isWriting = false
    }
  }

  /** The draft of one form of a point; null while no organization is open. */
  function draftOf(subject: SubjectKey, form: FormName): FormDraft | null {
    if (owner.value === null) return null
    const place: DraftPlace = { owner: owner.value, subject, form }
    const key = `${place.owner} ${subject} ${form}`
    return {
      read: async () => unwritten.get(key)?.[1] ?? readDraft(db, place),
      keep(words) {
        unwritten.set(key, [place, words])
        void write()
      },
    }
  }

  return { directiveIds, draftOf }
})

function directiveOf(key: SubjectKey): DirectiveId | null {
  const subject = keyToSubject(key)
  return subject?.type === 'directive' ? subject.directiveId : null
}
