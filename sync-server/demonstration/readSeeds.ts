import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '#core/result'
import { districtShape, type DistrictFile } from './seedShape.ts'

/** One document of a district, with its bytes exactly as received (no decoding, no trimming: spans count from them). */
export interface ResolutionSeed {
  readonly file: string
  readonly bytes: Uint8Array
  /** Whole days between the office's publication and the first start. */
  readonly publishedDaysAgo: number
  /** The clerk's decision: points that name nobody go to the kinds their wording concerns. */
  readonly addressUnaddressedByScope: boolean
  /** First and last report date of the points without a printed one, in days after the first start. */
  readonly reportDueDays: readonly [number, number]
}

export type OrganizationSeed = Readonly<DistrictFile['organizations'][number]>

/** One district ready to be loaded: its file, checked, with its documents in the order of the file. */
export interface DistrictSeed extends Omit<DistrictFile, 'resolutions' | 'organizations'> {
  readonly resolutions: readonly ResolutionSeed[]
  readonly organizations: readonly OrganizationSeed[]
}

/** One thing wrong with the seeds: the file under `seeds/`, the place in it (`organizations.3.number`, empty for the whole) and why. */
export interface SeedProblem {
  readonly file: string
  readonly place: string
  readonly message: string
}

/** Every problem found, not only the first; `seedProblemsText` prints them. */
export interface SeedsError {
  readonly type: 'SeedsInvalid'
  readonly problems: readonly SeedProblem[]
}

/**
 * Reads `<folder>/districts/*.json` in the order of their names, with the documents of `<folder>/resolutions`.
 * Returns all districts or every problem at once: half a demonstration is never loaded.
 */
export async function readSeeds(folder: string): Promise<Result<readonly DistrictSeed[], SeedsError>> {
  const names = await districtFileNames(folder)
  if (!names.ok) return err({ type: 'SeedsInvalid', problems: [names.error] })

  const problems: SeedProblem[] = []
  const districts: DistrictSeed[] = []
  for (const name of names.value) {
    const district = await readDistrict(folder, name)
    if (district.ok) districts.push(district.value)
    else problems.push(...district.error)
  }
  problems.push(...findRepeats(districts))
  return problems.length > 0 ? err({ type: 'SeedsInvalid', problems }) : ok(districts)
}

/** The problems as lines for a terminal: `districts/suntar.json organizations.3.number: must be four digits`. */
export function seedProblemsText(error: SeedsError): string {
  return error.problems.map(({ file, place, message }) => `${file}${place === '' ? '' : ` ${place}`}: ${message}`).join('\n')
}

async function districtFileNames(folder: string): Promise<Result<readonly string[], SeedProblem>> {
  try {
    const names = (await readdir(join(folder, 'districts'))).filter((name) => name.endsWith('.json')).sort()
    return names.length > 0 ? ok(names) : err({ file: 'districts', place: '', message: 'holds no district file (*.json)' })
  } catch (cause) {
    return err({ file: 'districts', place: '', message: `cannot be read: ${reasonOf(cause)}` })
  }
}

async function readDistrict(folder: string, name: string): Promise<Result<DistrictSeed, readonly SeedProblem[]>> {
  const file = `districts/${name}`
  const json = await readJson(join(folder, file))
  if (!json.ok) return err([{ file, place: '', message: json.error }])

  const checked = v.safeParse(districtShape, json.value)
  if (!checked.success) {
    return err(checked.issues.map((issue) => ({ file, place: v.getDotPath(issue) ?? '', message: issue.message })))
  }
  const problems: SeedProblem[] = []
  if (checked.output.key !== basename(name, '.json')) {
    problems.push({ file, place: 'key', message: `must equal the file's name, "${basename(name, '.json')}"` })
  }
  const resolutions: ResolutionSeed[] = []
  for (const [index, entry] of checked.output.resolutions.entries()) {
    const bytes = await readDocumentBytes(join(folder, 'resolutions', entry.file))
    if (bytes.ok) resolutions.push({ ...entry, bytes: bytes.value })
    else problems.push({ file, place: `resolutions.${String(index)}.file`, message: `resolutions/${entry.file} ${bytes.error}` })
  }
  return problems.length > 0 ? err(problems) : ok({ ...checked.output, resolutions })
}

async function readJson(path: string): Promise<Result<unknown, string>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    return err(cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : `cannot be read: ${reasonOf(cause)}`)
  }
}

async function readDocumentBytes(path: string): Promise<Result<Uint8Array, string>> {
  try {
    const bytes = await readFile(path)
    return bytes.length > 0 ? ok(new Uint8Array(bytes)) : err('is empty')
  } catch (cause) {
    return err(`cannot be read: ${reasonOf(cause)}`)
  }
}

/** One server holds all districts, so their numbers, sign-ins and documents must not meet. */
function findRepeats(districts: readonly DistrictSeed[]): readonly SeedProblem[] {
  const owners = new Map<string, string>()
  const problems: SeedProblem[] = []
  const claim = (what: string, file: string, place: string): void => {
    const owner = owners.get(what)
    if (owner === undefined) owners.set(what, `${file} ${place}`)
    else problems.push({ file, place, message: `${what} is already taken by ${owner}` })
  }
  for (const district of districts) {
    const file = `districts/${district.key}.json`
    claim(`sign-in "${district.officerLogin}"`, file, 'officerLogin')
    district.resolutions.forEach((entry, index) => { claim(`document "${entry.file}"`, file, `resolutions.${String(index)}.file`) })
    district.organizations.forEach((entry, index) => { claim(`number "${entry.number}"`, file, `organizations.${String(index)}.number`) })
  }
  return problems
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
