import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UserPoolReplica } from '../../src/domain/replicas/user-pool-replica.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

forEachDatabase((_, open) => {
  test('a replica is stored, changed, listed with its pool and deleted', async () => {
    const { stores } = await storageOn(await open())
    const { replicas } = stores
    const [userPoolId, other] = [await storedPool(stores), await storedPool(stores)]
    const replica: UserPoolReplica = {
      userPoolId,
      region: 'eu-west-1',
      status: 'INACTIVE',
      tags: { a: 'b' },
      createdAt: NOW,
    }
    await replicas.insert(replica)
    assert.deepEqual(await replicas.find(userPoolId, 'eu-west-1'), replica)
    assert.equal(await replicas.find(other, 'eu-west-1'), undefined)
    await replicas.setStatus(userPoolId, 'eu-west-1', 'ACTIVE')
    await replicas.setTags(userPoolId, 'eu-west-1', { c: 'd' })
    const further = { ...replica, region: 'ap-south-1' }
    await replicas.insert(further)
    assert.deepEqual(await replicas.ofPool(userPoolId), [
      further,
      { ...replica, status: 'ACTIVE', tags: { c: 'd' } },
    ])
    const [first = '', last = ''] = [userPoolId, other].sort()
    assert.equal((await replicas.ofPools(first, last)).length, 2)
    assert.deepEqual(await replicas.ofPools(other, other), [])
    await replicas.delete(userPoolId, 'eu-west-1')
    assert.deepEqual(await replicas.ofPool(userPoolId), [further])
    await stores.userPools.delete(userPoolId)
    assert.deepEqual(await replicas.ofPool(userPoolId), [])
  })
})
