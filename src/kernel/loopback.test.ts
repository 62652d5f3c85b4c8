import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopback } from './loopback.ts'

test('only this machine is meant by localhost and by the addresses of the loopback', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.255.0.9', '::1'])
    assert.ok(isLoopback(host), host)
})

test('others are meant by every other name, and by what only looks like such an address', () => {
  const others = [
    '',
    '0.0.0.0',
    '::',
    '128.0.0.1',
    '127.0.0.999',
    '127.0.0.1.example.com',
    'localhost.example.com',
  ]
  for (const host of others) assert.ok(!isLoopback(host), host)
})
