import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { verifyContact } from '../../src/domain/journeys/own-account/verify-contact.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../src/domain/users/user.ts'
import { NOW, storageOn, storedPool, userOf } from '../stores/pool-of-users.ts'
import { forEachDatabase } from '../support/databases.ts'

const ROUNDS = 40
const RIVALS = 5

forEachDatabase((kind, open) => {
  /** Two nodes on one database, if it can be opened twice. */
  let nodes: readonly Storage[]
  let storage: Storage
  let pool: UserPool

  before(async () => {
    storage = await storageOn(await open())
    nodes = kind === 'SQLite in memory' ? [storage] : [storage, await storageOn(await open())]
    const id = await storedPool(storage.stores)
    const stored = (await storage.stores.userPools.find(id)) ?? assert.fail('no pool')
    pool = { ...stored, settings: { ...stored.settings, aliasAttributes: ['email'] } }
    await storage.stores.userPools.save(pool)
  })

  async function unverified(username: string, email: string): Promise<User> {
    const attributes = new Map([
      ['email', email],
      ['email_verified', 'false'],
    ])
    const user = userOf(pool.id, username, { attributes })
    assert.ok(await storage.stores.users.insert(user))
    return user
  }

  /** Proves that the address is the user's: as after a right code, the alias moves. */
  function verify(user: User, node: number): Promise<void> {
    return (nodes[node % nodes.length] ?? storage).transaction(async (stores) => {
      const locked = (await stores.users.lock(pool.id, user.sub)) ?? assert.fail('no user')
      const kept = await verifyContact(stores, pool, locked, 'email', 'move', NOW)
      assert.equal(kept, undefined, 'an address that can be taken was refused')
    })
  }

  async function winnersAmong(users: readonly User[]): Promise<string[]> {
    const found = await Promise.all(users.map(({ sub }) => storage.stores.users.find(pool.id, sub)))
    return found.flatMap((user) => (user?.attributes.get('email_verified') === 'true' ? [user.sub] : []))
  }

  async function race(round: number, withOwner: boolean): Promise<void> {
    const email = `${withOwner ? 'held' : 'free'}-${round}@example.com`
    const users = await Promise.all(
      Array.from({ length: RIVALS + 1 }, (_, i) => unverified(`${email}-${i}`, email)),
    )
    const [owner, ...rivals] = users
    if (withOwner && owner) await verify(owner, 0)
    const outcomes = await Promise.allSettled(rivals.map((rival, i) => verify(rival, i)))
    const winners = await winnersAmong(users)
    assert.equal(winners.length, 1, `round ${round}: ${winners.length} users have the address verified`)
    const alias = { attribute: 'email', value: email } as const
    assert.equal(await storage.stores.users.aliasOwner(pool.id, alias), winners[0], `round ${round}`)
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  test('a verified address has one owner, however many users verify it concurrently', async () => {
    for (let round = 0; round < ROUNDS; round++) await race(round, true)
  })

  test('a verified address that had no owner also gets just one', async () => {
    for (let round = 0; round < ROUNDS; round++) await race(round, false)
  })
})
