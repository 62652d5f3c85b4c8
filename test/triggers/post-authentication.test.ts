import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { OTHER_PASSWORD, type SignedUp, useJourneys } from '../support/journeys.ts'
import { ALL_FLOWS, PASSWORD, TEMPORARY } from '../support/pools.ts'

const LambdaConfig = { PostAuthentication: functionArn('post-authentication') }

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named('post-authentication') },
    })
    let pool: string
    let client: string
    let user: SignedUp

    beforeEach(async () => {
      pool = await it.newPool({ AliasAttributes: ['email'], LambdaConfig })
      client = await it.newClient(pool, ALL_FLOWS)
      functions.set('post-authentication', (event) => event)
      user = await it.member(pool, client, { email: 'alice@example.com' }, 'alice')
      functions.events()
    })

    const signIn = (more: object = {}) => ({
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
      ...more,
    })
    const event = (attributes: string, more = '') =>
      `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
      `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${client}"},` +
      `"triggerSource":"PostAuthentication_Authentication","request":{"userAttributes":${attributes},` +
      `"newDeviceUsed":false${more}},"response":{}}`

    describe('PostAuthentication', () => {
      test('is called at a sign-in with the event of the service, member by member', async () => {
        await it.ok('InitiateAuth', signIn({ ClientMetadata: { not: 'passed on' } }))
        const attributes =
          `{"sub":"${user.sub}","cognito:user_status":"CONFIRMED","email":"alice@example.com",` +
          '"email_verified":"false"}'
        assert.equal(functions.onlyText(), event(attributes))
      })

      test('gets the ClientMetadata of the answer to a challenge and the user as it becomes; its error leaves the challenge open', async () => {
        const invited = { UserPoolId: pool, Username: 'bob', TemporaryPassword: TEMPORARY }
        await it.administrate('AdminCreateUser', { ...invited, MessageAction: 'SUPPRESS' })
        const AuthParameters = { USERNAME: 'bob', PASSWORD: TEMPORARY }
        const { Session } = await it.ok('InitiateAuth', signIn({ AuthParameters }))
        assert.deepEqual(functions.events(), [])
        const answer = {
          ClientId: client,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: OTHER_PASSWORD },
          ClientMetadata: { a: 'b' },
          Session,
        }
        functions.set('post-authentication', thrown('Not now'))
        const [name] = await it.refusal('RespondToAuthChallenge', answer)
        assert.equal(name, 'UserLambdaValidationException')
        assert.equal((await it.look(pool, 'bob')).status, 'FORCE_CHANGE_PASSWORD')
        functions.set('post-authentication', (asked) => asked)
        functions.events()
        await it.ok('RespondToAuthChallenge', answer)
        const [{ request }] = functions.events()
        assert.deepEqual(request.clientMetadata, { a: 'b' })
        assert.equal(request.userAttributes['cognito:user_status'], 'CONFIRMED')
      })

      test('is told of a new device where the pool tracks devices', async () => {
        const tracking = await it.newPool({
          LambdaConfig,
          DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false },
        })
        const ClientId = await it.newClient(tracking)
        await it.member(tracking, ClientId, {}, 'alice')
        await it.ok('InitiateAuth', signIn({ ClientId }))
        assert.equal(functions.events()[0].request.newDeviceUsed, true)
      })

      test('is called for administrators, too', async () => {
        const input = signIn({ UserPoolId: pool, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' })
        await it.administrate('AdminInitiateAuth', input)
        assert.equal(functions.events().length, 1)
      })

      test('is not called for a wrong password, nor at a refresh', async () => {
        await it.refusal(
          'InitiateAuth',
          signIn({ AuthParameters: { USERNAME: 'alice', PASSWORD: 'Wrong-Horse-7' } }),
        )
        assert.deepEqual(functions.events(), [])
        const { AuthenticationResult } = await it.ok('InitiateAuth', signIn())
        functions.events()
        const AuthParameters = { REFRESH_TOKEN: AuthenticationResult.RefreshToken }
        await it.ok('InitiateAuth', signIn({ AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }))
        assert.deepEqual(functions.events(), [])
      })

      test('refuses the sign-in by an error: no tokens, and no session of the user', async () => {
        functions.set('post-authentication', thrown('Not today'))
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), [
          'UserLambdaValidationException',
          'PostAuthentication failed with error Not today.',
        ])
        functions.set('post-authentication', (asked) => asked)
        await it.signIn(user)
      })

      test('does not let a user in who is disabled meanwhile', async () => {
        functions.set('post-authentication', async (asked) => {
          await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
          return asked
        })
        const [name, message] = await it.refusal('InitiateAuth', signIn())
        assert.deepEqual([name, message], ['NotAuthorizedException', 'User is disabled.'])
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
