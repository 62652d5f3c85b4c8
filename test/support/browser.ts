// A real browser, without a window.
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as chromiumDriver, type Page } from 'playwright-core'

/** Root may not use the sandbox, and nothing may be requested from other hosts. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser was seen to crash as it started, once in thousands of starts. */
const TRIES = 3

export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  for (let tries = 1; ; tries++) {
    try {
      return await chromiumDriver.launch({ executablePath, args: FLAGS, headless: true })
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}

export interface WatchedPage {
  readonly page: Page
  /** The page's complaints, such as a violated policy or a failed request. */
  readonly complaints: readonly string[]
  /** The addresses of all its requests. */
  readonly requests: readonly string[]
}

export async function openPage(
  browser: Browser,
  viewport = { width: 1000, height: 800 },
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport })
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => void complaints.push(message.text()))
  page.on('pageerror', (error) => void complaints.push(String(error)))
  page.on('requestfailed', (request) => void complaints.push(`${request.url()} failed`))
  page.on('request', (request) => void requests.push(request.url()))
  return { page, complaints, requests }
}
