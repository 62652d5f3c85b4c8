import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUpdateUserAttributesCommand,
  DescribeIdentityProviderCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeResourceServerCommand,
  DescribeTermsByClientCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetGroupCommand,
  GetUICustomizationCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { codeAt } from '../support/authenticator-app.ts'
import { ROOT } from '../support/poolhouse.ts'
import { forEachSite, openSite } from './run-command.ts'
import { CLIENT, LOGO, PASSWORD, POOL, SECRET, SECRET_CODE, SUB, WORLD } from './world.test-data.ts'

const TOTP = 'SOFTWARE_TOKEN_MFA'
const ALL =
  '2 user pools, 1 identity provider, 1 resource server, 3 clients, 1 domain, 1 UI customization, 1 branding, 1 terms document, 1 group, 3 users'
const MADE = `made ${ALL}; kept nothing`
const KEPT = `made nothing; kept ${ALL}`

forEachSite((site) => {
  describe('poolhouse seed', () => {
    let serving: Promise<string> | undefined

    /** The address of the site's server, which starts when it is first asked for. */
    function address(): Promise<string> {
      serving ??= site.serve()
      return serving
    }

    test('makes what is declared, under the ids that were chosen', async () => {
      const file = site.write('world.yaml', WORLD)
      assert.equal(await site.printedHere('seed', file), `${file}: ${MADE}.\n`)
      const client = site.client(await address(), ROOT, 'eu-west-1')

      const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: POOL }))
      assert.deepEqual([UserPool?.Name, UserPool?.UserPoolTags], ['app', { team: 'blue' }])
      const backend = { UserPoolId: POOL, ClientId: 'backend0000000000000000001' }
      const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand(backend))
      assert.equal(UserPoolClient?.ClientSecret, SECRET)

      const alice = { UserPoolId: POOL, Username: 'alice@example.com' }
      const { Username, UserStatus, UserAttributes } = await client.send(new AdminGetUserCommand(alice))
      assert.deepEqual([Username, UserStatus], [SUB, 'CONFIRMED'])
      assert.deepEqual(Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])), {
        sub: SUB,
        email: 'alice@example.com',
        email_verified: 'true',
        'custom:tier': 'gold',
      })
      const { Groups } = await client.send(new AdminListGroupsForUserCommand(alice))
      assert.deepEqual(
        Groups?.map(({ GroupName }) => GroupName),
        ['admins'],
      )
      const bob = await client.send(new AdminGetUserCommand({ ...alice, Username: 'bob@example.com' }))
      assert.equal(bob.UserStatus, 'FORCE_CHANGE_PASSWORD')

      const AuthParameters = { USERNAME: 'alice@example.com', PASSWORD }
      const signIn = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: CLIENT, AuthParameters } as const
      const { AuthenticationResult } = await client.send(new InitiateAuthCommand(signIn))
      assert.ok(AuthenticationResult?.AccessToken)
    })

    test('gives a user an authenticator app, which the pool offers and the user prefers', async () => {
      const client = site.client(await address(), ROOT, 'us-east-1')
      const { UserMFASettingList, PreferredMfaSetting } = await client.send(
        new AdminGetUserCommand({ UserPoolId: 'us-east-1_Example02', Username: 'carol' }),
      )
      assert.deepEqual([UserMFASettingList, PreferredMfaSetting], [[TOTP], TOTP])
      const ClientId = 'strict0000000000000000001'
      const AuthParameters = { USERNAME: 'carol', PASSWORD }
      const begun = await client.send(
        new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }),
      )
      assert.equal(begun.ChallengeName, TOTP)
      assert.equal(begun.ChallengeParameters?.FRIENDLY_DEVICE_NAME, 'phone')
      const SOFTWARE_TOKEN_MFA_CODE = codeAt(SECRET_CODE, Date.now())
      const { AuthenticationResult } = await client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: TOTP,
          Session: begun.Session,
          ChallengeResponses: { USERNAME: 'carol', SOFTWARE_TOKEN_MFA_CODE },
        }),
      )
      assert.ok(AuthenticationResult?.AccessToken)
    })

    test('makes an identity provider before the clients that name it, and links a user to it', async () => {
      const client = site.client(await address(), ROOT, 'us-east-1')
      const UserPoolId = 'us-east-1_Example02'
      const { IdentityProvider } = await client.send(
        new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: 'Okta' }),
      )
      assert.equal(IdentityProvider?.ProviderDetails?.client_secret, SECRET)
      assert.deepEqual(IdentityProvider?.IdpIdentifiers, ['example.com'])
      assert.deepEqual(IdentityProvider?.AttributeMapping, { username: 'sub', email: 'mail' })
      assert.deepEqual(IdentityProvider?.AcrMapping, { Level1: 'basic' })
      const group = { UserPoolId, GroupName: `${UserPoolId}_Okta` }
      assert.ok((await client.send(new GetGroupCommand(group))).Group)
      const { UserAttributes = [] } = await client.send(
        new AdminGetUserCommand({ UserPoolId, Username: 'carol' }),
      )
      const identities = UserAttributes.find(({ Name }) => Name === 'identities')?.Value ?? '[]'
      assert.equal(JSON.parse(identities)[0].userId, 'carol@example.com')
    })

    test('makes resource servers before the clients that name their scopes, and pages after these', async () => {
      const client = site.client(await address(), ROOT, 'eu-west-1')
      const server = { UserPoolId: POOL, Identifier: 'orders' }
      const { ResourceServer } = await client.send(new DescribeResourceServerCommand(server))
      assert.deepEqual(ResourceServer?.Scopes, [{ ScopeName: 'read', ScopeDescription: 'Reads orders' }])
      const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain: 'app' }))
      assert.deepEqual([DomainDescription?.UserPoolId, DomainDescription?.ManagedLoginVersion], [POOL, 2])
      const { UICustomization } = await client.send(new GetUICustomizationCommand({ UserPoolId: POOL }))
      assert.equal(UICustomization?.CSS, '.label-customizable { color: red }')
      const image = await fetch(UICustomization?.ImageUrl?.replace(/^.*?:\/\/[^/]*/, await address()) ?? '')
      assert.equal(Buffer.from(await image.arrayBuffer()).toString('base64'), LOGO)
      const ofClient = { UserPoolId: POOL, ClientId: CLIENT }
      const { ManagedLoginBranding } = await client.send(
        new DescribeManagedLoginBrandingByClientCommand(ofClient),
      )
      assert.deepEqual(ManagedLoginBranding?.Settings, {
        categories: { global: { colorSchemeMode: 'DARK' } },
      })
      assert.equal(ManagedLoginBranding?.Assets?.length, 1)
      const { Terms } = await client.send(
        new DescribeTermsByClientCommand({ ...ofClient, TermsName: 'terms-of-use' }),
      )
      assert.deepEqual(Terms?.Links, { 'cognito:default': 'https://example.com/terms' })
    })

    test('leaves existing objects unchanged', async () => {
      const client = site.client(await address(), ROOT, 'eu-west-1')
      const alice = { UserPoolId: POOL, Username: 'alice@example.com' }
      const UserAttributes = [{ Name: 'custom:tier', Value: 'silver' }]
      await client.send(new AdminUpdateUserAttributesCommand({ ...alice, UserAttributes }))
      const file = site.write('world.yaml', WORLD)
      assert.equal(await site.printedHere('seed', file), `${file}: ${KEPT}.\n`)
      const after = await client.send(new AdminGetUserCommand(alice))
      assert.ok(after.UserAttributes?.some(({ Value }) => Value === 'silver'))
    })

    test('leaves an audit record of each thing made, without passwords and names of users', async () => {
      const records = await site.records('--user-pool', POOL)
      const seeded = records.filter(({ eventName }) => /^(Create|AdminCreate)/.test(eventName))
      assert.deepEqual(seeded.map(({ eventName }) => eventName).sort(), [
        'AdminCreateUser',
        'AdminCreateUser',
        'CreateGroup',
        'CreateManagedLoginBranding',
        'CreateResourceServer',
        'CreateTerms',
        'CreateUserPool',
        'CreateUserPoolClient',
        'CreateUserPoolClient',
        'CreateUserPoolDomain',
      ])
      const text = JSON.stringify(records)
      for (const secret of [PASSWORD, SECRET, SECRET_CODE, 'alice@example.com'])
        assert.equal(text.includes(secret), false)
    })

    test('creates nothing if one part is refused, and reports the line', async () => {
      const file = site.write(
        'refused.yaml',
        [
          'UserPools:',
          '  - Id: us-east-1_Refused',
          '    PoolName: refused',
          '    Users:',
          '      - { Username: good, Password: Long-enough-1 }',
          '      - { Username: bad, Password: short }',
        ].join('\n'),
      )
      const { code, stderr } = await site.here('seed', file)
      assert.equal(code, 1)
      assert.equal(
        stderr,
        `poolhouse: ${file}:6: UserPools[0].Users[1] can't be made: InvalidPasswordException: ` +
          'Password does not conform to policy: Password not long enough\n',
      )
      const client = site.client(await address())
      await assert.rejects(client.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_Refused' })), {
        name: 'ResourceNotFoundException',
      })
    })

    test('refuses a client whose id another pool has', async () => {
      const UserPoolClients = [{ ClientId: CLIENT, ClientName: 'web' }]
      const UserPools = [{ Id: 'us-east-1_Example02', PoolName: 'other', UserPoolClients }]
      const file = site.write('conflict.json', { UserPools })
      const { stderr } = await site.here('seed', file)
      assert.equal(
        stderr,
        `poolhouse: ${file}:1: UserPools[0].UserPoolClients[0] can't be made: the user pool ${POOL} has a ` +
          `client ${CLIENT}\n`,
      )
    })

    test('makes one world once, however many nodes seed it at a time', async () => {
      const file = site.write(
        'rivals.yaml',
        WORLD.replaceAll('Example', 'Rivals')
          .replaceAll('00001', '00009')
          .replace('Domain: app', 'Domain: rivals'),
      )
      const outcomes = await Promise.all([site.printed('seed', file), site.printed('seed', file)])
      assert.deepEqual(outcomes.sort(), [`${file}: ${MADE}.\n`, `${file}: ${KEPT}.\n`])
    })
  })
})

describe('poolhouse serve --seed', () => {
  const site = openSite([], {})

  test('does not start with a faulty world', async () => {
    const file = site.write('wrong.yaml', 'UserPools:\n  - Id: us-east-1_a\n    PoolNam: x\n')
    const { code, stdout, stderr } = await site.run('serve', '--port', '0', '--seed', file)
    assert.deepEqual([code, stdout], [1, ''])
    assert.equal(
      stderr,
      `poolhouse: ${file}:3: UserPools[0].PoolNam is not a member here: did you mean PoolName?\n`,
    )
    assert.equal(existsSync(join(site.folder, 'data', 'poolhouse.sqlite')), false)
  })

  test('has the world from its first request on, with one worker or several', async () => {
    const file = site.write('world.yaml', WORLD)
    for (const args of [
      ['--seed', file],
      ['--seed-file', file, '--workers', '2'],
    ]) {
      const client = site.client(await site.serve(...args), ROOT, 'eu-west-1')
      const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: POOL }))
      assert.equal(UserPool?.EstimatedNumberOfUsers, 2)
    }
  })
})
