/** What lies on a phone after years: open points, points the office closed, photos that wait for nothing. */
export interface Years {
  readonly open: number
  readonly closed: number
  readonly photos: number
  /** Bytes of one photo. */
  readonly photoBytes: number
  /** Stands in the reports cut after any of its letters: each letter typed finds fewer. */
  readonly searched: string
}

/**
 * Fills the phone's database: its own cards again under new ids, some of them closed by the office, and photos. Runs
 * inside the school's page, so it uses the browser's own IndexedDB and nothing of ours.
 */
export async function fillYears({ open, closed, photos, photoBytes, searched }: Years): Promise<void> {
  const db = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open('porucheno')
    request.onsuccess = () => { done(request.result) }
  })
  const cards = await new Promise<Record<string, unknown>[]>((done) => {
    const request = db.transaction('cards').objectStore('cards').getAll()
    request.onsuccess = () => { done(request.result as Record<string, unknown>[]) }
  })
  const transaction = db.transaction(['cards', 'summaries', 'proofs', 'proofBytes'], 'readwrite')
  const organizationId = cards[0]?.['organizationId']
  const settled = { execution: 'reported', control: 'released', isReturned: false, awaitsDecision: false, hasClash: false, notAppliedCount: 0, returnReason: null, fixBy: null, extendedTo: null, requestedTo: null, releasedMs: 1_700_000_000_000, noteCount: 1, onDeviceCount: 0 }
  for (let i = cards.length; i < open + closed; i += 1) {
    const card = cards[i % cards.length]
    const directiveId = `clone${String(i)}`
    transaction.objectStore('cards').put({ ...card, closed: i < open ? 0 : 1, directiveId, directive: { ...(card?.['directive'] as object), id: directiveId, position: i } })
    if (i >= open) transaction.objectStore('summaries').put({ ...settled, reportText: `Издан приказ № ${String(i)} от 30 августа, ${searched.slice(0, 1 + (i % searched.length))}`, organizationId, directiveId, closed: 1, subject: `d:${directiveId}` })
  }
  for (let i = 0; i < photos; i += 1) {
    const hash = i.toString(16).padStart(64, '0')
    transaction.objectStore('proofs').put({ organizationId, hash, sizeBytes: photoBytes, subjects: [`d:clone${String(i + open)}`], waiting: 0, sentBytes: photoBytes, failure: null })
    transaction.objectStore('proofBytes').put({ organizationId, hash, bytes: new Uint8Array(photoBytes) })
  }
  await new Promise((done) => { transaction.oncomplete = done })
  db.close()
}
