import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainLocator } from '../domains/domain-address.ts'
import type { UserPoolDomain } from '../domains/user-pool-domain.ts'
import { newSettings } from '../user-pools/settings/requested-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { passkeySettings } from './passkey-settings.ts'
import { relyingPartyOf } from './relying-party.ts'

const base = newSettings({})
const allowed = {
  ...base,
  policies: { ...base.policies, signInPolicy: { allowedFirstAuthFactors: ['WEB_AUTHN'] } },
}

const domain = (name: string, custom = false): UserPoolDomain => ({
  userPoolId: 'us-east-1_a',
  region: 'us-east-1',
  domain: name,
  custom: custom ? { certificateArn: 'arn' } : undefined,
  managedLoginVersion: 1,
  createdAt: 0,
  modifiedAt: 0,
})

async function relyingParty(url: string, domains: readonly UserPoolDomain[], settings: object = {}) {
  const sources = {
    storage: { stores: { domains: { ofPool: async () => domains } } },
    domainLocator: domainLocator(url),
  } as unknown as Parameters<typeof passkeySettings>[0]
  const pool = { id: 'us-east-1_a', settings: { ...allowed, ...settings } } as unknown as UserPool
  return relyingPartyOf(await passkeySettings(sources, pool))?.id
}

test('the relying party is the one that the pool names', async () => {
  const named = { webAuthnConfiguration: { relyingPartyId: 'example.com' } }
  assert.equal(await relyingParty('https://id.example.com', [domain('shop')], named), 'example.com')
})

test('by default it is the custom domain, else the host of the prefix domain', async () => {
  const both = [domain('shop'), domain('auth.shop.example', true)]
  assert.equal(await relyingParty('https://id.example.com', both), 'auth.shop.example')
  const host = 'shop.auth.us-east-1.id.example.com'
  assert.equal(await relyingParty('https://id.example.com', [domain('shop')]), host)
  assert.equal(await relyingParty('http://localhost:7665', both), 'localhost')
})

test('there is none without a domain, without passkeys, and at an IP address', async () => {
  assert.equal(await relyingParty('https://id.example.com', []), undefined)
  assert.equal(
    await relyingParty('https://id.example.com', [domain('shop')], { policies: base.policies }),
    undefined,
  )
  assert.equal(await relyingParty('http://127.0.0.1:7665', [domain('shop')]), undefined)
  assert.equal(await relyingParty('http://[::1]:7665', [domain('shop')]), undefined)
})

test('the other settings of passkeys stay', async () => {
  const settings = { webAuthnConfiguration: { userVerification: 'required' } }
  assert.equal(
    await relyingParty('https://id.example.com', [domain('auth.a.example', true)], settings),
    'auth.a.example',
  )
})
