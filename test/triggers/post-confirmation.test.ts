import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { OTHER_PASSWORD, type SignedUp, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'

const LambdaConfig = { PostConfirmation: functionArn('post-confirmation') }
const FAILED = ['UserLambdaValidationException', 'PostConfirmation failed with error Too late.']

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named('post-confirmation') },
    })
    let pool: string
    let client: string
    let user: SignedUp

    beforeEach(async () => {
      pool = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'], LambdaConfig })
      client = await it.newClient(pool)
      functions.set('post-confirmation', (event) => event)
      user = await it.signUp(client, { email: 'alice@example.com' }, 'alice')
      functions.events()
    })

    const confirm = async (more: object = {}) => ({
      ClientId: client,
      Username: 'alice',
      ConfirmationCode: await it.codeTo('alice@example.com'),
      ...more,
    })
    const event = (source: string, request: string, clientId = client) =>
      `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
      `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${clientId}"},` +
      `"triggerSource":"PostConfirmation_${source}","request":${request},"response":{}}`

    describe('PostConfirmation', () => {
      test('is called after ConfirmSignUp with the event of the service, member by member', async () => {
        await it.ok('ConfirmSignUp', await confirm({ ClientMetadata: { a: 'b' } }))
        const request =
          `{"userAttributes":{"sub":"${user.sub}","cognito:email_alias":"alice@example.com",` +
          '"cognito:user_status":"CONFIRMED","email":"alice@example.com","email_verified":"true"},' +
          '"clientMetadata":{"a":"b"}}'
        assert.equal(functions.onlyText(), event('ConfirmSignUp', request))
      })

      test('is called after AdminConfirmSignUp without a client', async () => {
        const input = { UserPoolId: pool, Username: 'alice', ClientMetadata: { c: 'd' } }
        await it.administrate('AdminConfirmSignUp', input)
        const request =
          `{"userAttributes":{"sub":"${user.sub}","cognito:user_status":"CONFIRMED",` +
          '"email":"alice@example.com","email_verified":"false"},"clientMetadata":{"c":"d"}}'
        assert.equal(functions.onlyText(), event('ConfirmSignUp', request, 'CLIENT_ID_NOT_APPLICABLE'))
      })

      test('is called after ConfirmForgotPassword', async () => {
        await it.ok('ConfirmSignUp', await confirm())
        functions.events()
        await it.ok('ForgotPassword', { ClientId: client, Username: 'alice' })
        await it.ok(
          'ConfirmForgotPassword',
          await confirm({ Password: OTHER_PASSWORD, ClientMetadata: { e: 'f' } }),
        )
        const request =
          `{"userAttributes":{"sub":"${user.sub}","cognito:email_alias":"alice@example.com",` +
          '"cognito:user_status":"CONFIRMED","email":"alice@example.com","email_verified":"true"},' +
          '"clientMetadata":{"e":"f"}}'
        assert.equal(functions.onlyText(), event('ConfirmForgotPassword', request))
      })

      test('gets no clientMetadata if none was sent', async () => {
        await it.ok('ConfirmSignUp', await confirm())
        const [{ request }] = functions.events()
        assert.deepEqual(Object.keys(request), ['userAttributes'])
      })

      test('is not called for what is refused', async () => {
        await it.refusal('ConfirmSignUp', { ...(await confirm()), ConfirmationCode: '000000' })
        assert.deepEqual(functions.events(), [])
      })

      test('reports its error, and the user stays confirmed', async () => {
        functions.set('post-confirmation', thrown('Too late'))
        assert.deepEqual(await it.refusal('ConfirmSignUp', await confirm()), FAILED)
        assert.equal((await it.look(pool, 'alice')).status, 'CONFIRMED')
        await it.signIn(user)
      })

      test('reports its error to administrators, and the user stays confirmed', async () => {
        functions.set('post-confirmation', thrown('Too late'))
        const input = { UserPoolId: pool, Username: 'alice' }
        assert.deepEqual(await it.refusal('AdminConfirmSignUp', input, true), FAILED)
        assert.equal((await it.look(pool, 'alice')).status, 'CONFIRMED')
      })

      test('reports its error, and the new password stays set', async () => {
        await it.ok('ConfirmSignUp', await confirm())
        await it.ok('ForgotPassword', { ClientId: client, Username: 'alice' })
        functions.set('post-confirmation', thrown('Too late'))
        const input = await confirm({ Password: OTHER_PASSWORD })
        assert.deepEqual(await it.refusal('ConfirmForgotPassword', input), FAILED)
        await it.signIn(user, OTHER_PASSWORD)
      })

      test('sees what is committed', async () => {
        let seen = ''
        functions.set('post-confirmation', async (asked) => {
          seen = (await it.look(pool, 'alice')).status
          return asked
        })
        await it.ok('ConfirmSignUp', await confirm())
        assert.equal(seen, 'CONFIRMED')
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
