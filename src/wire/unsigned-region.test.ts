import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { unsignedRegion } from './unsigned-region.ts'

describe('the region of a request without a signature', () => {
  const sentTo = (host: string, regions?: readonly string[]) =>
    unsignedRegion(
      { headers: [['host', host]] },
      { regions: regions && new Set(regions), defaultRegion: 'eu-west-1' },
    )?.('us-east-1')

  test('is the one that its host names', () => {
    assert.equal(sentTo('cognito-idp.eu-west-1.amazonaws.com'), 'eu-west-1')
    assert.equal(sentTo('cognito-idp-fips.us-gov-west-1.example:8443'), 'us-gov-west-1')
    assert.equal(sentTo('cognito-idp.ap-south-1.example', ['eu-west-1', 'ap-south-1']), 'ap-south-1')
  })

  test('is the pool’s own where the host names none', () => {
    for (const host of [
      'localhost:7665',
      'id.example.com',
      'cognito-idp.example.com',
      'cognito-idp.eu-west-1',
    ]) {
      assert.equal(sentTo(host), undefined, host)
      assert.equal(sentTo(host, ['us-east-1', 'eu-west-1']), 'us-east-1', host)
    }
  })

  test('is the node’s where the node does not serve the other', () => {
    assert.equal(sentTo('localhost', ['eu-west-1']), 'eu-west-1')
    assert.equal(sentTo('cognito-idp.us-east-1.example', ['eu-west-1']), 'eu-west-1')
  })
})
