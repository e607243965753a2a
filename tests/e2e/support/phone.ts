/** A phone: one browser profile on disk, which is closed, killed and started again like the real one. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, type Locator, type Page, chromium, expect } from '@playwright/test'
import { chromiumArguments, findChromium } from '../../../tools/browser.ts'
import { doubleTapMs } from '../../../src/composables/useDoubleTapGuard.ts'
import type { Gateway } from './gateway.ts'

/** Taps nearer than this (CSS px) may count as one. */
const samePlacePx = 24

export interface PhoneOptions {
  /** The phone's own road to the server. */
  readonly road: Gateway
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  /** The browser's program; this machine's Chromium without it. */
  readonly browserPath?: string | undefined
}

export class Phone {
  /** How many times the person tapped since `countTaps` was called. */
  taps = 0
  readonly road: Gateway
  /** Every origin that the page or its worker ever asked. */
  readonly askedOrigins = new Set<string>()
  /** What no part of the program caught, in any of its pages: errors and rejections. */
  readonly errors: string[] = []
  readonly #options: PhoneOptions
  readonly #profile: string
  #context: BrowserContext
  #page: Page
  #lastTap = { atMs: -doubleTapMs, x: 0, y: 0 }

  private constructor(options: PhoneOptions, profile: string, context: BrowserContext, page: Page) {
    this.road = options.road
    this.#options = options
    this.#profile = profile
    this.#context = context
    this.#page = page
  }

  /** A new phone with an empty memory, showing nothing yet. */
  static async unpack(options: PhoneOptions): Promise<Phone> {
    const profile = await mkdtemp(join(tmpdir(), 'porucheno-phone-'))
    const { context, page } = await startBrowser(profile, options)
    const phone = new Phone(options, profile, context, page)
    phone.#follow(context)
    return phone
  }

  get page(): Page {
    return this.#page
  }

  get context(): BrowserContext {
    return this.#context
  }

  /** One more tab of the same phone, on its own page; it is thrown away with the phone. */
  async openTab(path = '/'): Promise<Phone> {
    const tab = new Phone(this.#options, this.#profile, this.#context, await this.#context.newPage())
    await tab.open(path)
    return tab
  }

  async open(path = '/'): Promise<void> {
    await this.#page.goto(`${this.road.url}${path}`)
  }

  /** Taps as a person does: never twice at one place within the time that the program takes for one trembling tap. */
  async tap(target: Locator): Promise<void> {
    // Into the middle, as a thumb would: bars stand at the edges.
    const { x, y } = await target.evaluate((element) => {
      element.scrollIntoView({ block: 'center' })
      const box = element.getBoundingClientRect()
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    })
    const last = this.#lastTap
    if (Math.hypot(x - last.x, y - last.y) < 2 * samePlacePx) {
      await expect.poll(() => performance.now() - last.atMs, { intervals: [50] }).toBeGreaterThan(doubleTapMs)
    }
    await target.tap()
    this.#lastTap = { atMs: performance.now(), x, y }
    this.taps += 1
  }

  /** No network: nothing passes, and the browser knows it. */
  async goOffline(): Promise<void> {
    this.road.setCut(true)
    await this.#context.setOffline(true)
  }

  async goOnline(): Promise<void> {
    this.road.setCut(false)
    await this.#context.setOffline(false)
  }

  async close(): Promise<void> {
    await this.#context.close()
  }

  #follow(context: BrowserContext): void {
    context.on('request', (request) => this.askedOrigins.add(new URL(request.url()).origin))
    context.on('weberror', (webError) => {
      const error: unknown = webError.error()
      this.errors.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    })
  }

  /** Starts the browser again on the same memory and opens the program's start address; without a network it stays cut. */
  async start({ isOffline = false, path = '/' }: { readonly isOffline?: boolean; readonly path?: string } = {}): Promise<void> {
    // The road first: a browser wakes its worker before anything can be told to it.
    this.road.setCut(isOffline)
    const { context, page } = await startBrowser(this.#profile, this.#options)
    this.#context = context
    this.#page = page
    this.#follow(context)
    await context.setOffline(isOffline)
    await this.open(path)
    // Chromium 138 forgets what it was told before its first page: it is told once more.
    if (isOffline && (await page.evaluate(() => navigator.onLine))) {
      await context.setOffline(false)
      await context.setOffline(true)
    }
  }

  /** What `kill` needs, prepared beforehand so that the kill itself takes no round trip. */
  async arm(): Promise<() => Promise<void>> {
    const browser = this.#context.browser()
    if (browser === null) throw new Error('This browser has no session of its own.')
    const session: CDPSession = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const closed = new Promise<void>((done) => this.#context.once('close', () => { done() }))
    return async () => {
      for (const { id } of processInfo) killProcess(id)
      await closed
    }
  }

  /** Ends the browser and forgets the phone's memory. */
  async throwAway(): Promise<void> {
    await this.#context.close().catch(() => undefined)
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function killProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch (error) {
    // A child may have ended with its parent.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function startBrowser(profile: string, options: PhoneOptions): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const executablePath = options.browserPath ?? findChromium()
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumArguments],
    viewport: { width: options.width ?? 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'ru-RU',
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  return { context, page: context.pages()[0] ?? (await context.newPage()) }
}
