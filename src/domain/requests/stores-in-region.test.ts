import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Stores } from '../stores.ts'
import { storesInRegion } from './stores-in-region.ts'

describe('the stores for a request without a signature', () => {
  let asked = 0
  const stores = {
    poolClients: { find: async () => ({ pool: { id: 'us-east-1_Example01', region: 'us-east-1' } }) },
    replicas: {
      find: async () => {
        asked++
        return undefined
      },
    },
  } as unknown as Stores

  test('ask for no replica in the pool’s own region', async () => {
    assert.ok(await storesInRegion(stores, 'InitiateAuth', (own) => own).poolClients.find('client'))
    assert.ok(await storesInRegion(stores, 'InitiateAuth', () => 'us-east-1').poolClients.find('client'))
    assert.equal(asked, 0)
  })

  test('ask for one elsewhere, and find no client without it', async () => {
    const there = storesInRegion(stores, 'InitiateAuth', () => 'eu-west-1')
    assert.equal(await there.poolClients.find('client'), undefined)
    assert.equal(asked, 1)
  })
})
