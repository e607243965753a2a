import type { PersonId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'

/** Who of those who sign on this phone bears this name: one head of two organizations is one person. Undefined where nobody does. */
export async function findSigner(db: PoruchenoDatabase, name: string): Promise<PersonId | undefined> {
  const signers = (await db.enrolments.toArray()).map(({ personId }) => personId)
  return (await db.people.toArray()).find((person) => person.name === name && signers.includes(person.personId))?.personId
}
