import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPage } from '../support/browser.ts'
import { type Journeys, openJourneys } from '../support/journeys.ts'
import { INBOX_TOKEN } from '../support/poolhouse.ts'

let it: Journeys
let browser: Browser
let ClientId: string

before(async () => {
  it = await openJourneys()
  browser = await openBrowser()
  ClientId = await it.newClient(await it.newPool({ AutoVerifiedAttributes: ['email'] }))
})
after(async () => {
  await browser?.close()
  await it?.close()
})

describe('the inbox in a browser', () => {
  test('gives a developer the code with which a new user is confirmed', async () => {
    const jane = await it.signUp(ClientId, { email: 'jane@example.com' })
    await it.signUp(ClientId, { email: 'joe@example.com' })
    const { page, complaints, requests } = await openPage(browser)
    await page.goto(`${it.house.url}/inbox?token=${INBOX_TOKEN}`) // the link of the greeting
    assert.equal(page.url(), `${it.house.url}/inbox`)
    assert.equal(await page.getByRole('article').count(), 2)

    await page.getByRole('textbox', { name: 'Address or phone number' }).fill('jane@example.com')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/to=jane/)
    const articles = page.getByRole('article')
    assert.equal(await articles.count(), 1)
    const code = await articles.first().locator('.code').textContent()
    await it.ok('ConfirmSignUp', { ClientId, Username: jane.Username, ConfirmationCode: code })

    assert.deepEqual(complaints, [])
    assert.ok(requests.every((address) => address.startsWith(`${it.house.url}/inbox`)))
    assert.equal(await page.evaluate('document.cookie'), '') // scripts cannot read it
    await page.close()
  })

  test('is drawn with its own style, which its policy allows', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${it.house.url}/inbox?token=${INBOX_TOKEN}`)
    assert.equal((await page.locator('main').boundingBox())?.width, 736) // 46 rem
    await page.close()
  })

  test('says when there is nothing to show, and fits on a phone', async () => {
    const { page } = await openPage(browser, { width: 320, height: 600 })
    await page.goto(
      `${it.house.url}/inbox?token=${INBOX_TOKEN}&to=${'a-very-long-address-'.repeat(10)}@example.com`,
    )
    assert.equal(await page.getByText('No messages.').isVisible(), true)
    await it.signUp(ClientId, { email: 'long@example.com' }, 'x'.repeat(128))
    await page.goto(`${it.house.url}/inbox`)
    const overflow = await page.evaluate<number>('document.body.scrollWidth - window.innerWidth')
    assert.ok(overflow <= 0, `${overflow} pixels beyond the edge`)
    await page.close()
  })

  test('asks for the token, and shows the inbox to users who have it', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${it.house.url}/inbox`)
    assert.equal(await page.getByRole('article').count(), 0)
    await page.getByRole('textbox', { name: 'Token' }).fill('not the token')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: 'Token' }).fill(INBOX_TOKEN)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('search').waitFor()
    assert.equal(page.url(), `${it.house.url}/inbox`)
    const refusals = complaints.filter((text) => !/status of 401/.test(text))
    assert.deepEqual(refusals, [])
    await page.close()
  })

  test('takes what others wrote for text', async () => {
    const { page, complaints } = await openPage(browser)
    const name = '<img/src=x/onerror=alert(1)>'
    await it.signUp(ClientId, { email: 'hostile@example.com' }, name)
    await page.goto(`${it.house.url}/inbox?token=${INBOX_TOKEN}&to=hostile%40example.com`)
    assert.equal(await page.locator('img').count(), 0)
    assert.equal(await page.getByText(name, { exact: false }).count(), 1)
    assert.deepEqual(complaints, [])
    await page.close()
  })
})
