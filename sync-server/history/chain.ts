import { type JsonObject, type StoredChange, toldForm } from '#core/sync'
import { keyedHash } from '../secrets.ts'
import { canonicalJson } from '../store/canonicalJson.ts'

/** A link of the chain: 96 bits as 16 characters of base64url. */
const linkLength = 16

/** The hash of a published body: 66 bits as 11 characters of base64url; who has no key can only ask the server. */
const bodyHashLength = 11

/**
 * The hash of a history up to a change: of the hash before it and of the change as others are told it, by the district's
 * key. The one place that makes a link. See docs/decisions/0006-keyed-chain.md.
 */
export function linkChange(chainKey: string, previous: string, stored: StoredChange): string {
  const { districtId, organizationId } = stored
  return keyedHash(chainKey, canonicalJson([previous, districtId, organizationId, toldForm(stored)]), linkLength)
}

/** The hash by which a publication names the body it publishes, a document's or a directive's version. */
export function hashBody(chainKey: string, body: object): string {
  // A body is JSON by its origin; only its type cannot say so.
  return keyedHash(chainKey, canonicalJson(['body', JSON.parse(JSON.stringify(body)) as JsonObject]), bodyHashLength)
}
