import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  InitiateAuthCommand,
  type ProviderUserIdentifierType,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { storeFederatedUser } from './federated-users.ts'
import { createProvider, NO_POOL, POOL_NOT_FOUND } from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string
let users = 0

before(async () => {
  pool = await newPool(root)
  await createProvider(root, pool, 'Okta', { AttributeMapping: { email: 'mail' } })
})

const at = (
  ProviderName: string,
  ProviderAttributeValue: string,
  ProviderAttributeName = 'Cognito_Subject',
) => ({
  ProviderName,
  ProviderAttributeName,
  ProviderAttributeValue,
})

const disable = (User: ProviderUserIdentifierType, UserPoolId = pool) =>
  root.send(new AdminDisableProviderForUserCommand({ UserPoolId, User }))

const link = (name: string, SourceUser: ProviderUserIdentifierType) =>
  root.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId: pool,
      DestinationUser: at('Cognito', name),
      SourceUser,
    }),
  )

async function someone(): Promise<string> {
  const name = `user${users++}`
  await newUser(root, pool, name)
  return name
}

async function identitiesOf(Username: string): Promise<string | undefined> {
  const { UserAttributes = [] } = await root.send(new AdminGetUserCommand({ UserPoolId: pool, Username }))
  return UserAttributes.find(({ Name }) => Name === 'identities')?.Value
}

const NOT_LINKED = [
  'InvalidParameterException',
  "Account isn't linked to anyone else, verify that the account has been linked",
] as const

describe('access', () => {
  testAccess({
    operation: 'AdminDisableProviderForUser',
    house: () => house,
    input: async () => ({ UserPoolId: pool, User: at('Cognito', await someone()) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('finds no pool and no user of the pool that does not exist', async () => {
    await refuses(disable(at('Cognito', 'x'), NO_POOL), ...POOL_NOT_FOUND)
    await refuses(disable(at('Cognito', 'nobody')), 'UserNotFoundException', 'User does not exist.')
  })

  test('asks for the members that the model leaves open', async () => {
    const { ProviderName, ProviderAttributeName, ProviderAttributeValue } = at('Okta', 's')
    const missing = (given: ProviderUserIdentifierType, member: string) =>
      refuses(disable(given), 'InvalidParameterException', `Invalid User: ${member} is required`)
    await missing({ ProviderAttributeName, ProviderAttributeValue }, 'ProviderName')
    await missing({ ProviderName, ProviderAttributeValue }, 'ProviderAttributeName')
    await missing({ ProviderName, ProviderAttributeName }, 'ProviderAttributeValue')
  })
})

describe('behaviour', () => {
  test('answers an empty object, and takes the link away', async () => {
    const name = await someone()
    await link(name, at('Okta', 'kept'))
    await link(name, at('Okta', 'gone'))
    const answer = await house.call('AdminDisableProviderForUser', {
      UserPoolId: pool,
      User: at('Okta', 'gone'),
    })
    assert.equal(answer.text, '{}')
    const identities = JSON.parse((await identitiesOf(name)) ?? '[]') as { userId: string }[]
    assert.deepEqual(
      identities.map(({ userId }) => userId),
      ['kept'],
    )
    await disable(at('Okta', 'kept'))
    assert.equal(await identitiesOf(name), undefined)
  })

  test('takes a link away by the attribute and the value that it was made with', async () => {
    const name = await someone()
    await link(name, at('Okta', 'a@example.com', 'email'))
    await refuses(disable(at('Okta', 'a@example.com')), ...NOT_LINKED)
    await refuses(disable(at('Okta', 'A@example.com', 'email')), ...NOT_LINKED)
    await disable(at('Okta', 'a@example.com', 'email'))
    assert.equal(await identitiesOf(name), undefined)
  })

  test('lets what it took away be linked to another user', async () => {
    const [first, second] = [await someone(), await someone()]
    await link(first, at('Okta', 'wandering'))
    await disable(at('Okta', 'wandering'))
    await link(second, at('Okta', 'wandering'))
    assert.ok(await identitiesOf(second))
  })

  test('refuses an identity that is not linked: unknown, or a user of its own', async () => {
    await refuses(disable(at('Okta', 'unknown')), ...NOT_LINKED)
    await storeFederatedUser(house, pool, 'Okta', 'own')
    await refuses(disable(at('Okta', 'own')), ...NOT_LINKED)
  })

  test('takes the password of a user of the pool away', async () => {
    const { id: ClientId } = await newClient(root, pool)
    const USERNAME = await someone()
    const signIn = () =>
      root.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD },
        }),
      )
    await signIn()
    await disable(at('Cognito', USERNAME))
    await refuses(signIn(), 'NotAuthorizedException', 'Incorrect username or password.')
    const { UserStatus, Enabled } = await root.send(
      new AdminGetUserCommand({ UserPoolId: pool, Username: USERNAME }),
    )
    assert.deepEqual([UserStatus, Enabled], ['CONFIRMED', true])
  })
})
