import { type Page, type TestInfo, test as base } from '@playwright/test'
import { unpackOldChromium } from '../../../tools/oldChromium.ts'
import { officePassword } from './demonstrationData.ts'
import { type LiveServer, type LiveServerOptions, startLiveServer } from './liveServer.ts'
import { type Office, openOffice } from './office.ts'
import { Phone, type PhoneOptions } from './phone.ts'

export interface PhoneOption {
  /** `androidEight`: Chromium 138, the last that such phones get. */
  readonly phoneBrowser: 'current' | 'androidEight'
}

interface Fixtures extends PhoneOption {
  /** A server of this test alone, with fresh data. */
  readonly server: LiveServer
  /** Narrows the server's bounds: `test.use({ limits: { pageSize: 4 } })`. */
  readonly limits: NonNullable<LiveServerOptions['limits']>
  /** False for districts that have not published anything yet. */
  readonly hasDocuments: boolean
  /** For a server with nothing in its database: the code that makes it an office. */
  readonly setupCode: string | undefined
  /** A new phone on the test's server; thrown away after the test. */
  readonly newPhone: (options?: Omit<PhoneOptions, 'road'>) => Promise<Phone>
  /** A specialist of a district, signed in. */
  readonly newOffice: (districtKey: string, colorScheme?: 'light' | 'dark') => Promise<Office>
}

export const test = base.extend<Fixtures>({
  limits: [{}, { option: true }],
  hasDocuments: [true, { option: true }],
  setupCode: [undefined, { option: true }],
  phoneBrowser: ['current', { option: true }],
  server: async ({ limits, hasDocuments, setupCode }, use) => {
    const server = await startLiveServer({ limits, hasDocuments, ...(setupCode === undefined ? {} : { setupCode }) })
    await use(server)
    await server.close()
  },
  newPhone: async ({ server, phoneBrowser }, use, testInfo) => {
    const phones: Phone[] = []
    const browserPath = phoneBrowser === 'androidEight' ? unpackOldChromium() : undefined
    await use(async (options = {}) => {
      const phone = await Phone.unpack({ browserPath, ...options, road: await server.openRoad() })
      phones.push(phone)
      return phone
    })
    for (const [i, phone] of phones.entries()) {
      if (testInfo.errors.length > 0) await keepPicture(phone.page, testInfo, `phone ${String(i + 1)}`)
      await phone.throwAway()
    }
  },
  newOffice: async ({ server, browser }, use, testInfo) => {
    const offices: Office[] = []
    await use(async (districtKey, colorScheme = 'light') => {
      const { officerLogin } = await server.findSchool(districtKey)
      const office = await openOffice(browser, { url: server.url, login: officerLogin, password: officePassword, colorScheme })
      offices.push(office)
      return office
    })
    for (const office of offices) {
      if (testInfo.errors.length > 0) await keepPicture(office.page, testInfo, 'office')
      await office.close()
    }
  },
})

/** What stood on the screen when a test failed. */
async function keepPicture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const path = testInfo.outputPath(`${name}.png`)
  await page.screenshot({ path, fullPage: true }).then(() => testInfo.attach(name, { path }), () => undefined)
}

export { expect } from '@playwright/test'
