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

/** Reads what changed, gathered for a moment: some organizations, or everything. */
interface Reader {
  touch(organizationIds: readonly string[]): void
  everything(): void
}

/** Hears what changed in the district and reads that again, and that alone; after a break, everything. */
export const useLiveStore = defineStore('live', () => {
  const { openEvents } = useOfficeServices()
  const session = useSessionStore()
  const reader = createReader()
  const isLive = shallowRef(false)
  let source: EventSource | null = null

  function connect(): void {
    if (openEvents === undefined || session.phase !== 'signedIn' || source !== null) return
    const opened = openEvents()
    source = opened
    opened.addEventListener('open', () => { isLive.value = true })
    opened.addEventListener('change', ({ data }) => { hear(reader, data) })
    // The server no longer knows what was missed: the page slept long, or the server was started anew.
    opened.addEventListener('reset', reader.everything)
    opened.addEventListener('error', () => {
      isLive.value = false
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return
      close()
      setTimeout(() => {
        reader.everything()
        connect()
      }, againMs)
    })
  }

  function close(): void {
    source?.close()
    source = null
    isLive.value = false
  }

  return { isLive, connect, close }
})

function hear(reader: Reader, data: string): void {
  const news: unknown = JSON.parse(data)
  const { organizations = [], documents = true } = (typeof news === 'object' && news !== null ? news : {}) as { organizations?: { id: string }[]; documents?: boolean }
  if (documents) reader.everything()
  else reader.touch(organizations.map(({ id }) => id))
}

function createReader(): Reader {
  const [control, queue, assignment] = [useControlStore(), useQueueStore(), useAssignmentStore()]
  const [documents, organization, organizations] = [useDocumentsStore(), useOrganizationStore(), useOrganizationsStore()]
  const touched = new Set<string>()
  let isWhole = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function readAnew(): void {
    timer = undefined
    const [ids, all] = [[...touched], isWhole]
    touched.clear()
    isWhole = false
    void (all ? control.refresh(true) : control.refreshRows(ids))
    for (const view of [queue, documents, organizations]) void view.refresh(true)
    if (all || ids.some((id) => id === organization.organization?.id)) void organization.refresh(true)
    if (all || ids.some((id) => id === assignment.assignment?.organization.id)) void assignment.refresh(true)
  }

  const soon = (): void => { timer ??= setTimeout(readAnew, gatherMs) }
  return {
    touch(ids) {
      for (const id of ids) touched.add(id)
      soon()
    },
    everything() {
      isWhole = true
      soon()
    },
  }
}
