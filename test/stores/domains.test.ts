import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { UserPoolDomain } from '../../src/domain/domains/user-pool-domain.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const CUSTOM = {
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/c',
  securityPolicy: undefined,
}

forEachDatabase((_, open) => {
  let storage: Storage

  before(async () => {
    storage = await storageOn(await open())
  })

  async function domainOf(domain: string, change: Partial<UserPoolDomain> = {}): Promise<UserPoolDomain> {
    return {
      userPoolId: await storedPool(storage.stores),
      region: 'us-east-1',
      domain,
      custom: undefined,
      managedLoginVersion: 1,
      failover: undefined,
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    }
  }

  describe('a domain', () => {
    test('is read as it was stored, in its region', async () => {
      const { domains } = storage.stores
      const full = await domainOf('auth.full.example', {
        custom: { ...CUSTOM, securityPolicy: 'TLS_V1_2_2021' },
        managedLoginVersion: 2,
        failover: { secondaryRegion: 'eu-west-1', primaryRoute53HealthCheckId: 'check' },
      })
      assert.equal(await domains.insert(full), true)
      assert.deepEqual(await domains.find('us-east-1', full.domain), full)
      assert.equal(await domains.find('eu-west-1', full.domain), undefined)
      assert.deepEqual(await domains.findCustom(full.domain), full)
    })

    test('as a prefix is found in its region only, where it is unique', async () => {
      const { domains } = storage.stores
      assert.equal(await domains.insert(await domainOf('prefix')), true)
      assert.equal(await domains.insert(await domainOf('prefix')), false)
      assert.equal(await domains.insert(await domainOf('prefix', { region: 'eu-west-1' })), true)
      assert.equal(await domains.findCustom('prefix'), undefined)
    })

    test('under a full name is unique in all regions', async () => {
      const { domains } = storage.stores
      const name = 'auth.unique.example'
      const before = await domains.countCustom('eu-west-1')
      const first = await domainOf(name, { custom: CUSTOM, region: 'eu-west-1' })
      assert.equal(await domains.insert(first), true)
      assert.equal(await domains.insert(await domainOf(name, { custom: CUSTOM })), false)
      assert.equal(await domains.countCustom('eu-west-1'), before + 1)
      assert.deepEqual(await domains.findCustom(name), first)
    })

    test('is one of each kind of its pool, and prefixes one of each region', async () => {
      const { domains } = storage.stores
      const custom = await domainOf('auth.two.example', { custom: CUSTOM })
      const { userPoolId } = custom
      const prefix = await domainOf('two', { userPoolId })
      assert.equal(await domains.insert(custom), true)
      assert.equal(await domains.insert(prefix), true)
      assert.equal(await domains.insert(await domainOf('three', { userPoolId })), false)
      assert.equal(
        await domains.insert(await domainOf('auth.three.example', { userPoolId, custom: CUSTOM })),
        false,
      )
      const other = await domainOf('two', { userPoolId, region: 'ap-south-1' })
      assert.equal(await domains.insert(other), true)
      assert.equal(await domains.insert({ ...other, domain: 'three' }), false)
      assert.deepEqual(await domains.ofPool(userPoolId), [other, prefix, custom])
    })

    test('is changed under lock', async () => {
      const { domains } = storage.stores
      const domain = await domainOf('changed')
      await domains.insert(domain)
      const changed = await storage.transaction(async ({ domains: locked }) => {
        const found = (await locked.lock('us-east-1', 'changed')) ?? assert.fail('no domain')
        const next: UserPoolDomain = { ...found, managedLoginVersion: 2, modifiedAt: NOW + 1 }
        await locked.save(next)
        return next
      })
      assert.deepEqual(await domains.find('us-east-1', 'changed'), changed)
    })

    test('is deleted by its own pool alone, and with it', async () => {
      const { domains, userPools } = storage.stores
      const domain = await domainOf('gone')
      await domains.insert(domain)
      assert.equal(await domains.delete({ ...domain, userPoolId: await storedPool(storage.stores) }), false)
      assert.equal(await domains.delete({ ...domain, region: 'eu-west-1' }), false)
      assert.equal(await domains.delete(domain), true)
      assert.equal(await domains.delete(domain), false)
      await domains.insert(domain)
      await userPools.delete(domain.userPoolId)
      assert.equal(await domains.find('us-east-1', 'gone'), undefined)
    })
  })
})
