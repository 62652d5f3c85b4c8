import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultForm, domainLocator } from './domain-address.ts'

const shop = { domain: 'shop', region: 'us-east-1' }
const custom = { domain: 'login.shop.example', region: 'us-east-1', custom: { certificateArn: 'arn' } }
const locate = (publicUrl: string, url: string) => domainLocator(publicUrl).locate(new URL(url))

describe('a domain', () => {
  test('is named by a path by default where there are no hosts below the public one', () => {
    for (const url of ['http://localhost:7665', 'http://127.0.0.1', 'http://[::1]:7665']) {
      assert.equal(defaultForm(url), 'path', url)
    }
    for (const url of ['https://auth.example.com', 'http://poolhouse:7665', 'http://localhost.example']) {
      assert.equal(defaultForm(url), 'host', url)
    }
  })

  test('has an address of each form', () => {
    const url = 'http://localhost:7665'
    assert.equal(domainLocator(url).urlOf(shop), 'http://localhost:7665/domains/shop.auth.us-east-1')
    assert.equal(domainLocator(url).urlOf(custom), 'http://localhost:7665/domains/login.shop.example')
    assert.equal(domainLocator(url, 'host').urlOf(shop), 'http://shop.auth.us-east-1.localhost:7665')
    assert.equal(
      domainLocator('https://id.example.com').urlOf(shop),
      'https://shop.auth.us-east-1.id.example.com',
    )
    assert.equal(domainLocator('https://id.example.com').urlOf(custom), 'https://login.shop.example')
    assert.equal(
      domainLocator('https://example.com/auth/', 'path').urlOf(shop),
      'https://example.com/auth/domains/shop.auth.us-east-1',
    )
  })

  test('is found by its host', () => {
    assert.deepEqual(locate('http://localhost:7665', 'http://shop.auth.us-east-1.localhost:7665/login'), {
      named: { kind: 'prefix', prefix: 'shop', region: 'us-east-1' },
      base: '',
      path: '/login',
    })
    assert.deepEqual(locate('http://localhost:7665', 'https://login.shop.example/oauth2/token'), {
      named: { kind: 'custom', name: 'login.shop.example' },
      base: '',
      path: '/oauth2/token',
    })
  })

  test('is found by its path, whose base precedes links and cookies', () => {
    const found = locate(
      'https://example.com/auth',
      'http://10.0.0.7/domains/shop.auth.us-east-1/oauth2/token',
    )
    assert.deepEqual(found, {
      named: { kind: 'prefix', prefix: 'shop', region: 'us-east-1' },
      base: '/auth/domains/shop.auth.us-east-1',
      path: '/oauth2/token',
    })
    assert.equal(locate('http://localhost', 'http://localhost/domains/shop.auth.us-east-1')?.path, '/')
    assert.deepEqual(locate('http://localhost', 'http://localhost/domains/login.shop.example/x')?.named, {
      kind: 'custom',
      name: 'login.shop.example',
    })
  })

  test('is not the server itself, nor an address of it', () => {
    for (const url of [
      'http://localhost:7665/login',
      'http://127.0.0.1:7665/login',
      'http://[::1]:7665/login',
      'http://poolhouse/login',
      'http://localhost/domains/Shop.auth.us-east-1/login',
      'http://localhost/domains//login',
      'http://localhost/domains/shop/login',
      'http://localhost/domains/shop%2eauth/login',
      'http://localhost/domain/shop.auth.us-east-1/login',
    ]) {
      assert.equal(locate('http://localhost:7665', url), undefined, url)
    }
  })
})
