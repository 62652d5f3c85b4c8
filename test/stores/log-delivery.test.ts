import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogConfiguration } from '../../src/domain/log-delivery/log-configuration.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const ARN = 'arn:aws:s3:::logs'
const CONFIGURATION: LogConfiguration = {
  logLevel: 'INFO',
  eventSource: 'userAuthEvents',
  s3Configuration: { bucketArn: ARN },
}

forEachDatabase((_, open) => {
  test('the log configurations of a pool replace those before, and go with it', async () => {
    const { stores } = await storageOn(await open())
    const { logConfigurations } = stores
    const [userPoolId, other] = [await storedPool(stores), await storedPool(stores)]
    assert.deepEqual(await logConfigurations.ofPool(userPoolId), [])
    await logConfigurations.save(userPoolId, [{ ...CONFIGURATION, logLevel: 'ERROR' }])
    await logConfigurations.save(userPoolId, [CONFIGURATION])
    assert.deepEqual(await logConfigurations.ofPool(userPoolId), [CONFIGURATION])
    assert.deepEqual(await logConfigurations.ofPool(other), [])
    await stores.userPools.delete(userPoolId)
    assert.deepEqual(await logConfigurations.ofPool(userPoolId), [])
  })

  test('a log entry is leased by one process at a time, longest waiting first, until it is removed', async () => {
    const { stores } = await storageOn(await open())
    const { logQueue } = stores
    const userPoolId = await storedPool(stores)
    const entry = (id: string, at: number) => ({ id, at, userPoolId, arn: ARN, text: `{"of":"${id}"}` })
    const [late, early] = [entry('late', NOW + 1), entry('early', NOW)]
    await logQueue.put(late)
    await logQueue.put(early)
    assert.deepEqual(await logQueue.lease(9, NOW - 1, NOW), [])
    const until = NOW + 100
    assert.deepEqual(await logQueue.lease(1, NOW + 1, until), [{ ...early, attempts: 1 }])
    assert.deepEqual(await logQueue.lease(9, NOW + 1, until), [{ ...late, attempts: 1 }])
    assert.deepEqual(await logQueue.lease(9, until - 1, until), [])
    await logQueue.postpone(['early'], until + 50)
    assert.deepEqual(await logQueue.lease(9, until, until + 10), [{ ...late, attempts: 2 }])
    await logQueue.remove(['late', 'unknown'])
    assert.deepEqual(await logQueue.lease(9, until + 50, until + 60), [{ ...early, attempts: 2 }])
  })
})
