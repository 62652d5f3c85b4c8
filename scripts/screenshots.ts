// Takes a picture of every sign-in page, on a phone and on a desk, light and dark, into the folder screenshots/.
//
//   npm run screenshots                  all, in English
//   npm run screenshots -- ja sign-up    in Japanese, only pages whose name contains "sign-up"
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES } from '../src/hosted/languages/language.ts'
import { BROWSER_SCRIPT } from '../src/hosted/pages/sign-in/browser-script.ts'
import { brandedLook } from '../src/hosted/pages/sign-in/look/branded-look.ts'
import { classicLook } from '../src/hosted/pages/sign-in/look/classic-look.ts'
import { pageHeaders } from '../src/hosted/pages/sign-in/page-headers.ts'
import type { Frame } from '../src/hosted/pages/sign-in/parts/frame.ts'
import { BRANDING, CLASSIC_CSS, sampleFrame, samplePages } from '../test/hosted/pages/sample-pages.ts'
import { openBrowser } from '../test/support/browser.ts'

const FOLDER = 'screenshots'
const ORIGIN = 'http://pages.example.com'
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } }

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40" width="160" height="40"><circle cx="20" cy="20" r="16" fill="#f08c00"/><text x="44" y="29" font-family="sans-serif" font-size="26" font-weight="700" fill="#8a4baf">Example</text></svg>`
const BACKGROUND = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#e9d5f7"/><stop offset="1" stop-color="#fde2c8"/></linearGradient></defs><rect width="10" height="10" fill="url(#g)"/></svg>`

const words = process.argv.slice(2)
const language = LANGUAGES.find((tag) => words.includes(tag)) ?? 'en'
const wanted = words.filter((word) => word !== language)

const frame = sampleFrame({}, language)
const pages: Array<readonly [name: string, html: string, frame: Frame]> = [
  ...Object.entries(samplePages(frame)).map(([name, html]) => [name, html, frame] as const),
  ...['sign-in-providers', 'code-email', 'sign-up'].flatMap((name) =>
    Object.entries({
      branded: { ...frame, look: brandedLook(BRANDING) },
      classic: { ...frame, look: classicLook({ css: CLASSIC_CSS, logo: '/logo.svg' }) },
    }).map(([look, changed]) => [`${name}-${look}`, samplePages(changed)[name] ?? '', changed] as const),
  ),
].filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)))

mkdirSync(FOLDER, { recursive: true })
const browser = await openBrowser()
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1 })
    const page = await context.newPage()
    for (const [name, html, { look }] of pages) {
      await page.route(`${ORIGIN}/**`, (route) => {
        const { pathname } = new URL(route.request().url())
        if (pathname === '/')
          return route.fulfill({
            contentType: 'text/html',
            headers: { ...pageHeaders(look.css) },
            body: html,
          })
        if (pathname.endsWith('.js'))
          return route.fulfill({ contentType: 'text/javascript', body: BROWSER_SCRIPT })
        const isBackground = pathname.includes('background')
        return route.fulfill({ contentType: 'image/svg+xml', body: isBackground ? BACKGROUND : LOGO })
      })
      await page.goto(`${ORIGIN}/`)
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`), fullPage: true })
      await page.unroute(`${ORIGIN}/**`)
    }
    await context.close()
  }
}
await browser.close()
console.log(`${pages.length * 4} pictures are in ${FOLDER}/.`)
