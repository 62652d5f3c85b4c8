import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { federationSettings } from '../../src/cli/command/federation-settings.ts'
import { problemsOf, resolved } from './resolved.ts'

describe('the settings of federation', () => {
  test('allow no private addresses unless they are on', () => {
    assert.equal(federationSettings(resolved().config).privateAddresses, false)
    const on = resolved({ flags: { federationPrivateAddresses: 'on' } }).config
    assert.equal(federationSettings(on).privateAddresses, true)
    assert.match(problemsOf({ flags: { federationPrivateAddresses: 'yes' } })[0] ?? '', /off, on|off or on/)
  })

  test('name addresses of social providers by their keys, and keep an issuer as it is written', () => {
    const Google = { oidc_issuer: 'https://google.test', token_url: 'https://google.test/token' }
    const { config } = resolved({ file: { 'social-endpoints': { Google } } })
    assert.deepEqual(federationSettings(config).socialEndpoints, { Google })
    assert.equal(federationSettings(resolved().config).socialEndpoints, undefined)
  })

  test('refuse other providers, other keys and what is no address', () => {
    for (const socialEndpoints of [
      { Okta: {} },
      { Google: { client_id: 'x' } },
      { Google: { token_url: 7 } },
      { Google: 'https://google.test' },
      ['Google'],
    ]) {
      const [problem = ''] = problemsOf({ file: { 'social-endpoints': socialEndpoints } })
      assert.match(problem, /must be addresses by provider/, JSON.stringify(socialEndpoints))
    }
    const [problem = ''] = problemsOf({ file: { 'social-endpoints': { Google: { token_url: 'nowhere' } } } })
    assert.match(problem, /must be an address/)
  })
})
