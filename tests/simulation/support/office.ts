import type { ControlState, DateOnly, Directive, OrganizationId } from '#core/directive'
import { officeActs } from '#core/report'
import type { Result } from '#core/result'
import { type SubjectKey, toldWays } from '#core/sync'
import { type ActPlace, decideAct, enterTold, undoAct, undoTold } from '../../../sync-server/history/act.ts'
import type { AppendDeps } from '../../../sync-server/history/history.ts'
import { publishDirectives } from '../../../sync-server/history/publish.ts'
import { contextOf } from '../../../sync-server/office/districtContext.ts'
import { bringBack, withdraw } from '../../../sync-server/office/documentLife.ts'
import type { OrganizationStore, StoreAccess } from '../../../sync-server/store/store.ts'
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
  const place = { subject, officerId }
  const deed = random.pick(['act', 'act', 'act', 'undo', 'told'] as const)
  if (deed === 'undo') return undoSomething(organization, place, random, deps)
  const reason = `по итогам проверки ${String(random.integer(1, 999))}`
  if (deed === 'told') {
    const wish = { state: random.pick(['inProgress', 'reported', 'notApplicableClaim'] as const), text: reason, toldBy: 'Петрова А.И.', toldOn: today, toldWay: random.pick(toldWays) }
    return tell(`${subject} told ${wish.state}`, await enterTold(organization, place, wish, deps))
  }
  const act = random.pick(['release', 'return', 'return', 'extend', ...officeActs] as const)
  const day = `2026-1${String(random.integer(0, 2))}-20` as DateOnly
  return tell(`${subject} ${act}`, await decideAct(organization, place, { act, reason, ...(act === 'extend' ? { day } : {}) }, deps))
}

/** Takes back one of the office's own decisions or entries, as far as it may still be taken back. */
async function undoSomething(organization: OrganizationStore, place: ActPlace, random: SeededRandom, deps: AppendDeps): Promise<string> {
  const known = await organization.history.list({ topics: [place.subject], kinds: ['control', 'extension', 'execution'] })
  const own = known.filter(({ authorId }) => authorId === officerId)
  if (own.length === 0) return `${place.subject} nothing to undo`
  const { id, kind } = random.pick(own.slice(-2))
  return tell(`${place.subject} undoes ${id}`, await (kind === 'execution' ? undoTold : undoAct)(organization, place, id, deps))
}

/** Withdraws a point or a whole document, or brings it back. */
export async function withdrawSomething(access: StoreAccess, random: SeededRandom, { nowMs, version }: AppendDeps): Promise<string> {
  const district = await access.forDistrict(districtId).read()
  if (district === null) throw new Error('no district')
  const { documents, lives } = access.forDistrict(districtId)
  const [directives, withdrawn] = [await documents.listDirectives(), await lives.listWithdrawn()]
  const back = random.chance(0.5) ? directives.filter((directive) => withdrawn.has(directive.id)) : []
  const { id, resolutionId } = random.pick(back.length > 0 ? back : directives)
  const isWhole = random.chance(0.3)
  const call = { district, officerId, context: contextOf(district, nowMs), nowMs, newId: () => `n${String(random.integer(0, 1_000_000))}` }
  const change = back.length > 0 ? bringBack : withdraw
  const changed = await change(access, resolutionId, { directiveIds: isWhole ? null : [id], reason: null }, call, { nowMs, version })
  return tell(`${change.name} ${isWhole ? resolutionId : id}`, changed)
}

function tell(deed: string, result: Result<unknown, string>): string {
  return `${deed}${result.ok ? '' : ` refused: ${result.error}`}`
}

function firstOnControl({ id }: Pick<Directive, 'id'>): ControlState | undefined {
  return id.endsWith('0') ? 'onControl' : undefined
}
