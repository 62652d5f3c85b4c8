import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { openStorage } from '../../src/storage/storage.ts'
import { openVault } from '../../src/storage/vault.ts'
import { readSources, type Source, toSource } from './source.ts'
import { methodsWithoutSuite, storeNames } from './store-rules.ts'

describe('every store', () => {
  let database: Database
  before(async () => {
    database = await openDatabase({ file: ':memory:' })
  })
  after(() => database.close())

  test('has a suite in test/stores that calls each of its methods', () => {
    const vault = openVault(createSecretKey(Buffer.alloc(32, 1)), systemEntropy)
    const { stores } = openStorage(database, vault, systemEntropy)
    const [port] = readSources('src/domain').filter(({ path }) => path === 'src/domain/stores.ts')
    const names = storeNames(port ?? assert.fail('no list of the stores'))
    assert.ok(names.length > 20, `${names.length} stores`)
    const methods = names.map((name) => [name, Object.keys(stores[name as keyof typeof stores])] as const)
    assert.deepEqual(methodsWithoutSuite(new Map(methods), readSources('test/stores')), [])
  })
})

describe('the checker of stores', () => {
  const suite = (text: string): Source[] => [toSource('test/stores/a.test.ts', text)]
  const methods = new Map([['groups', ['find', 'save']]])

  test('reads the names off the list', () => {
    const text = 'export interface Stores {\n  readonly groups: GroupStore\n  readonly inbox: InboxStore\n}'
    assert.deepEqual(storeNames(toSource('src/domain/stores.ts', text)), ['groups', 'inbox'])
  })

  test('catches a method that no suite of its store calls', () => {
    const found = (text: string) => methodsWithoutSuite(methods, suite(text))
    assert.deepEqual(found('stores.groups.find()'), ['groups.save is called by no suite in test/stores'])
    assert.equal(found('stores.users.find(); stores.users.save()').length, 2)
    assert.equal(found('// groups.find()\nstores.groups.save()').length, 1)
    assert.deepEqual(found('const { groups } = stores; groups.find(groups.save(1))'), [])
  })
})
