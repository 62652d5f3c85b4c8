import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { CATALOGUES } from '../../src/hosted/languages/catalogues.ts'
import { BROWSER_SCRIPT } from '../../src/hosted/pages/sign-in/browser-script.ts'
import { brandedLook } from '../../src/hosted/pages/sign-in/look/branded-look.ts'
import { classicLook } from '../../src/hosted/pages/sign-in/look/classic-look.ts'
import { pageHeaders } from '../../src/hosted/pages/sign-in/page-headers.ts'
import { BRANDING, CLASSIC_CSS, sampleFrame, samplePages } from '../hosted/pages/sample-pages.ts'
import { accessibilityFaults, faultsOfColours, loadAxe } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'

const PHONE = { width: 320, height: 640 } // WCAG 2.2, "Reflow"
/** Of the looks that owners chose, which differ in colours and pictures only. */
const OF_OWNERS = ['sign-in-providers', 'sign-in-failed', 'sign-up', 'code-email']
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
const DESK = { width: 1280, height: 800 }

/** Colours change slowly where the scheme does: from now on they have. */
const COLOURS_CHANGED = 'for (const change of document.getAnimations()) change.finish()'

/** Pages on which the script changes more than the choice of the language, which the error page shows, too. */
const changesByScript = (name: string, html: string) =>
  name === 'error' || html.includes('data-show') || html.includes('data-passkey')

interface Served {
  /** By their names. */
  readonly pages: Readonly<Record<string, string>>
  readonly css: string
  readonly script: string
}

type ColorScheme = 'light' | 'dark'

let browser: Browser
let served: Served
let origin: string
const server = createServer(({ url = '/' }, response) => {
  const path = url.split('?')[0] ?? ''
  const page = served.pages[path.slice(1)]
  if (page !== undefined) response.writeHead(200, { 'content-type': 'text/html', ...pageHeaders(served.css) })
  else response.writeHead(200, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'image/svg+xml' })
  response.end(page ?? (path.endsWith('.js') ? served.script : PICTURE))
})

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  server.close()
})

async function openSample(
  name: string,
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const frame = sampleFrame()
  const context = await browser.newContext(options)
  served = { pages: samplePages(frame), css: frame.look.css, script: BROWSER_SCRIPT }
  const page = await context.newPage()
  await page.goto(`${origin}/${name}`)
  return page
}

describe('every sign-in page in a browser', () => {
  const looks = {
    plain: sampleFrame().look,
    branded: brandedLook(BRANDING),
    classic: classicLook({ css: CLASSIC_CSS, logo: '/logo' }),
  }
  for (const [look, viewports, isScripted, schemes] of [
    ['plain', [PHONE, DESK], true, ['light', 'dark']],
    ['plain', [PHONE, DESK], false, ['light', 'dark']],
    ['branded', [PHONE], true, ['dark']],
    ['classic', [DESK], true, ['light']],
  ] as const) {
    const sizes = viewports.map(({ width }) => width).join(' and ')
    const scripted = isScripted ? 'with script' : 'without script'
    const title = `${look}, ${sizes}, ${schemes.join(' and ')}, ${scripted}`
    test(`is accessible, within the window, and keeps its policy: ${title}`, async () => {
      const frame = sampleFrame({ look: looks[look] })
      const all = Object.entries(samplePages(frame))
      const pages = Object.fromEntries(
        all.filter(([name, html]) =>
          look === 'plain' ? isScripted || changesByScript(name, html) : OF_OWNERS.includes(name),
        ),
      )
      // axe-core is a script itself, so only that of the pages is left out.
      served = { pages, css: frame.look.css, script: isScripted ? BROWSER_SCRIPT : '' }
      const context = await browser.newContext()
      await loadAxe(context)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => void complaints.push(message.text()))
      page.on('pageerror', (error) => void complaints.push(String(error)))
      for (const name of Object.keys(pages)) {
        let [scheme, other]: readonly ColorScheme[] = schemes
        await page.setViewportSize(viewports[0])
        await page.emulateMedia({ colorScheme: scheme })
        await page.goto(`${origin}/${name}`)
        for (const viewport of viewports) {
          const place = `${name}, ${viewport.width}`
          await page.setViewportSize(viewport)
          assert.deepEqual(await accessibilityFaults(page), [], `${place}, ${scheme}`)
          const overflow = await page.evaluate<number>(
            'document.documentElement.scrollWidth - window.innerWidth',
          )
          assert.ok(overflow <= 0, `${place}: ${overflow} pixels beyond the edge`)
          if (!other) continue
          await page.emulateMedia({ colorScheme: other })
          await page.evaluate(COLOURS_CHANGED)
          assert.deepEqual(await faultsOfColours(page), [], `${place}, ${other}`)
          ;[scheme, other] = [other, scheme]
        }
      }
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }
})

describe('the script of the pages', () => {
  test('shows a password on demand, and hides it before the form is sent', async () => {
    const page = await openSample('sign-in')
    const field = page.getByLabel('Password')
    await page.getByRole('button', { name: 'Show' }).click()
    assert.equal(await field.getAttribute('type'), 'text')
    await page.getByRole('button', { name: 'Hide' }).click()
    assert.equal(await field.getAttribute('type'), 'password')
    await page.context().close()
  })

  test('ticks the rules that a new password meets', async () => {
    const page = await openSample('sign-up')
    const met = () => page.locator('.passwordCheck-valid-customizable').allTextContents()
    assert.deepEqual(await met(), [])
    await page.getByLabel('Password', { exact: true }).fill('abcD1')
    assert.deepEqual(await met(), ['a lowercase letter', 'an uppercase letter', 'a number'])
    for (const symbol of '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-') {
      await page.getByLabel('Password', { exact: true }).fill(`abcD1xyz${symbol}`)
      assert.equal((await met()).length, 5, symbol)
    }
    await page.context().close()
  })

  test('changes the language at once, by the form that works without it', async () => {
    const page = await openSample('sign-in')
    assert.equal(await page.getByRole('button', { name: 'Change' }).isVisible(), false)
    const asked = page.waitForRequest(/lang=fr/)
    await page.getByLabel('Language').selectOption('fr')
    const query = new URL((await asked).url()).searchParams
    assert.equal(query.get('client_id'), '1example23456789')
    await page.context().close()
  })

  test('puts the cursor into the first field with a fault', async () => {
    const page = await openSample('sign-up-failed')
    assert.equal(await page.evaluate('document.activeElement.name'), 'requiredAttributes[given_name]')
    await page.context().close()
  })

  test('is missed by passkeys only: their page says so', async () => {
    const page = await openSample('passkey', { javaScriptEnabled: false })
    assert.equal(await page.getByText(CATALOGUES.en.passkeyNeedsScript).isVisible(), true)
    assert.equal(await page.getByRole('button', { name: CATALOGUES.en.usePasskey }).isVisible(), false)
    assert.equal(await page.getByRole('button', { name: 'Try another way' }).isVisible(), true)
    await page.goto(`${origin}/sign-in`)
    assert.equal(await page.getByRole('button', { name: 'Change' }).isVisible(), true)
    await page.context().close()
  })
})
