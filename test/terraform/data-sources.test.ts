import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { ROOT, usePoolhouse } from '../support/poolhouse.ts'
import { createClient, newPool, poolArn } from '../support/pools.ts'
import {
  type DataSource,
  signingCertificateData,
  userPoolClientData,
  userPoolClientsData,
  userPoolData,
  userPoolsData,
} from './data-sources.ts'
import { openTerraform, recordCalls } from './replay.ts'
import type { Values } from './resource.ts'
import { userPool } from './user-pool.ts'
import { userPoolClient } from './user-pool-client.ts'

const house = usePoolhouse()
const root = house.client()

/** Reads a data source, which makes exactly the calls that the guide lists. */
async function read(source: DataSource, config: Values): Promise<Values> {
  const client = house.client(ROOT) // its own, whose calls are recorded
  const calls = recordCalls(client)
  const values = await source.read(client, config)
  assert.deepEqual([...calls].sort(), source.calls)
  return values
}

describe('the data sources', () => {
  test('read a pool as its resource is', async () => {
    const terraform = openTerraform(userPool, root)
    await terraform.apply({
      name: 'read',
      auto_verified_attributes: ['email'],
      device_configuration: { challenge_required_on_new_device: true },
      email_verification_message: 'Code {####}',
      schema: [
        { name: 'team', attribute_data_type: 'String', string_attribute_constraints: { max_length: '9' } },
      ],
      tags: { team: 'shop' },
      user_pool_tier: 'PLUS',
      user_pool_add_ons: { advanced_security_mode: 'AUDIT' },
      username_attributes: ['email'],
    })
    const { schema_attributes, ...values } = await read(userPoolData, { user_pool_id: terraform.state.id })
    const shared = Object.keys(values).filter((name) => name in terraform.state)
    const { lambda_config, user_attribute_update_settings, ...rest } = values // empty, and so no blocks of the resource
    assert.deepEqual(
      [lambda_config, user_attribute_update_settings.attributes_require_verification_before_update],
      [{}, []],
    )
    assert.ok(shared.length > 15)
    assert.deepEqual(rest, Object.fromEntries(Object.keys(rest).map((name) => [name, terraform.state[name]])))
    assert.equal(schema_attributes.length, 22) // the standard attributes, and one more
    assert.ok(schema_attributes.some(({ name }: Values) => name === 'custom:team'))
  })

  test('find pools by name, over several pages', async () => {
    const ids = [await newPool(root, { PoolName: 'twice' }), await newPool(root, { PoolName: 'twice' })]
    for (let left = 60; left > 0; left--) await newPool(root, { PoolName: 'another' })
    const found = await read(userPoolsData, { name: 'twice' })
    assert.deepEqual([...found.ids].sort(), ids.sort())
    assert.deepEqual([...found.arns].sort(), ids.map(poolArn))
    assert.deepEqual(await read(userPoolsData, { name: 'none' }), { ids: [], arns: [] })
  })

  test('read a client as its resource is', async () => {
    const terraform = openTerraform(userPoolClient, root)
    const user_pool_id = await newPool(root)
    await terraform.apply({
      name: 'app',
      user_pool_id,
      generate_secret: true,
      callback_urls: ['https://app.example.com/back'],
      token_validity_units: { access_token: 'minutes' },
      access_token_validity: 30,
    })
    const { id, generate_secret, ...state } = terraform.state
    assert.deepEqual(await read(userPoolClientData, { user_pool_id, client_id: id }), state)
    assert.equal(generate_secret, true)
  })

  test('list the clients of a pool, over several pages', async () => {
    const user_pool_id = await newPool(root)
    const clients: string[][] = []
    for (let number = 0; number < 62; number++) {
      const { ClientId } = await createClient(root, user_pool_id, { ClientName: `app-${number}` })
      clients.push([ClientId, `app-${number}`])
    }
    const { client_ids, client_names } = await read(userPoolClientsData, { user_pool_id })
    const found = client_ids.map((id: string, at: number) => [id, client_names[at]])
    assert.deepEqual(found.sort(), clients.sort())
  })

  test('read the certificate that signs requests to identity providers', async () => {
    const { certificate } = await read(signingCertificateData, { user_pool_id: await newPool(root) })
    const { validTo } = new X509Certificate(Buffer.from(certificate, 'base64'))
    assert.ok(Date.parse(validTo) > Date.now())
  })
})
