import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { packageFile } from '../../src/kernel/package-file.ts'
import { openBrowser, openPage } from '../support/browser.ts'
import { type Poolhouse, PUBLIC_URL, startPoolhouse } from '../support/poolhouse.ts'

let house: Poolhouse
let browser: Browser

before(async () => {
  house = await startPoolhouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

describe('the first page in a browser', () => {
  test('shows what it is, its version, and where the guides are', async () => {
    const { page, complaints, requests } = await openPage(browser)
    await page.goto(house.url)
    const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'))
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), `Poolhouse ${version}`)
    const text = (await page.locator('main').textContent()) ?? ''
    assert.match(text, /speaks the Amazon Cognito user pools API/)
    assert.match(text, new RegExp(`--endpoint-url ${PUBLIC_URL}`))
    const guides = text.match(/docs\/guides\/[\w-]+\.md/g) ?? []
    assert.ok(guides.length > 0)
    for (const guide of guides) assert.doesNotThrow(() => readFileSync(packageFile(guide)), guide)
    assert.deepEqual([complaints, requests], [[], [`${house.url}/`]])
    await page.close()
  })

  test('leads to the inbox, to health and to readiness, and back', async () => {
    const { page } = await openPage(browser)
    for (const [link, path] of [
      ['Health', '/health'],
      ['Readiness', '/ready'],
      ['Inbox', '/inbox'],
    ] as const) {
      await page.goto(house.url)
      await page.getByRole('link', { name: link }).click()
      await page.waitForURL(house.url + path)
    }
    await page.getByRole('link', { name: 'Poolhouse' }).click()
    await page.waitForURL(`${house.url}/`)
    await page.close()
  })

  test('fits a phone, in light and in darkness', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await openPage(browser, { width: 320, height: 600 })
      await page.emulateMedia({ colorScheme })
      await page.goto(house.url)
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      assert.ok(overflow <= 0, `${overflow} pixels beyond the edge`)
      const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      assert.equal(ground, colorScheme === 'light' ? 'rgb(244, 247, 250)' : 'rgb(14, 21, 32)')
      await page.close()
    }
  })
})

describe('the first page elsewhere', () => {
  test('is a few lines of text', async () => {
    const answer = await fetch(house.url, { headers: { accept: '*/*' } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(await answer.text(), /^Poolhouse \d+\.\d+\.\d+\nA self-hosted server [\s\S]*\/health\n/)
  })

  test('mentions no inbox if there is none', async () => {
    const other = await startPoolhouse({
      mail: { url: 'smtp://127.0.0.1:9', from: 'a@example.com', timeout: 1 },
      sms: { url: 'http://127.0.0.1:9/', timeout: 1 },
    })
    for (const accept of ['text/html', '*/*']) {
      assert.doesNotMatch(await (await fetch(other.url, { headers: { accept } })).text(), /inbox/i)
    }
    await other.close()
  })
})
