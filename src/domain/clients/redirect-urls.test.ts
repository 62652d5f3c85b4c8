import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertRedirectUrls, impliedRedirectUri } from './redirect-urls.ts'

const refuses = (urls: Parameters<typeof assertRedirectUrls>[0], message: string) =>
  assert.throws(() => assertRedirectUrls(urls), { name: 'InvalidParameterException', message })

describe('a redirect URL', () => {
  for (const url of [
    'https://example.com/callback?a=b',
    'myapp://example',
    'com.example.app:/in',
    'http://localhost',
    'http://localhost:3000/in',
    'HTTP://LOCALHOST/',
    'http://127.0.0.1:8080',
    'http://[::1]:3000/in',
  ]) {
    test(`may be ${url}`, () => assertRedirectUrls({ callbackURLs: [url], logoutURLs: [url] }))
  }

  for (const url of [
    'http://example.com',
    'HTTP://example.com',
    'http://localhost.example.com',
    'http://localhost@example.com',
    'http://127.0.0.1.example.com/',
    'http://127.0.0.2/',
    'http://',
  ]) {
    test(`may not be ${url}, neither to come back to nor to leave to`, () => {
      refuses({ callbackURLs: ['https://example.com', url] }, `${url} cannot use the HTTP protocol.`)
      refuses({ logoutURLs: [url] }, `${url} cannot use the HTTP protocol.`)
    })
  }

  for (const url of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://a/b',
  ]) {
    test(`may not be ${url}, neither to come back to nor to leave to`, () => {
      refuses({ callbackURLs: [url] }, `${url} cannot hold a script.`)
      refuses({ logoutURLs: [url] }, `${url} cannot hold a script.`)
    })
  }

  test('has no fragment if it is a callback', () => {
    refuses({ callbackURLs: ['https://example.com/#'] }, 'https://example.com/# cannot use fragment')
    assertRedirectUrls({ logoutURLs: ['https://example.com/#/bye'] })
  })

  test('is the default in clients with one identity provider', () => {
    const defaultRedirectURI = 'https://example.com'
    for (const supportedIdentityProviders of [undefined, [], ['COGNITO'], ['Idp']]) {
      assert.equal(impliedRedirectUri({ defaultRedirectURI, supportedIdentityProviders }), defaultRedirectURI)
    }
    const several = { defaultRedirectURI, supportedIdentityProviders: ['COGNITO', 'Idp'] }
    assert.equal(impliedRedirectUri(several), undefined)
  })

  test('is a callback, letter for letter, if it is the default', () => {
    const callbackURLs = ['https://example.com/a', 'https://example.com/b']
    assertRedirectUrls({ callbackURLs, defaultRedirectURI: 'https://example.com/b' })
    refuses(
      { callbackURLs, defaultRedirectURI: 'https://example.com/B' },
      'The default redirect URI https://example.com/B is not in the callback URIs list.',
    )
    refuses(
      { defaultRedirectURI: 'https://example.com' },
      'The default redirect URI https://example.com is not in the callback URIs list.',
    )
  })
})
