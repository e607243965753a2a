/** The five documents, as a specialist takes each from its file to the phones, and what the annotations say must arrive. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Page, expect } from '@playwright/test'
import { type OrganizationKind, kindsReachedBy } from '#core/directive'
import type { DraftItem, DraftView } from '#core/draft'
import type { OrganizationRow } from '#core/report'
import type { Golden, GoldenDirective } from '../../golden/goldenShape.ts'
import { likeOffice, sayOffice } from './words.ts'

/** A document, the district it came from and how its annotation is called. */
export interface SeedDocument {
  readonly districtKey: string
  readonly name: string
}
export const seedDocuments: readonly SeedDocument[] = [
  { districtKey: 'suntar', name: 'suntar-2020' },
  { districtKey: 'bodaibo', name: 'bodaibo-2021' },
  { districtKey: 'lesosibirsk', name: 'lesosibirsk-2021' },
  { districtKey: 'pyatigorsk', name: 'pyatigorsk-2021' },
  { districtKey: 'pyatigorsk', name: 'pyatigorsk-2022' },
]
export const seedFormats = ['txt', 'docx', 'pdf'] as const
export type SeedFormat = (typeof seedFormats)[number]

const tests = new URL('../../', import.meta.url)

/** What the annotators read in a document. */
export function readGolden({ name }: SeedDocument): Golden {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, tests), 'utf8')) as Golden
}

function fileOf({ source }: Golden, format: SeedFormat): string {
  const place = format === 'txt' ? `../seeds/resolutions/${source}` : `golden/files/${source.replace('.txt', `.${format}`)}`
  return fileURLToPath(new URL(place, tests))
}

/** What a review came to. */
export interface Reviewed {
  readonly directives: number
  /** Clicks and keys of the person, the choice of the file among them. */
  readonly clicks: number
  /** Rows whose words, addressee or deadline had to be corrected, by what was wrong. */
  readonly corrections: readonly string[]
}

/** Where a review may be looked at: the text beside its points, every doubt settled, the difference before it is published. */
export type ReviewStop = 'review' | 'settled' | 'difference'

/** Takes a document from its file to the phones: every doubtful row looked at, the bulk steps done, published. */
export async function publishFromFile(page: Page, document: SeedDocument, format: SeedFormat, look: (stop: ReviewStop) => Promise<void> = () => Promise.resolve()): Promise<Reviewed> {
  const golden = readGolden(document)
  let clicks = 0
  const click = async (name: string | RegExp): Promise<void> => {
    clicks += 1
    await page.getByRole('button', { name }).click()
  }
  clicks += 1
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.drafts') }).click()
  // The field, and the file in the window that it opens.
  clicks += 2
  await page.getByLabel(likeOffice('drafts.file')).setInputFiles(fileOf(golden, format))
  await expect(page.getByRole('heading', { name: sayOffice('review.source') })).toBeVisible({ timeout: 30_000 })
  const corrections = compareItems(await ask<DraftView>(page, `drafts/${new URL(page.url()).pathname.split('/').at(-1) ?? ''}`), golden, await ask(page, 'organizations'))

  await look('review')

  clicks += 1
  await page.getByText(sayOffice('review.all'), { exact: true }).click()
  const byScope = page.getByRole('button', { name: likeOffice('review.all.byScope') })
  if (await byScope.isVisible()) await click(likeOffice('review.all.byScope'))
  const apply = page.locator('form', { hasText: sayOffice('review.all.reportDue') }).getByRole('button', { name: sayOffice('review.all.apply') })
  clicks += 1
  await apply.click()
  await click(sayOffice('review.all.control'))
  const doubtful = page.getByText(likeOffice('review.doubtful'))
  if (await doubtful.isVisible()) await click(sayOffice('review.nextDoubtful'))
  while (await doubtful.isVisible()) {
    const before = await doubtful.textContent()
    clicks += 1
    await page.keyboard.press('v')
    await expect(page.getByText(before ?? '', { exact: true })).toHaveCount(0)
  }
  await expect(page.getByText(sayOffice('review.saved'))).toBeVisible()
  await look('settled')
  await click(likeOffice('review.publish'))
  await look('difference')
  clicks += 1
  await page.getByRole('button', { name: sayOffice('review.publish.do'), exact: true }).click()
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 20_000 })
  return { directives: golden.directives.length, clicks, corrections }
}

async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(new URL(`/api/office/${path}`, page.url()).href)
  return (await answer.json()) as T
}

/** What a person who knows the right reading would have to correct. */
function compareItems({ body }: DraftView, golden: Golden, organizations: readonly OrganizationRow[]): string[] {
  const shown = (item: DraftItem): string => canonical(shownOf(item, organizations))
  const found = body.items.filter(({ isDirective }) => isDirective)
  const wanted = golden.directives
  const wrong = wanted.flatMap((directive, place) => {
    const item = found[place]
    const same = item !== undefined && shown(item) === canonical(wantedOf(directive, golden))
    return same ? [] : [`${golden.source} ${String(place + 1)}: ${item === undefined ? 'nothing' : shown(item)} instead of ${canonical(wantedOf(directive, golden))}`]
  })
  return found.length > wanted.length ? [...wrong, `${golden.source}: ${String(found.length - wanted.length)} too many`] : wrong
}

/** A row as the annotators write a point; organizations that stand by name are of the kind the annotation says. */
function shownOf({ number, text, children, addressee, deadline }: DraftItem, organizations: readonly OrganizationRow[]): unknown {
  const named = organizations.filter(({ id }) => addressee.organizationIds.includes(id)).flatMap(({ kinds }) => kinds)
  return { number, text, children: children.map((child) => child.text), addressee: addressee.text, responsible: addressee.responsible, audience: [...addressee.audience, ...new Set(named)], deadline }
}

function wantedOf(directive: GoldenDirective, golden: Golden): unknown {
  const addressee = directive.addressee ?? golden.sections[directive.section]?.addressee
  return {
    number: directive.number,
    text: directive.text,
    children: (directive.children ?? []).map(({ text }) => text),
    addressee: addressee?.text ?? null,
    responsible: addressee?.responsible ?? null,
    audience: addressee?.audience ?? [],
    deadline: directive.deadline,
  }
}

/** The words of the points that an organization of one kind must hold, in the order of the document. */
export function pointsFor(kind: OrganizationKind, document: SeedDocument): string[] {
  const { directives, sections } = readGolden(document)
  return directives.flatMap(({ section, text, addressee: own }) => {
    const addressee = own ?? sections[section]?.addressee
    const audience = addressee?.audience.includes('unaddressed') === true ? (addressee.scope ?? []) : (addressee?.audience ?? [])
    return audience.some((one) => kindsReachedBy(one as Parameters<typeof kindsReachedBy>[0]).includes(kind)) ? [text] : []
  })
}

/** JSON with sorted keys, absent and null alike. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).filter(([, inner]) => inner !== null && inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
