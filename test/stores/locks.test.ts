import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage, Stores } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { storageOn } from './pool-of-users.ts'

const PRINCIPAL = { kind: 'user', accountId: '123456789012', name: 'missing' } as const

const LOCKS: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  clients: ({ clients }) => clients.lock('none'),
  credentials: ({ credentials }) => credentials.lock('none', 'none'),
  'credentials and user': ({ credentials }) => credentials.lockWithUser('none', 'none'),
  groups: ({ groups }) => groups.lock('none', 'none'),
  importJobs: ({ importJobs }) => importJobs.lock({ userPoolId: 'none', id: 'none' }),
  principals: ({ principals }) => principals.lock(PRINCIPAL),
  tokenFamilies: ({ tokenFamilies }) => tokenFamilies.lock('none'),
  userPools: ({ userPools }) => userPools.lock('none'),
  users: ({ users }) => users.lock('none', 'none'),
}

forEachDatabase((_, open) => {
  let storage: Storage
  before(async () => {
    storage = await storageOn(await open())
  })

  describe('a lock', () => {
    for (const [name, lock] of Object.entries(LOCKS)) {
      test(`of ${name} needs a transaction, because it would end with its statement`, async () => {
        await assert.rejects(async () => lock(storage.stores), {
          message: 'Rows can only be locked within a transaction',
        })
        await storage.transaction(lock)
      })
    }
  })
})
