/** Whether the browser promised not to clear this phone's records when the disk runs low. */
export type Persistence = 'granted' | 'refused' | 'unavailable'

/** Asks the browser to keep the records; never throws, the answer is only shown. */
export async function askToPersist(storage: Pick<StorageManager, 'persist' | 'persisted'> | undefined): Promise<Persistence> {
  if (storage === undefined) return 'unavailable'
  try {
    return (await storage.persisted()) || (await storage.persist()) ? 'granted' : 'refused'
  } catch {
    // Some browsers reject instead of answering; the records are there all the same.
    return 'unavailable'
  }
}

/** How much the program keeps on this phone, and how much the browser lets it keep. */
export interface StorageRoom {
  readonly usedBytes: number
  readonly quotaBytes: number
}

/** What the browser says of the room; null where it says nothing. Never throws. */
export async function measureRoom(storage: Pick<StorageManager, 'estimate'> | undefined): Promise<StorageRoom | null> {
  try {
    const { usage, quota } = (await storage?.estimate()) ?? {}
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota }
  } catch {
    // Some browsers tell nothing on a page of plain HTTP.
    return null
  }
}
