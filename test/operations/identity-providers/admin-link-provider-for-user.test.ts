import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  type ProviderUserIdentifierType,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, newUser, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { storeFederatedUser } from './federated-users.ts'
import { createProvider, NO_POOL, POOL_NOT_FOUND, SAML, SOCIAL_DETAILS } from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string
let users = 0

before(async () => {
  pool = await poolWithProviders()
})

async function poolWithProviders(settings = {}): Promise<string> {
  const UserPoolId = await newPool(root, settings)
  await createProvider(root, UserPoolId, 'Okta', { AttributeMapping: { email: 'mail', name: 'n' } })
  await createProvider(root, UserPoolId, 'Google', {
    ProviderType: 'Google',
    ProviderDetails: SOCIAL_DETAILS,
  })
  return UserPoolId
}

const native = (name: string) => ({ ProviderName: 'Cognito', ProviderAttributeValue: name })
const source = (
  ProviderAttributeValue: string,
  ProviderName = 'Okta',
  ProviderAttributeName = 'Cognito_Subject',
) => ({ ProviderName, ProviderAttributeName, ProviderAttributeValue })

const link = (
  DestinationUser: ProviderUserIdentifierType,
  SourceUser: ProviderUserIdentifierType,
  UserPoolId = pool,
) => root.send(new AdminLinkProviderForUserCommand({ UserPoolId, DestinationUser, SourceUser }))

async function someone(UserPoolId = pool): Promise<string> {
  const name = `user${users++}`
  await newUser(root, UserPoolId, name)
  return name
}

async function identitiesOf(Username: string): Promise<unknown> {
  const { UserAttributes = [] } = await root.send(new AdminGetUserCommand({ UserPoolId: pool, Username }))
  const text = UserAttributes.find(({ Name }) => Name === 'identities')?.Value
  return text === undefined ? undefined : JSON.parse(text)
}

const invalid = (call: Promise<unknown>, message: string) =>
  refuses(call, 'InvalidParameterException', message)

describe('access', () => {
  testAccess({
    operation: 'AdminLinkProviderForUser',
    house: () => house,
    input: async () => ({
      UserPoolId: pool,
      DestinationUser: native(await someone()),
      SourceUser: source(`access${users}`),
    }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('finds no pool, user or provider that does not exist', async () => {
    await refuses(link(native('x'), source('s'), NO_POOL), ...POOL_NOT_FOUND)
    await refuses(link(native('nobody'), source('s')), 'UserNotFoundException', 'User does not exist.')
    await refuses(link(source('nobody'), source('s')), 'UserNotFoundException', 'User does not exist.')
    await refuses(
      link(native(await someone()), source('s', 'Entra')),
      'ResourceNotFoundException',
      `Identity provider Entra for tenantId ${pool} does not exist.`,
    )
  })

  test('asks for the members that the model leaves open', async () => {
    const user = native(await someone())
    const { ProviderName, ProviderAttributeName, ProviderAttributeValue } = source('s')
    await invalid(
      link({ ProviderAttributeValue: 'x' }, source('s')),
      'Invalid DestinationUser: ProviderName is required',
    )
    await invalid(
      link({ ProviderName: 'Cognito' }, source('s')),
      'Invalid DestinationUser: ProviderAttributeValue is required',
    )
    await invalid(
      link(user, { ProviderAttributeName, ProviderAttributeValue }),
      'Invalid SourceUser: ProviderName is required',
    )
    await invalid(
      link(user, { ProviderName, ProviderAttributeValue }),
      'Invalid SourceUser: ProviderAttributeName is required',
    )
    await invalid(
      link(user, { ProviderName, ProviderAttributeName }),
      'Invalid SourceUser: ProviderAttributeValue is required',
    )
  })

  test('takes no user of the pool as the source', async () =>
    invalid(
      link(native(await someone()), { ...native(await someone()), ProviderAttributeName: 'Cognito_Subject' }),
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    ))

  test('takes only subjects of social providers, and mapped attributes of others', async () => {
    const user = native(await someone())
    await invalid(
      link(user, source('a@example.com', 'Google', 'email')),
      'Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for a social identity provider',
    )
    await invalid(
      link(user, source('x', 'Okta', 'family_name')),
      'Invalid SourceUser: the identity provider has no attribute mapping for family_name',
    )
    await link(user, source('a@example.com', 'Okta', 'email'))
  })

  test('takes 128 characters of provider, attribute and value, and not 129', async () => {
    const user = native(await someone())
    const most = 128 - 'Okta'.length - 'Cognito_Subject'.length
    await link(user, source('x'.repeat(most)))
    await invalid(
      link(user, source('y'.repeat(most + 1))),
      'Invalid SourceUser: ProviderName, ProviderAttributeName and ProviderAttributeValue have more than 128 characters together',
    )
  })
})

describe('behaviour', () => {
  test('answers an empty object, and shows the link as an attribute of the user', async () => {
    const name = await someone()
    const answer = await house.call('AdminLinkProviderForUser', {
      UserPoolId: pool,
      DestinationUser: native(name),
      SourceUser: source('CaseMatters1'),
    })
    assert.equal(answer.text, '{}')
    const [identity, ...others] = (await identitiesOf(name)) as Record<string, unknown>[]
    assert.deepEqual(others, [])
    assert.deepEqual(Object.keys(identity ?? {}), [
      'userId',
      'providerName',
      'providerType',
      'issuer',
      'primary',
      'dateCreated',
    ])
    const { dateCreated, ...rest } = identity ?? {}
    assert.ok(Number.isSafeInteger(dateCreated))
    assert.deepEqual(rest, {
      userId: 'CaseMatters1',
      providerName: 'Okta',
      providerType: 'OIDC',
      issuer: null,
      primary: false,
    })
  })

  test('shows the entity of a SAML provider as the issuer', async () => {
    await createProvider(root, pool, 'Saml', SAML)
    const name = await someone()
    await link(native(name), source('name-id', 'Saml'))
    const [identity] = (await identitiesOf(name)) as { issuer: unknown }[]
    assert.equal(identity?.issuer, 'https://idp.example.com')
  })

  test('links five identities to a user, and no sixth', async () => {
    const name = await someone()
    for (let i = 0; i < 5; i++) await link(native(name), source(`five${i}`, i < 3 ? 'Okta' : 'Google'))
    await refuses(
      link(native(name), source('sixth')),
      'LimitExceededException',
      'The maximum number of linked identities has been reached.',
    )
    assert.equal(((await identitiesOf(name)) as unknown[]).length, 5)
  })

  test('lets the links to a provider go by five attributes, and no sixth', async () => {
    const many = await newPool(root)
    const names = ['email', 'name', 'nickname', 'locale', 'zoneinfo', 'gender']
    const AttributeMapping = Object.fromEntries(names.map((name) => [name, name]))
    await createProvider(root, many, 'Okta', { AttributeMapping })
    for (const name of names.slice(0, 5)) {
      await link(native(await someone(many)), source('value', 'Okta', name), many)
    }
    await refuses(
      link(native(await someone(many)), source('value', 'Okta', 'gender'), many),
      'LimitExceededException',
      'The maximum number of distinct attribute names for links to an identity provider has been reached.',
    )
    await link(native(await someone(many)), source('another', 'Okta', 'email'), many)
  })

  test('refuses a link that exists, to the same user and to another', async () => {
    const name = await someone()
    await link(native(name), source('repeated'))
    await invalid(link(native(name), source('repeated')), 'SourceUser is already linked to DestinationUser')
    await refuses(
      link(native(await someone()), source('repeated')),
      'AliasExistsException',
      'SourceUser is already linked to another user',
    )
  })

  test('refuses a source that is a user already', async () => {
    const merging =
      'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link'
    await storeFederatedUser(house, pool, 'Okta', 'signed-in')
    await invalid(link(native(await someone()), source('signed-in')), merging)
    await newUser(root, pool, 'Okta_by-hand')
    await invalid(link(native(await someone()), source('by-hand')), merging)
  })

  test('links to a federated user by the name of its provider', async () => {
    const username = await storeFederatedUser(house, pool, 'Okta', 'host')
    await link(source('host'), source('guest', 'Google'))
    const identities = (await identitiesOf(username)) as { userId: string; primary: boolean }[]
    assert.deepEqual(
      identities.map(({ userId, primary }) => [userId, primary]),
      [
        ['host', true],
        ['guest', false],
      ],
    )
  })

  test('of sixteen users who are linked to one identity at once, one is', async () => {
    const names = await Promise.all(Array.from({ length: 16 }, () => someone()))
    const outcomes = await Promise.allSettled(names.map((name) => link(native(name), source('contested'))))
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    const linked = await Promise.all(names.map(identitiesOf))
    assert.equal(linked.filter(Boolean).length, 1)
  })
})
