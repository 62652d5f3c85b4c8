import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertCustomName, assertPrefixName } from './domain-name.ts'

const HOST = 'id.example.com'

const INVALID_CHARACTER =
  'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$'
const NOT_A_SUBDOMAIN =
  'Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.'
const IN_USE = 'One or more of the CNAMEs that you provided are already associated with a different resource'

const invalid = (message: string) => ({ name: 'InvalidParameterException', message })

describe('a prefix', () => {
  for (const name of ['shop', 's', '0', 'a-b', 'x-awsome-y', 'cognitos', 'a'.repeat(63)]) {
    test(`can be ${name}`, () => assertPrefixName(name))
  }
  for (const name of ['Shop', '-shop', 'shop-', 'shop.x', 'sh_op', 'shöp', 'shop\n', ' ']) {
    test(`cannot be ${JSON.stringify(name)}`, () => {
      assert.throws(() => assertPrefixName(name), invalid(INVALID_CHARACTER))
    })
  }
  for (const [name, word] of [
    ['aws', 'aws'],
    ['x-aws-y', 'aws'],
    ['amazon-shop', 'amazon'],
    ['my-cognito', 'cognito'],
  ] as const) {
    test(`cannot be ${name}`, () => {
      assert.throws(() => assertPrefixName(name), invalid(`Domain cannot contain reserved word: ${word}`))
    })
  }
})

describe('the name of a custom domain', () => {
  for (const name of ['auth.example.com', 'auth.example.xn--p1ai', 'a.b.c.d', 'cognito.example.com']) {
    test(`can be ${name}`, () => assertCustomName(name, HOST))
  }
  for (const name of [
    'Auth.example.com',
    'auth..com',
    '.example.com',
    'auth.example.com.',
    'a/b.example.com',
  ]) {
    test(`cannot be ${name}`, () => {
      assert.throws(() => assertCustomName(name, HOST), invalid(INVALID_CHARACTER))
    })
  }
  for (const name of ['auth', 'example.com', '192.0.2.1', 'shop.auth.us-east-1']) {
    test(`cannot be ${name}, which is no subdomain`, () => {
      assert.throws(() => assertCustomName(name, HOST), invalid(NOT_A_SUBDOMAIN))
    })
  }
  test('cannot be a name where the server itself is', () => {
    for (const name of [HOST, `shop.auth.us-east-1.${HOST}`, `shop.auth.nowhere.${HOST}`]) {
      assert.throws(() => assertCustomName(name, HOST), invalid(IN_USE), name)
    }
  })
  for (const name of [`login.${HOST}`, `auth.us-east-1.not-${HOST}`, `shop.auth.us-east-1.example.com`]) {
    test(`can be ${name}`, () => assertCustomName(name, HOST))
  }
})
