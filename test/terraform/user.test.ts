import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool, newUser } from '../support/pools.ts'
import { refuses } from '../support/refuses.ts'
import { userData } from './data-sources.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { planOf, type Values } from './resource.ts'
import { UNREADABLE, user } from './user.ts'

const house = usePoolhouse()
const root = house.client()

const PASSWORDS = ['Correct-Horse-7', 'Battery-Staple-8'] as const
const EMAIL = { email: 'alice@example.com' }
const NOTE = { note: 'one' }

async function aUser() {
  const Schema = ['tenant', 'team'].map(
    (Name) => ({ Name, AttributeDataType: 'String', Mutable: true }) as const,
  )
  return { user_pool_id: await newPool(root, { Schema }), username: 'alice' }
}

/** A user in the state, and a way to sign in. */
async function managedUser() {
  const terraform = openTerraform(user, root)
  const config = await aUser()
  const { id: ClientId } = await newClient(root, config.user_pool_id)
  async function signIn(PASSWORD: string) {
    const AuthParameters = { USERNAME: config.username, PASSWORD }
    return root.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))
  }
  return { terraform, config, signIn }
}

describe('aws_cognito_user', () => {
  const rest = { unimported: UNREADABLE }
  testChanges(house, user, aUser, [
    { argument: 'user_pool_id', steps: [{}, aUser] },
    change('username', ['alice', 'bob'], { stays: true }),
    change('attributes', [
      { given_name: 'Alice', tenant: 'one' },
      { given_name: 'Alicia', family_name: 'Example', team: 'b' },
    ]),
    change('attributes', [EMAIL, { ...EMAIL, email_verified: 'true' }], { title: 'with an address' }),
    change('enabled', [false, true, false]),
    change('password', PASSWORDS, rest),
    change('temporary_password', PASSWORDS, rest),
    change('force_alias_creation', [true, false], rest),
    change('message_action', ['SUPPRESS', 'RESEND'], rest),
    change('desired_delivery_mediums', [['EMAIL'], ['SMS', 'EMAIL']], {
      ...rest,
      with: { attributes: EMAIL },
    }),
    change('client_metadata', [NOTE, { note: 'two' }], rest),
    change('validation_data', [NOTE, { note: 'two' }], rest),
  ])

  test('has a sub, a status and dates that only change with the user', async () => {
    const { terraform, config } = await managedUser()
    await terraform.apply(config)
    const before = terraform.state
    assert.equal(before.status, 'FORCE_CHANGE_PASSWORD')
    assert.match(before.sub, /^[0-9a-f-]{36}$/)
    house.passTime(5000)
    assert.deepEqual(await user.read(root, before), before)
  })

  test('signs in with its password, which stays if the argument is removed', async () => {
    const { terraform, config, signIn } = await managedUser()
    for (const password of PASSWORDS) {
      await terraform.apply({ ...config, password })
      assert.ok((await signIn(password)).AuthenticationResult)
      assert.equal(terraform.state.status, 'CONFIRMED')
    }
    await terraform.apply(config)
    assert.ok((await signIn(PASSWORDS[1])).AuthenticationResult)
  })

  for (const verified of [{}, { email_verified: 'true' }]) {
    test(`needs a second apply after a new address, ${'email_verified' in verified ? '' : 'not '}verified`, async () => {
      const base = await aUser()
      const made = await user.create(root, { ...base, enabled: true, attributes: { ...EMAIL, ...verified } })
      const attributes = { email: 'bob@example.com', ...verified }
      const plan = (state: Values) => planOf(user.arguments, { ...base, attributes }, state)
      const first = await user.update(root, plan(made), made)
      assert.deepEqual(first.attributes, { ...attributes, email_verified: 'false' })
      const second = await user.update(root, plan(first), first)
      assert.deepEqual(second.attributes, attributes)
    })
  }

  test('must change its temporary password', async () => {
    const { terraform, config, signIn } = await managedUser()
    for (const temporary_password of PASSWORDS) {
      await terraform.apply({ ...config, temporary_password })
      assert.equal((await signIn(temporary_password)).ChallengeName, 'NEW_PASSWORD_REQUIRED')
      assert.equal(terraform.state.status, 'FORCE_CHANGE_PASSWORD')
    }
  })
})

describe('data source aws_cognito_user', () => {
  test('reads a user by name as the resource does, and fails without it', async () => {
    const { terraform, config } = await managedUser()
    await terraform.apply({ ...config, attributes: { ...EMAIL, tenant: 'one' } })
    assert.deepEqual(await userData.read(root, config), terraform.state)
    await terraform.destroy()
    await refuses(userData.read(root, config), 'UserNotFoundException', 'User does not exist.')
  })

  test('finds a user by an e-mail address that no other has', async () => {
    const user_pool_id = await newPool(root)
    await newUser(root, user_pool_id, 'alice', EMAIL)
    await newUser(root, user_pool_id, 'bob', EMAIL)
    await newUser(root, user_pool_id, 'carol', { email: 'carol@example.com' })
    const { username } = await userData.read(root, { user_pool_id, email: 'carol@example.com' })
    assert.equal(username, 'carol')
    for (const email of ['a\\"b@example.com', 'nobody@example.com']) {
      await assert.rejects(userData.read(root, { user_pool_id, email }), {
        message: 'no user has the address',
      })
    }
    await assert.rejects(userData.read(root, { user_pool_id, ...EMAIL }), {
      message: 'several users have the address',
    })
  })
})
