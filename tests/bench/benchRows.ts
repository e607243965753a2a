/*
 * Both functions run inside the school's page, so they use the browser's own IndexedDB and nothing of ours.
 */

/** Repeats the phone's cards under new ids until there are `count` of them. */
export async function cloneCards(count: number): Promise<void> {
  const db = await openPhoneDatabase()
  const cards = await readAll<Record<string, unknown>>(db)
  const store = db.transaction('cards', 'readwrite').objectStore('cards')
  for (let i = cards.length; i < count; i += 1) {
    const card = cards[i % cards.length]
    const id = `clone${String(i)}`
    store.put({ ...card, directiveId: id, directive: { ...(card?.['directive'] as object), id, position: i } })
  }
  await new Promise((done) => { store.transaction.oncomplete = done })
  db.close()

  function openPhoneDatabase(): Promise<IDBDatabase> {
    return new Promise((done, failed) => {
      const request = indexedDB.open('porucheno')
      request.onsuccess = () => { done(request.result) }
      request.onerror = () => { failed(new Error('no database')) }
    })
  }

  function readAll<T>(from: IDBDatabase): Promise<T[]> {
    return new Promise((done) => {
      const request = from.transaction('cards').objectStore('cards').getAll()
      request.onsuccess = () => { done(request.result as T[]) }
    })
  }
}

/** The phone's cards as rows of the bare page: the same texts, numbers and dates. */
export async function readBareRows(): Promise<object[]> {
  interface Card {
    readonly directiveId: string
    readonly directive: { readonly number: string | null; readonly text: string; readonly reportDue: string | null }
  }
  const cards = await new Promise<Card[]>((done) => {
    const opening = indexedDB.open('porucheno')
    opening.onsuccess = () => {
      const request = opening.result.transaction('cards').objectStore('cards').getAll()
      request.onsuccess = () => {
        opening.result.close()
        done(request.result as Card[])
      }
    }
  })
  return cards.map(({ directiveId, directive }) => ({
    id: directiveId,
    school: 'school1',
    number: directive.number ?? '',
    text: directive.text,
    due: directive.reportDue ?? '',
    state: 'new',
  }))
}
