import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { UpdateUserPoolDomainCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import { CALLBACK, onBoth, openSite, type Site } from '../oauth/site.ts'
import { openVisitor, placeOf } from './visitor.ts'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openSite(house)
  })

  const domainOf = ({ base }: Site) => /\/domains\/([\w-]+)\./.exec(base)?.[1]

  /** A browser in which alice has signed in, at the choice of an account. */
  const atChoice = async () => {
    const first = openVisitor(site)
    await first.visit('/login')
    assert.equal(placeOf(await first.send({ username: 'alice', password: PASSWORD })), CALLBACK)
    const visitor = openVisitor(site, { prompt: 'select_account' }, first.browser)
    return { visitor, page: await visitor.visit('/oauth2/authorize') }
  }

  describe('the choice of an account', () => {
    test('goes on as the user of the browser', async () => {
      const { visitor, page } = await atChoice()
      assert.equal(placeOf(page), '/login')
      assert.match(page.text, /Continue as alice/)
      const done = await visitor.send({ action: 'continue' })
      assert.match(done.path, /^https:\/\/app\.example\/callback\?code=[\w-]+&state=state-1$/)
    })

    test('is asked for by the sign-in page of version 1 itself, and not by the authorization endpoint', async () => {
      const { visitor } = await atChoice()
      const again = openVisitor(site, {}, visitor.browser)
      assert.match((await again.visit('/login')).text, /Continue as alice/)
      assert.equal(placeOf(await again.send({ action: 'continue' })), CALLBACK)
      assert.equal(placeOf(await again.visit('/oauth2/authorize')), CALLBACK)
      const silent = openVisitor(site, { prompt: 'none' }, visitor.browser)
      assert.equal(placeOf(await silent.visit('/login')), CALLBACK)
      const named = { UserPoolId: site.pool, Domain: domainOf(site), ManagedLoginVersion: 2 }
      await house.client().send(new UpdateUserPoolDomainCommand(named))
      assert.equal(placeOf(await again.visit('/login')), CALLBACK)
      await house.client().send(new UpdateUserPoolDomainCommand({ ...named, ManagedLoginVersion: 1 }))
    })

    test('lets another user sign in', async () => {
      const { visitor, page } = await atChoice()
      const another = /<a class="button" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const text = await (await visitor.browser.get(another)).text()
      assert.match(text, /name="password"/)
    })

    test('signs the user out', async () => {
      const { visitor } = await atChoice()
      const page = await visitor.send({ action: 'signout' })
      assert.match(page.text, /You’re signed out/)
      assert.equal(visitor.browser.cookie('cognito'), undefined)
      assert.match((await visitor.visit('/login')).text, /name="password"/)
    })

    test('is only taken from our own page, and is not there without a session', async () => {
      const { visitor } = await atChoice()
      const { browser } = visitor
      const stranger = openVisitor(site, { prompt: 'select_account' })
      assert.match((await stranger.visit('/login')).text, /name="password"/)
      assert.equal(placeOf(await stranger.send({ action: 'continue' })), '/login')
      const forged = await browser.post('/login?client_id=x', { action: 'signout', csrf: 'x' })
      assert.notEqual(forged.status, 200)
      assert.notEqual(browser.cookie('cognito'), undefined)
    })
  })

  describe('the page that adds a passkey', () => {
    const path = (change: Record<string, string> = {}) =>
      `/passkeys/add?${new URLSearchParams({ client_id: site.clientId, redirect_uri: CALLBACK, ...change })}`

    test('asks for a sign-in first, which comes back to the application', async () => {
      const response = await openVisitor(site).browser.get(path())
      assert.match(
        response.headers.get('location') ?? '',
        /\/oauth2\/authorize\?client_id=\w+&response_type=code&/,
      )
    })

    test('leads nowhere but to an address of the client', async () => {
      const { visitor } = await atChoice()
      for (const change of [
        { redirect_uri: 'https://evil.example' },
        { client_id: 'x' },
        { redirect_uri: '' },
      ]) {
        const response = await visitor.browser.get(path(change))
        assert.match(response.headers.get('location') ?? '', /\/error\?error=/)
      }
    })

    test('says so where the pool has no passkeys', async () => {
      const { visitor } = await atChoice()
      const response = await visitor.browser.get(path())
      assert.equal(response.status, 400)
      assert.match(await response.text(), /Something went wrong/)
    })
  })
})
