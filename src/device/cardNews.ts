import { type DirectiveId, type OrganizationId, type PointStanding, pointNews } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { CardRow } from './rows.ts'

/**
 * Keeps what a person has read of a card beside the card as it is now: versions that were passed over while the phone was
 * away are told as one, and what was changed there and back is told as nothing. During the first load all is new at once.
 */
export function withNews(card: CardRow, known: CardRow | undefined, isFirstLoad: boolean): CardRow {
  const read = known === undefined || isFirstLoad ? null : (known.read ?? standingOfCard(known))
  return read === null || pointNews(read, standingOfCard(card)) === null ? card : { ...card, read }
}

/** Somebody has read it: the card as it is now is what the next change is measured by. */
export async function readNews(db: PoruchenoDatabase, organizationId: OrganizationId, directiveId: DirectiveId): Promise<void> {
  await db.transaction('rw', db.cards, async () => {
    const card = await db.cards.get([organizationId, directiveId])
    if (card?.read === undefined) return
    const { read: _read, ...rest } = card
    await db.cards.put(rest)
  })
}

function standingOfCard({ directive, publishedControl, withdrawnMs }: CardRow): PointStanding {
  return { directive, control: publishedControl, isWithdrawn: withdrawnMs !== undefined }
}
