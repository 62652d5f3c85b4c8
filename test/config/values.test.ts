import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  databaseAddress,
  duration,
  flag,
  host,
  key32,
  mailbox,
  mailServerAddress,
  region,
  size,
  WrongValue,
  webAddress,
  webauthnOrigin,
  webhookAddress,
} from '../../src/config/values.ts'

function refuses(read: (text: string) => unknown, ...texts: string[]): void {
  for (const text of texts) assert.throws(() => read(text), WrongValue, text)
}

describe('values of settings', () => {
  test('reads sizes in bytes, KiB, MiB and GiB', () => {
    assert.deepEqual(['1', '2KiB', '1 MiB', '1GiB'].map(size), [1, 2048, 1_048_576, 1_073_741_824])
    refuses(size, '0', '-1', '1MB', '1.5MiB', 'many')
  })

  test('reads spans of time in milliseconds; a bare number counts seconds', () => {
    assert.deepEqual(
      ['500ms', '30', '30s', '2m', '1h'].map(duration),
      [500, 30_000, 30_000, 120_000, 3_600_000],
    )
    refuses(duration, '', '-1', '1.5s', '1d')
  })

  test('reads the words for on and off', () => {
    for (const text of ['true', 'on', 'yes', '1', 'ON']) assert.equal(flag(text), true)
    for (const text of ['false', 'off', 'no', '0']) assert.equal(flag(text), false)
    refuses(flag, 'maybe', '')
  })

  test('reads addresses to listen on, with or without brackets', () => {
    const given = ['0.0.0.0', '::', '[::1]', 'localhost', 'a.example']
    assert.deepEqual(given.map(host), ['0.0.0.0', '::', '::1', 'localhost', 'a.example'])
    refuses(host, 'a b', 'http://a', '-a', 'a:80')
  })

  test('reads public addresses without their last slash', () => {
    assert.equal(webAddress('https://auth.example.com/'), 'https://auth.example.com')
    assert.equal(webAddress('https://example.com/auth/'), 'https://example.com/auth')
    refuses(webAddress, 'auth.example.com', 'ftp://a', 'https://a/?b', 'https://a/#b', 'https://me:x@a')
  })

  test('reads origins as browsers and operating systems report them', () => {
    const app = `android:apk-key-hash:${'a-_9'.repeat(10)}abc`
    for (const text of ['http://localhost:3000', 'https://example.com', 'chrome-extension://abc', app]) {
      assert.equal(webauthnOrigin(text), text)
    }
    refuses(webauthnOrigin, '', 'localhost:3000', 'http://localhost:3000/', 'https://example.com/a', '*')
    refuses(webauthnOrigin, 'https://Example.com', 'https://example.com:443', 'https://me@a', 'ftp://a')
    refuses(webauthnOrigin, 'android:apk-key-hash:abc', 'chrome-extension://', 'null')
  })

  test('reads addresses of PostgreSQL', () => {
    assert.equal(databaseAddress('postgresql://a/b'), 'postgresql://a/b')
    refuses(databaseAddress, 'a', 'mysql://a/b')
  })

  test('reads addresses of mail servers, senders and webhooks', () => {
    for (const text of ['smtp://user:pa%40ss@mail.example.com:587', 'smtps://mail.example.com']) {
      assert.equal(mailServerAddress(text), text)
    }
    refuses(mailServerAddress, 'mail.example.com', 'http://mail.example.com', 'smtp://')
    for (const text of ['a@example.com', 'Poolhouse <a@example.com>']) assert.equal(mailbox(text), text)
    refuses(mailbox, 'example.com', 'Poolhouse', 'a b@example.com', '<a@example.com', 'a\r\n<a@example.com>')
    assert.equal(webhookAddress('https://sms.example.com/send?key=1'), 'https://sms.example.com/send?key=1')
    refuses(webhookAddress, 'sms.example.com', 'ftp://sms.example.com', 'https://user:pass@sms.example.com')
  })

  test('reads regions of every partition', () => {
    for (const text of ['us-east-1', 'us-gov-west-1', 'ap-southeast-2', 'mx-central-1']) region(text)
    refuses(region, 'us-east', 'US-EAST-1', 'local host', '')
  })

  test('reads keys of exactly 32 bytes', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 250 - index))
    assert.deepEqual(key32(key.toString('base64')), key)
    assert.deepEqual(key32(key.toString('base64url')), key)
    refuses(key32, Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), 'x'.repeat(32))
  })
})
