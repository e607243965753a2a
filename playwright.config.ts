import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './tools/browser.ts'
import type { PhoneOption } from './tests/e2e/support/fixtures.ts'

const executablePath = findChromium()

/** The program under test is started by each suite's own fixtures, on a free port with a fresh database. */
export default defineConfig<PhoneOption>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: process.env['BROWSER_REPORT'] ?? 'test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'ru-RU',
    launchOptions: { args: [...chromiumArguments], ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    {
      name: 'phone',
      testMatch: '**/*.phone.spec.ts',
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
    {
      name: 'androidEight',
      testMatch: '**/*.phone.spec.ts',
      grep: /@androidEight/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, phoneBrowser: 'androidEight' },
    },
    {
      name: 'desktop',
      testMatch: '**/*.office.spec.ts',
      use: { viewport: { width: 1366, height: 768 } },
    },
  ],
})
