import type { Directive, Resolution } from '#core/directive'
import { type GivenBack, type JsonObject, type StoredChange, type SubjectKey, decodeGivenBack, subjectToKey, wholePeriod } from '#core/sync'
import { hashBody, linkChange } from '../history/chain.ts'
import { appendChanges } from '../history/history.ts'
import type { OrganizationScope } from '../store/records.ts'
import type { DocumentStore, HistoryStore, StoreAccess } from '../store/store.ts'

/**
 * Takes in what a phone holds of a life of the history that this server lost: the office's changes and other phones'
 * too, for the chain proves that this server once told them so. Answers how many changes it did not hold; null when the
 * proof fails, and then nothing is taken. To be called inside a transaction.
 */
export async function takeGivenBack(access: StoreAccess, scope: OrganizationScope, sent: JsonObject, nowMs: number): Promise<number | null> {
  const { districtId, organizationId } = scope
  const organization = access.forOrganization(districtId, organizationId)
  const decoded = decodeGivenBack(sent, { districtId, organizationId })
  if (!decoded.ok) return null
  const givenBack = decoded.value
  const chainKey = await organization.history.readChainKey()
  if (!(await isProven(organization.history, givenBack, chainKey)) || !areBodiesProven(givenBack, chainKey)) return null
  const standing = new Set(await organization.history.findStanding(givenBack.changes.map(({ id }) => id)))
  const taken = await appendChanges(organization, givenBack.changes.filter(({ id }) => !standing.has(id)), { nowMs })
  await keepBodies(access.forDistrict(districtId).documents, givenBack)
  return taken.length
}

/** Whether the changes, without a gap, lead from this history's own hash to the hash the phone was once told. */
async function isProven(history: HistoryStore, { after, cursor, changes }: GivenBack, chainKey: string): Promise<boolean> {
  if (changes.length === 0 || cursor.sequence - after !== changes.length) return false
  let chainHash = await history.chainHashAt(after)
  for (const [place, change] of changes.entries()) {
    if (chainHash === null || change.sequence !== after + place + 1) return false
    chainHash = linkChange(chainKey, chainHash, change)
  }
  return chainHash === cursor.chainHash
}

/** Whether every body is one that a proven publication names. */
function areBodiesProven({ changes, resolutions, directives }: GivenBack, chainKey: string): boolean {
  const publications = changes.filter(({ kind }) => kind === 'publication')
  const named = new Set(publications.map(({ subject, subjectVersion, value }) => nameOf(subject, subjectVersion, value['body'])))
  const isNamed = (subject: SubjectKey, body: Resolution | Directive): boolean => named.has(nameOf(subject, body.version, hashBody(chainKey, body)))
  return (
    resolutions.every((body) => isNamed(subjectToKey({ type: 'resolution', resolutionId: body.id }), body)) &&
    directives.every((body) => isNamed(subjectToKey({ type: 'directive', directiveId: body.id, period: wholePeriod, childId: null }), body))
  )
}

function nameOf(subject: SubjectKey, version: number, hash: StoredChange['value'][string] | undefined): string {
  return JSON.stringify([subject, version, hash])
}

/** Keeps the versions the district does not hold; a version it does hold stays as it is. */
async function keepBodies(documents: DocumentStore, { resolutions, directives }: GivenBack): Promise<void> {
  for (const resolution of resolutions) {
    if ((await documents.loadResolutions([resolution])).length === 0) await documents.saveResolution(resolution)
  }
  for (const directive of directives) {
    const isKept = (await documents.loadDirectives([directive])).length > 0
    // Its document was published before it, so it stands here unless it was never proven itself.
    if (!isKept && (await documents.findResolution(directive.resolutionId)) !== null) await documents.saveDirective(directive)
  }
}
