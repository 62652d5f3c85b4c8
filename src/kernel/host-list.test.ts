import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneAddressPerHost } from './host-list.ts'

test('an address with several hosts becomes one address for each of them', () => {
  assert.deepEqual(oneAddressPerHost('postgres://u:p,w@one:5432,[::1]:5433,three/db?a=b,c@d'), [
    'postgres://u:p,w@one:5432/db?a=b,c@d',
    'postgres://u:p,w@[::1]:5433/db?a=b,c@d',
    'postgres://u:p,w@three/db?a=b,c@d',
  ])
  assert.deepEqual(oneAddressPerHost('postgres://one,two'), ['postgres://one', 'postgres://two'])
})

test('any other text stays as it is', () => {
  for (const text of ['postgres://u:p@one/db', 'postgres:///db?host=/run', 'a,b', '']) {
    assert.deepEqual(oneAddressPerHost(text), [text])
  }
})
