import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { resourceServer } from './resource-server.ts'

const house = usePoolhouse()

const scope = (scope_name: string, scope_description = `To ${scope_name}`) => ({
  scope_name,
  scope_description,
})

async function aServer() {
  return { user_pool_id: await newPool(house.client()), identifier: 'https://api.example.com', name: 'API' }
}

describe('aws_cognito_resource_server', () => {
  testChanges(house, resourceServer, aServer, [
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await newPool(house.client()) })] },
    change('identifier', ['api', 'https://api.example.com/v2'], { stays: true }),
    change('name', ['API', 'Second API'], { stays: true }),
    change('scope', [
      [scope('read')],
      [scope('write'), scope('read'), scope('admin')],
      [scope('read', 'To read some'), scope('admin')],
    ]),
  ])

  test('lists scope identifiers in an order that stays', async () => {
    const terraform = openTerraform(resourceServer, house.client())
    const config = { ...(await aServer()), identifier: 'api', scope: [scope('write'), scope('read')] }
    await terraform.apply(config)
    const { scope_identifiers } = terraform.state
    assert.deepEqual(scope_identifiers, ['api/write', 'api/read'])
    await terraform.apply({ ...config, scope: [...config.scope].reverse() })
    assert.equal(terraform.state.scope_identifiers, scope_identifiers)
  })
})
