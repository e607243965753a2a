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
