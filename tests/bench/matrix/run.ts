import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumArguments, findChromium } from '../../../tools/browser.ts'
import { buildBrowserPrograms } from '../../../tools/build.ts'
import { openOffice } from '../../e2e/support/office.ts'
import { testPassword } from '../../support/officeClient.ts'
import { type MatrixServer, openMatrixServer } from './matrixServer.ts'
import { type PageRuns, measureTables, tablesToJson, tablesToMarkdown } from './measurePages.ts'
import { measureQueries, queriesToMarkdown, queryNames, ratioOf } from './measureQueries.ts'
import { openPlainTable } from './plainTable.ts'
import { benchLogin } from './syntheticDistrict.ts'

/** The share of the large district that the small one has. */
const smaller = 10

/**
 * `npm run bench -- matrix`: the control of a large district in a real browser beside plain tables, and its queries
 * beside those of a tenth of it, in one run. Prints Markdown tables of medians and one JSON line; nothing here turns red.
 */
export async function runMatrix(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      organizations: { type: 'string', default: '300' },
      directives: { type: 'string', default: '100' },
      cpu: { type: 'string', default: '1,4' },
      parts: { type: 'string', default: 'pages,queries' },
    },
  })
  const [runs, organizations, directives] = [Number(values.runs), Number(values.organizations), Number(values.directives)]
  const parts = values.parts.split(',')
  const loadBefore = loadavg()[0]
  const { folder } = await buildBrowserPrograms()
  const [small, large] = [await openMatrixServer(Math.ceil(organizations / smaller), directives, null), await openMatrixServer(organizations, directives, folder)]
  try {
    const tables = parts.includes('pages') ? await measureMatrix(large, { organizations, directives, runs, cpuRates: values.cpu.split(',').map(Number) }) : []
    if (tables.length > 0) console.log(`${tablesToMarkdown(tables)}\n`)
    const [few, many] = parts.includes('queries') ? await measureQueries([small, large], runs) : []
    const sizes = [`${String(Math.ceil(organizations / smaller))} × ${String(directives)}`, `${String(organizations)} × ${String(directives)}`] as const
    if (few !== undefined && many !== undefined) console.log(`${queriesToMarkdown(sizes, [few, many])}\n`)
    const ratios = few === undefined || many === undefined ? {} : Object.fromEntries(queryNames.map((name) => [name, Number(ratioOf(name, few, many).toFixed(1))]))
    const machine = { cores: availableParallelism(), node: process.versions.node, loadBefore, loadAfter: loadavg()[0] }
    console.log(JSON.stringify({ matrix: true, organizations, directives, runs, machine, tables: tablesToJson(tables), ratios, limits: { cells: 3000, ratio: 12 } }))
  } finally {
    await small.close()
    await large.close()
  }
}

interface Measuring {
  readonly organizations: number
  readonly directives: number
  readonly runs: number
  readonly cpuRates: readonly number[]
}

async function measureMatrix(server: MatrixServer, { organizations, directives, runs, cpuRates }: Measuring): Promise<PageRuns[]> {
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === undefined ? {} : { executablePath }) })
  const [screen, whole] = [await openPlainTable(40, 40), await openPlainTable(organizations, directives)]
  try {
    const { context, page } = await openOffice(browser, { url: server.url, login: benchLogin, password: testPassword })
    await page.close()
    const pages = [
      { name: 'ours', context, url: () => `${server.url}/office/control`, box: '.frame:has(> [role=grid])' },
      { name: 'plain 40 × 40', context, url: () => screen.url, box: '.frame' },
      { name: `plain ${String(organizations)} × ${String(directives)}`, context, url: () => whole.url, box: '.frame' },
    ]
    return await measureTables(pages, cpuRates, runs)
  } finally {
    await browser.close()
    await screen.close()
    await whole.close()
  }
}
