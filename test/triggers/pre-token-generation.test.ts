import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { decode } from '../../src/domain/tokens/jwt.ts'
import { forEachAddress } from '../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { OTHER_PASSWORD, type SignedUp, SMS, useJourneys } from '../support/journeys.ts'
import { ALL_FLOWS, PASSWORD, TEMPORARY } from '../support/pools.ts'

const NAME = 'pre-token-generation'
const ADMIN = 'aws.cognito.signin.user.admin'
const ROLE = 'arn:aws:iam::123456789012:role/reader'

const versioned = (LambdaVersion: string) => ({
  PreTokenGenerationConfig: { LambdaVersion, LambdaArn: functionArn(NAME) },
})

interface Tokens {
  readonly id: Record<string, unknown>
  readonly access: Record<string, unknown>
}

const claimsIn = (token: string) => decode(token.split('.')[1] ?? '') ?? assert.fail('no token')
const tokensOf = ({ AuthenticationResult }: { AuthenticationResult: Record<string, string> }): Tokens => ({
  id: claimsIn(AuthenticationResult.IdToken ?? ''),
  access: claimsIn(AuthenticationResult.AccessToken ?? ''),
})

const scopesIn = ({ scope }: Tokens['access']) => String(scope).split(' ').sort()

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({ database: newAddress(), functions: { functions: functions.named(NAME) } })
    let pool: string
    let client: string
    let user: SignedUp

    async function prepare(LambdaConfig: object): Promise<void> {
      functions.set(NAME, (event) => event)
      pool = await it.newPool({ LambdaConfig })
      client = await it.newClient(pool, ALL_FLOWS)
      user = await it.member(pool, client, { email: 'alice@example.com' }, 'alice')
      functions.events()
    }

    const request = (more: object = {}) => ({
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
      ...more,
    })
    const signIn = async (more: object = {}) => tokensOf(await it.ok('InitiateAuth', request(more)))

    const attributes = () =>
      `{"sub":"${user.sub}","cognito:user_status":"CONFIRMED","email":"alice@example.com","email_verified":"false"}`
    const NO_GROUPS =
      '"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null}'
    const event = (version: string, source: string, request: string, response: string) =>
      `{"version":"${version}","triggerSource":"TokenGeneration_${source}","region":"us-east-1",` +
      `"userPoolId":"${pool}","userName":"alice","callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown",` +
      `"clientId":"${client}"},"request":${request},"response":{"${response}":null}}`

    async function joinGroup(): Promise<void> {
      const group = { UserPoolId: pool, GroupName: 'readers' }
      await it.administrate('CreateGroup', { ...group, RoleArn: ROLE, Precedence: 1 })
      await it.administrate('AdminAddUserToGroup', { ...group, Username: 'alice' })
    }

    describe('PreTokenGeneration of version 1', () => {
      beforeEach(() => prepare({ PreTokenGeneration: functionArn(NAME) }))
      const answer = (claimsOverrideDetails: object) =>
        functions.set(NAME, answering({ claimsOverrideDetails }))

      test('is called with the event of the service, member by member, and changes nothing if it sets nothing', async () => {
        const { id, access } = await signIn({ ClientMetadata: { not: 'passed on' } })
        assert.equal(
          functions.onlyText(),
          event(
            '1',
            'Authentication',
            `{"userAttributes":${attributes()},${NO_GROUPS}}`,
            'claimsOverrideDetails',
          ),
        )
        assert.equal(id.email, 'alice@example.com')
        assert.equal(access.scope, ADMIN)
      })

      test('is told of the groups of the user', async () => {
        await joinGroup()
        await signIn()
        assert.deepEqual(functions.events()[0].request.groupConfiguration, {
          groupsToOverride: ['readers'],
          iamRolesToOverride: [ROLE],
          preferredRole: ROLE,
        })
      })

      test('adds, changes and leaves out claims of the ID token alone; leaving out wins', async () => {
        answer({
          claimsToAddOrOverride: { plan: 'gold', email: 'other@example.com', gone: 'x' },
          claimsToSuppress: ['email_verified', 'gone'],
        })
        const { id, access } = await signIn()
        assert.equal(id.plan, 'gold')
        assert.equal(id.email, 'other@example.com')
        assert.ok(!('email_verified' in id) && !('gone' in id))
        assert.ok(!('plan' in access) && !('email' in access))
      })

      test('replaces groups in both tokens and roles in the ID token', async () => {
        await joinGroup()
        const override = {
          groupsToOverride: ['a', 'b'],
          iamRolesToOverride: [`${ROLE}2`],
          preferredRole: `${ROLE}2`,
        }
        answer({ groupOverrideDetails: override })
        const { id, access } = await signIn()
        assert.deepEqual(id['cognito:groups'], ['a', 'b'])
        assert.deepEqual(access['cognito:groups'], ['a', 'b'])
        assert.deepEqual(id['cognito:roles'], [`${ROLE}2`])
        assert.equal(id['cognito:preferred_role'], `${ROLE}2`)
        assert.ok(!('cognito:roles' in access))
      })

      for (const [what, groupOverrideDetails] of [
        ['an empty object', {}],
        ['null', null],
      ] as const) {
        test(`leaves groups out by ${what}`, async () => {
          await joinGroup()
          answer({ groupOverrideDetails })
          const { id, access } = await signIn()
          for (const name of ['cognito:groups', 'cognito:roles', 'cognito:preferred_role']) {
            assert.ok(!(name in id) && !(name in access), name)
          }
        })
      }

      test('leaves groups as they are without groupOverrideDetails', async () => {
        await joinGroup()
        answer({ claimsToAddOrOverride: null, claimsToSuppress: null })
        assert.deepEqual((await signIn()).id['cognito:groups'], ['readers'])
      })

      test('cannot change what the service protects', async () => {
        const plain = await signIn()
        const protectedClaims = [
          'sub',
          'iss',
          'aud',
          'exp',
          'iat',
          'auth_time',
          'token_use',
          'event_id',
          'jti',
        ]
        const names = [
          ...protectedClaims,
          'origin_jti',
          'cognito:username',
          'cognito:groups',
          'cognito:x',
          'dev:x',
        ]
        const claimsToAddOrOverride = Object.fromEntries(names.map((name) => [name, 'mine']))
        answer({ claimsToAddOrOverride, claimsToSuppress: names })
        const { id } = await signIn()
        assert.deepEqual(Object.keys(id).sort(), Object.keys(plain.id).sort())
        assert.ok(!Object.values(id).includes('mine'))
        assert.equal(id.sub, user.sub)
        assert.equal(id.aud, client)
        assert.equal(id.token_use, 'id')
      })

      const refused: [what: string, response: object][] = [
        ['a claim that is no text', { claimsOverrideDetails: { claimsToAddOrOverride: { level: 3 } } }],
        ['details that are a text', { claimsOverrideDetails: 'none' }],
        ['claims to suppress that are no list', { claimsOverrideDetails: { claimsToSuppress: 'email' } }],
        [
          'groups that are no texts',
          { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: [1] } } },
        ],
        ['a member that there is not', { claimsOverrideDetails: { scopesToAdd: ['a'] } }],
        ['the response of version 2', { claimsAndScopeOverrideDetails: {} }],
        [
          'more than 5000 claims',
          {
            claimsOverrideDetails: {
              claimsToAddOrOverride: Object.fromEntries(
                Array.from({ length: 5001 }, (_, n) => [`c${n}`, '']),
              ),
            },
          },
        ],
      ]
      for (const [what, response] of refused) {
        test(`refuses the sign-in by ${what}`, async () => {
          functions.set(NAME, answering(response))
          assert.deepEqual(await it.refusal('InitiateAuth', request()), [
            'InvalidLambdaResponseException',
            'Unrecognizable lambda output',
          ])
        })
      }

      test('is called for what ends the sign-in: a new password, with the ClientMetadata of the answer', async () => {
        const invited = { UserPoolId: pool, Username: 'bob', TemporaryPassword: TEMPORARY }
        await it.administrate('AdminCreateUser', { ...invited, MessageAction: 'SUPPRESS' })
        const AuthParameters = { USERNAME: 'bob', PASSWORD: TEMPORARY }
        const { Session } = await it.ok('InitiateAuth', request({ AuthParameters }))
        assert.deepEqual(functions.events(), [])
        const challenged = {
          ClientId: client,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: OTHER_PASSWORD },
          ClientMetadata: { a: 'b' },
          Session,
        }
        await it.ok('RespondToAuthChallenge', challenged)
        const [{ triggerSource, request: asked }] = functions.events()
        assert.equal(triggerSource, 'TokenGeneration_NewPasswordChallenge')
        assert.deepEqual(asked.clientMetadata, { a: 'b' })
        assert.equal(asked.userAttributes['cognito:user_status'], 'CONFIRMED')
      })

      test('refuses the sign-in by an error: no tokens, no session of the user', async () => {
        functions.set(NAME, thrown('No plan'))
        const { headers, json } = await it.house.call('InitiateAuth', request(), { signed: false })
        assert.equal(json.__type, 'UserLambdaValidationException')
        assert.equal(json.message, 'PreTokenGeneration failed with error No plan.')
        const { tokenFamilies } = it.house.storage.stores
        const requestId = headers.get('x-amzn-requestid') ?? ''
        assert.equal(await tokenFamilies.findByEvent(pool, user.sub, requestId), undefined)
      })

      test('does not let a user in who is disabled meanwhile', async () => {
        functions.set(NAME, async (asked) => {
          await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
          return asked
        })
        const refusal = await it.refusal('InitiateAuth', request())
        assert.deepEqual(refusal, ['NotAuthorizedException', 'User is disabled.'])
      })

      test('makes way for a second factor that the user activates meanwhile, and has not proven', async () => {
        await it.administrate('AdminUpdateUserAttributes', {
          UserPoolId: pool,
          Username: 'alice',
          UserAttributes: [{ Name: 'phone_number', Value: '+12065550123' }],
        })
        await it.administrate('SetUserPoolMfaConfig', {
          UserPoolId: pool,
          MfaConfiguration: 'OPTIONAL',
          SmsMfaConfiguration: { SmsConfiguration: SMS },
        })
        functions.set(NAME, async (asked) => {
          await it.administrate('AdminSetUserMFAPreference', {
            UserPoolId: pool,
            Username: 'alice',
            SMSMfaSettings: { Enabled: true },
          })
          return asked
        })
        const { AuthenticationResult: early, ...challenge } = await it.ok('InitiateAuth', request())
        assert.deepEqual([early, challenge.ChallengeName], [undefined, 'SMS_MFA'])
        const { AuthenticationResult } = await it.ok('RespondToAuthChallenge', {
          ClientId: request().ClientId,
          ChallengeName: 'SMS_MFA',
          Session: challenge.Session,
          ChallengeResponses: { USERNAME: 'alice', SMS_MFA_CODE: await it.codeTo('+12065550123') },
        })
        assert.ok(AuthenticationResult.AccessToken)
      })
    })

    describe('PreTokenGeneration at a refresh', () => {
      beforeEach(() => prepare(versioned('V2_0')))

      const refreshed = async () => {
        const { AuthenticationResult } = await it.ok('InitiateAuth', request())
        functions.events()
        return AuthenticationResult.RefreshToken as string
      }

      test('is called by REFRESH_TOKEN_AUTH, with the scopes of the sign-in', async () => {
        const AuthParameters = { REFRESH_TOKEN: await refreshed() }
        functions.set(NAME, (asked) => ({
          ...asked,
          response: {
            claimsAndScopeOverrideDetails: {
              accessTokenGeneration: { claimsToAddOrOverride: { again: true } },
            },
          },
        }))
        const { access } = await signIn({
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters,
          ClientMetadata: { a: 'b' },
        })
        assert.equal(access.again, true)
        assert.equal(
          functions.onlyText(),
          event(
            '2',
            'RefreshTokens',
            `{"userAttributes":${attributes()},${NO_GROUPS},"scopes":["${ADMIN}"]}`,
            'claimsAndScopeOverrideDetails',
          ),
        )
      })

      test('is called by GetTokensFromRefreshToken like at a sign-in, with its ClientMetadata', async () => {
        const input = { ClientId: client, RefreshToken: await refreshed(), ClientMetadata: { a: 'b' } }
        await it.ok('GetTokensFromRefreshToken', input)
        const [{ triggerSource, request: asked }] = functions.events()
        assert.equal(triggerSource, 'TokenGeneration_Authentication')
        assert.deepEqual(Object.keys(asked), [
          'userAttributes',
          'groupConfiguration',
          'clientMetadata',
          'scopes',
        ])
        assert.deepEqual(asked.clientMetadata, { a: 'b' })
      })

      test('does not use a rotating token up by an error', async () => {
        const rotating = await it.newClient(pool, {
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        })
        const { AuthenticationResult } = await it.ok('InitiateAuth', request({ ClientId: rotating }))
        const input = { ClientId: rotating, RefreshToken: AuthenticationResult.RefreshToken }
        functions.set(NAME, thrown('Not now'))
        const [name] = await it.refusal('GetTokensFromRefreshToken', input)
        assert.equal(name, 'UserLambdaValidationException')
        functions.set(NAME, (asked) => asked)
        await it.ok('GetTokensFromRefreshToken', input)
      })
    })

    for (const [version, LambdaVersion] of [
      ['2', 'V2_0'],
      ['3', 'V3_0'],
    ] as const) {
      describe(`PreTokenGeneration of version ${version}`, () => {
        beforeEach(() => prepare(versioned(LambdaVersion)))
        const answer = (claimsAndScopeOverrideDetails: object) =>
          functions.set(NAME, answering({ claimsAndScopeOverrideDetails }))

        test('is called with the event of the service, member by member', async () => {
          await signIn()
          const asked = `{"userAttributes":${attributes()},${NO_GROUPS},"scopes":["${ADMIN}"]}`
          assert.equal(
            functions.onlyText(),
            event(version, 'Authentication', asked, 'claimsAndScopeOverrideDetails'),
          )
        })

        test('sets claims of every JSON type in each token', async () => {
          const claims = {
            level: 3,
            admin: false,
            teams: ['a'],
            org: { id: 7, tags: [null] },
            plan: 'gold',
            none: null,
          }
          answer({
            idTokenGeneration: { claimsToAddOrOverride: { ...claims, where: 'id' } },
            accessTokenGeneration: { claimsToAddOrOverride: { ...claims, where: 'access' } },
          })
          const { id, access } = await signIn()
          for (const token of [id, access]) {
            assert.equal(token.level, 3)
            assert.equal(token.admin, false)
            assert.deepEqual(token.teams, ['a'])
            assert.deepEqual(token.org, { id: 7, tags: [null] })
            assert.equal(token.plan, 'gold')
            assert.ok(!('none' in token))
          }
          assert.deepEqual([id.where, access.where], ['id', 'access'])
        })

        test('adds scopes and takes some away, and the API heeds that', async () => {
          answer({
            accessTokenGeneration: {
              scopesToAdd: ['app/read', 'app/write'],
              scopesToSuppress: ['app/write'],
            },
          })
          const { AuthenticationResult } = await it.ok('InitiateAuth', request())
          assert.deepEqual(scopesIn(tokensOf({ AuthenticationResult }).access), ['app/read', ADMIN])
          await it.ok('GetUser', { AccessToken: AuthenticationResult.AccessToken })

          answer({ accessTokenGeneration: { scopesToSuppress: [ADMIN] } })
          const { AuthenticationResult: bare } = await it.ok('InitiateAuth', request())
          assert.equal(tokensOf({ AuthenticationResult: bare }).access.scope, '')
          assert.deepEqual(await it.refusal('GetUser', { AccessToken: bare.AccessToken }), [
            'NotAuthorizedException',
            'Access Token does not have required scopes',
          ])
        })

        test('cannot change what the service protects in the access token, and names no other audience', async () => {
          const plain = await signIn()
          const names = [
            'sub',
            'iss',
            'client_id',
            'username',
            'token_use',
            'scope',
            'exp',
            'iat',
            'auth_time',
            'jti',
          ]
          const more = [
            'origin_jti',
            'event_id',
            'version',
            'device_key',
            'cognito:groups',
            'identities',
            'aud',
          ]
          const claimsToAddOrOverride = Object.fromEntries([...names, ...more].map((name) => [name, 'mine']))
          answer({ accessTokenGeneration: { claimsToAddOrOverride, claimsToSuppress: [...names, ...more] } })
          const { access } = await signIn()
          assert.deepEqual(Object.keys(access).sort(), Object.keys(plain.access).sort())
          assert.ok(!Object.values(access).includes('mine'))

          answer({ accessTokenGeneration: { claimsToAddOrOverride: { aud: client } } })
          assert.equal((await signIn()).access.aud, client)
        })

        test('sets no objects where the ID token has simple values', async () => {
          const claims = { email_verified: { a: 1 }, phone_number_verified: [], address: {}, updated_at: [1] }
          answer({ idTokenGeneration: { claimsToAddOrOverride: claims } })
          const { id } = await signIn()
          assert.equal(id.email_verified, false)
          for (const name of ['phone_number_verified', 'address', 'updated_at'])
            assert.ok(!(name in id), name)
        })

        test('replaces groups in both tokens', async () => {
          answer({
            groupOverrideDetails: { groupsToOverride: ['a'], iamRolesToOverride: [], preferredRole: '' },
          })
          const { id, access } = await signIn()
          assert.deepEqual([id['cognito:groups'], access['cognito:groups']], [['a'], ['a']])
          assert.ok(!('cognito:preferred_role' in id))
        })

        const access = (members: object) => ({ accessTokenGeneration: members })
        const refused: [what: string, details: object][] = [
          ['the details of version 1', { claimsToAddOrOverride: {} }],
          ['scopes for the ID token', { idTokenGeneration: { scopesToAdd: ['a'] } }],
          ['a scope with a space', access({ scopesToAdd: ['a b'] })],
          ['an empty scope', access({ scopesToAdd: [''] })],
          ['scopes that are no texts', access({ scopesToAdd: [{ name: 'a' }] })],
          ['scopes that are no list', access({ scopesToSuppress: 'a' })],
          ['claims that are a list', access({ claimsToAddOrOverride: ['a'] })],
          ['a claim that is too large', access({ claimsToAddOrOverride: { large: 'x'.repeat(256 * 1024) } })],
          [
            'a claim of too many values',
            access({ claimsToAddOrOverride: { wide: Array(100_000).fill({}) } }),
          ],
          ['too many groups', { groupOverrideDetails: { groupsToOverride: Array(100_000).fill('g') } }],
          ['a claim of too many levels', access({ claimsToAddOrOverride: { deep: nested(40) } })],
        ]
        for (const [what, details] of refused) {
          test(`refuses the sign-in by ${what}`, async () => {
            answer(details)
            const [name, message] = await it.refusal('InitiateAuth', request())
            assert.deepEqual(
              [name, message],
              ['InvalidLambdaResponseException', 'Unrecognizable lambda output'],
            )
          })
        }
      })
    }
  },
  ['SQLite in memory', 'PostgreSQL'],
)

function nested(levels: number): unknown {
  return levels === 0 ? 'end' : [nested(levels - 1)]
}
