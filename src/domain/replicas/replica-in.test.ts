import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Stores } from '../stores.ts'
import { replicaIn } from './replica-in.ts'

describe('the replica of a pool in a region', () => {
  const pool = { id: 'us-east-1_Example01', region: 'us-east-1' }
  const replica = { userPoolId: pool.id, region: 'eu-west-1' }
  const replicas = {
    find: async (id: string, region: string) =>
      id === pool.id && region === replica.region ? replica : undefined,
  } as unknown as Stores['replicas']

  test('is the one there', async () => {
    assert.equal(await replicaIn({ replicas }, pool, 'eu-west-1'), replica)
  })

  test('is none in the pool’s own region, where nothing is read', async () => {
    const unread = {} as Stores['replicas']
    assert.equal(await replicaIn({ replicas: unread }, pool, 'us-east-1'), undefined)
  })

  test('was deleted: the pool does not exist in that region', async () => {
    await assert.rejects(replicaIn({ replicas }, pool, 'eu-west-2'), {
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_Example01 does not exist.',
    })
  })
})
