import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import { draftOwner, keyStart } from './drafts.ts'

/** Throws away everything begun for one organization, whoever began it. Call inside a transaction of `settings`. */
export async function forgetDrafts(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<void> {
  await db.settings.where('key').startsWith(keyStart(organizationId)).delete()
}

/** Gives the words that a program before this one kept for nobody by name to whoever works now. Run again, it finds none. */
export async function ownOldDrafts(db: PoruchenoDatabase): Promise<void> {
  await db.transaction('rw', db.enrolments, db.settings, async () => {
    for (const { organizationId, personId } of await db.enrolments.toArray()) {
      if (personId === null) continue
      const start = keyStart(organizationId)
      // A person's id follows now where the subject stood, and no id holds a colon.
      const old = (await db.settings.where('key').startsWith(start).toArray()).filter(({ key }) => key.slice(start.length).split(' ')[0]?.includes(':'))
      for (const { key, value } of old) {
        const owned = `${keyStart(draftOwner(organizationId, personId))}${key.slice(start.length)}`
        if ((await db.settings.get(owned)) === undefined) await db.settings.put({ key: owned, value })
        await db.settings.delete(key)
      }
    }
  })
}
