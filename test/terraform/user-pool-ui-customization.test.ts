import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { JPEG, PNG, poolWithDomain } from '../operations/branding/fixtures.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { planOf } from './resource.ts'
import { ownerOf, uiCustomization } from './user-pool-ui-customization.ts'

const house = usePoolhouse()
const root = house.client()

const THIN = '.label-customizable {font-weight: 100;}'
const NORMAL = '.label-customizable {font-weight: 400;}'
const png = Buffer.from(PNG).toString('base64')
const jpeg = Buffer.from(JPEG).toString('base64')

async function aCustomization() {
  return { user_pool_id: (await poolWithDomain(root)).UserPoolId, css: THIN }
}

async function ofClient() {
  const { UserPoolId, ClientId } = await poolWithDomain(root)
  return { user_pool_id: UserPoolId, client_id: ClientId, css: THIN }
}

describe('aws_cognito_user_pool_ui_customization', () => {
  const rest = { unimported: ['image_file'] }
  testChanges(house, uiCustomization, aCustomization, [
    { argument: 'user_pool_id', steps: [{}, aCustomization] },
    { argument: 'client_id', steps: [{}, ofClient, {}] },
    change('css', [THIN, NORMAL], { stays: true }),
    change('css', [NORMAL, undefined, THIN], {
      ...rest,
      title: 'beside an image',
      with: { image_file: png },
    }),
    change('image_file', [png, jpeg], rest),
  ])

  test('has an address of its image, which goes with the image', async () => {
    const terraform = openTerraform(uiCustomization, root)
    const config = await aCustomization()
    await terraform.apply({ ...config, image_file: png })
    assert.match(terraform.state.image_url, /\/image\.jpg$/)
    await terraform.apply(config)
    assert.equal(terraform.state.image_url, undefined)
  })

  test('of a client is apart from that of all clients', async () => {
    const config = await ofClient()
    const ofOne = await uiCustomization.create(root, config)
    const ofAll = await uiCustomization.create(root, { ...config, client_id: 'ALL', css: NORMAL })
    assert.deepEqual(await uiCustomization.read(root, ofOne), ofOne)
    assert.deepEqual(await uiCustomization.read(root, ofAll), ofAll)
  })

  test('is gone with its client, and can still be destroyed', async () => {
    const config = await ofClient()
    const state = await uiCustomization.create(root, planOf(uiCustomization.arguments, config))
    await root.send(new DeleteUserPoolClientCommand(ownerOf(config)))
    assert.equal(await uiCustomization.read(root, state), undefined)
    await uiCustomization.delete(root, state)
  })
})
