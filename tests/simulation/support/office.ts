import type { ControlState, DateOnly, Directive, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { decideControl, decideExtension } from '../../../sync-server/history/decide.ts'
import type { AppendDeps } from '../../../sync-server/history/history.ts'
import { publishDirectives } from '../../../sync-server/history/publish.ts'
import type { StoreAccess } from '../../../sync-server/store/store.ts'
import { makeDirective, makeResolution } from '../../support/recordFactory.ts'
import { districtId, officerId } from './places.ts'
import type { SeededRandom } from './seededRandom.ts'

/*
 * What the office does, by the server's own functions, each inside a transaction of the caller.
 */

const today = '2026-01-12' as DateOnly

/** Publishes a new document with points to every organization. */
export async function publishDocument(access: StoreAccess, { number, points }: { readonly number: number; readonly points: number }, deps: AppendDeps): Promise<void> {
  const resolution = makeResolution(`doc${String(number)}`)
  const directives = Array.from({ length: points }, (_, i) => makeDirective(resolution.id, `p${String(number)}x${String(i)}`, { position: i + 1 }))
  const { documents } = access.forDistrict(districtId)
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  await publishDirectives(access, { districtId, officerId, today, resolution, directives, controlOf: firstOnControl }, deps)
}

/** Publishes a new version of some point with another text and another date; sometimes of its document too. */
export async function publishVersion(access: StoreAccess, random: SeededRandom, deps: AppendDeps): Promise<string> {
  const { documents } = access.forDistrict(districtId)
  const before = random.pick(await documents.listDirectives())
  const known = await documents.findResolution(before.resolutionId)
  if (known === null) throw new Error('a directive without its document')
  const version = before.version + 1
  const reportDue = `2026-0${String(random.integer(2, 9))}-15` as DateOnly
  const directive: Directive = { ...before, version, text: `${before.text.split(' №')[0] ?? ''} № ${String(random.integer(1, 99))}`, reportDue }
  const resolution = random.chance(0.3) ? { ...known, version: known.version + 1, title: `${known.id} редакция ${String(random.integer(1, 99))}` } : known
  if (resolution !== known) await documents.saveResolution(resolution)
  await documents.saveDirective(directive)
  await publishDirectives(access, { districtId, officerId, today, resolution, directives: [directive], controlOf: firstOnControl }, deps)
  return `${directive.id} version ${String(version)}`
}

/** Decides something about a subject, as far as its state allows. */
export async function decideSomething(access: StoreAccess, organizationId: OrganizationId, subject: SubjectKey, random: SeededRandom, deps: AppendDeps): Promise<string> {
  const organization = access.forOrganization(districtId, organizationId)
  const wish = { subject, officerId, reason: `по итогам проверки ${String(random.integer(1, 999))}` }
  if (random.chance(0.25)) {
    const to = `2026-1${String(random.integer(0, 2))}-20` as DateOnly
    await decideExtension(organization, { ...wish, to }, deps)
    return `${subject} until ${to}`
  }
  const state = random.pick(['onControl', 'returned', 'released', 'returned'] as const)
  const decided = await decideControl(organization, { ...wish, state }, deps)
  return `${subject} ${state}${decided.ok ? '' : ` refused: ${decided.error}`}`
}

function firstOnControl({ id }: Pick<Directive, 'id'>): ControlState | undefined {
  return id.endsWith('0') ? 'onControl' : undefined
}
