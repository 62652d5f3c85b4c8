import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newSettings } from '../user-pools/settings/requested-settings.ts'
import { issuers } from './issuer.ts'

const pool = { id: 'eu-west-1_AbC012xyZ', region: 'eu-west-1', settings: newSettings({}) }

describe('the issuer of a pool', () => {
  test('lies under the public address', () => {
    const expected = 'https://id.example.com/eu-west-1_AbC012xyZ'
    assert.equal(issuers('public-url', 'https://id.example.com')(pool), expected)
    assert.equal(issuers('public-url', 'https://id.example.com/')(pool), expected)
  })

  test('has the form of the service if so configured, in either of its types', () => {
    const issuerOf = issuers('aws', 'https://id.example.com')
    assert.equal(issuerOf(pool), 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC012xyZ')
    const settings = newSettings({ issuerConfiguration: { type: 'UPDATED' } })
    assert.equal(
      issuerOf({ ...pool, settings }),
      'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC012xyZ',
    )
  })
})
