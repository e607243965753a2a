import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useAssignmentStore } from './assignmentStore.ts'
import { useControlStore } from './controlStore.ts'
import { useDocumentsStore } from './documentsStore.ts'
import { useOfficeServices } from './officeServices.ts'
import { useOrganizationStore } from './organizationStore.ts'
import { useOrganizationsStore } from './organizationsStore.ts'
import { useQueueStore } from './queueStore.ts'
import { useSessionStore } from './sessionStore.ts'

/** Changes within this time (ms) are read at once. */
const gatherMs = 250
/** How soon (ms) a connection that the server closed is tried again; in between the pages ask every minute. */
const againMs = 30_000

/** Hears what changed in the district and reads that again, and that alone; after a break, everything. */
export const useLiveStore = defineStore('live', () => {
  const { openEvents } = useOfficeServices()
  const [session, control, queue, assignment] = [useSessionStore(), useControlStore(), useQueueStore(), useAssignmentStore()]
  const [documents, organization, organizations] = [useDocumentsStore(), useOrganizationStore(), useOrganizationsStore()]
  const isLive = shallowRef(false)
  const touched = new Set<string>()
  let everything = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | null = null

  function readAnew(): void {
    timer = undefined
    const ids = [...touched]
    const all = everything
    touched.clear()
    everything = false
    void (all ? control.refresh(true) : control.refreshRows(ids))
    for (const view of [queue, documents, organizations]) void view.refresh(true)
    if (all || ids.some((id) => id === organization.organization?.id)) void organization.refresh(true)
    if (all || ids.some((id) => id === assignment.assignment?.organization.id)) void assignment.refresh(true)
  }

  function gather(): void {
    timer ??= setTimeout(readAnew, gatherMs)
  }

  function hear({ data }: MessageEvent<string>): void {
    const news: unknown = JSON.parse(data)
    const { organizations: ids = [], documents: anew = true } = (typeof news === 'object' && news !== null ? news : {}) as { organizations?: { id: string }[]; documents?: boolean }
    for (const { id } of ids) touched.add(id)
    everything ||= anew
    gather()
  }

  function connect(): void {
    if (openEvents === undefined || session.phase !== 'signedIn' || source !== null) return
    const opened = openEvents()
    source = opened
    let wasOpen = false
    opened.addEventListener('open', () => {
      // The server replays what it remembers; a browser that slept through more hears «reset».
      isLive.value = wasOpen = true
    })
    opened.addEventListener('change', hear)
    opened.addEventListener('reset', () => {
      everything = true
      gather()
    })
    opened.addEventListener('error', () => {
      isLive.value = false
      if (opened.readyState !== EventSource.CLOSED) return
      close()
      if (wasOpen) everything = true
      setTimeout(connect, againMs)
    })
  }

  function close(): void {
    source?.close()
    source = null
    isLive.value = false
  }

  return { isLive, connect, close }
})
