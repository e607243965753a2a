import type { SubjectKey } from '#core/sync'
import type { ChangeDraft } from '../../../src/device/changeLog.ts'
import type { CardRow } from '../../../src/device/rows.ts'
import type { SeededRandom } from './seededRandom.ts'

/** Something a person records about a card; `marker` tells it from every other record of the history. */
export function pickDraft(random: SeededRandom, card: CardRow, marker: string): ChangeDraft {
  const { organizationId, resolutionId, directiveId, directive } = card
  if (random.chance(0.08)) {
    return { organizationId, subject: `r:${resolutionId}` as SubjectKey, kind: 'acknowledgement', value: { marker }, subjectVersion: 1 }
  }
  const subject = `d:${directiveId}${random.chance(0.2) ? ':2026' : ''}` as SubjectKey
  const { kind, value } = pickAct(random)
  return { organizationId, subject, subjectVersion: directive.version, kind, value: { ...value, marker } }
}

function pickAct(random: SeededRandom): Pick<ChangeDraft, 'kind' | 'value'> {
  const text = `запись ${String(random.integer(1, 1000))}`
  const roll = random.next()
  if (roll < 0.25) return { kind: 'progressNote', value: { text } }
  if (roll < 0.32) return { kind: 'extensionRequest', value: { to: '2026-12-31', reason: text } }
  if (roll < 0.38) return { kind: 'evidence', value: { title: text, link: 'https://school.example/prikaz' } }
  if (roll < 0.42) return { kind: 'ownStep', value: { text } }
  const state = random.pick(['notStarted', 'inProgress', 'reported', 'reported', 'notApplicableClaim'])
  const reason = state === 'notApplicableClaim' ? { reason: text } : {}
  return { kind: 'execution', value: { state, ...(state === 'notStarted' ? {} : { text }), ...reason } }
}
