import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { type Journeys, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'
import { list, PASSWORD, TEMPORARY } from '../support/pools.ts'

const LambdaConfig = {
  PreSignUp: functionArn('pre-sign-up'),
  PostConfirmation: functionArn('post-confirmation'),
}

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const names = functions.named('pre-sign-up', 'post-confirmation')
    const it = useJourneys({ database: newAddress(), functions: { functions: names } })
    let pool: string
    let client: string

    beforeEach(async () => {
      pool = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'], LambdaConfig })
      client = await it.newClient(pool)
      functions.set('pre-sign-up', (event) => event)
      functions.events()
    })

    const request = (Username: string, more: object = {}) => ({
      ClientId: client,
      Username,
      Password: PASSWORD,
      UserAttributes: list({ email: `${Username}@example.com` }),
      ...more,
    })

    describe('PreSignUp', () => {
      test('is called at SignUp with the event of the service, member by member', async () => {
        const input = request('alice', {
          ValidationData: list({ captcha: 'yes' }),
          ClientMetadata: { campaign: 'spring' },
        })
        const headers = { 'user-agent': 'aws-sdk-nodejs/2.880.0 linux/v14.16.0 callback' }
        assert.equal((await it.house.call('SignUp', input, { signed: false, headers })).status, 200)
        assert.equal(
          functions.onlyText(),
          `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
            `"callerContext":{"awsSdkVersion":"aws-sdk-nodejs-2.880.0","clientId":"${client}"},` +
            '"triggerSource":"PreSignUp_SignUp","request":{"userAttributes":{"email":"alice@example.com"},' +
            '"validationData":{"captcha":"yes"},"clientMetadata":{"campaign":"spring"}},' +
            '"response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}',
        )
      })

      test('gets validationData null and no clientMetadata if the client sent none', async () => {
        await it.ok('SignUp', request('bob'))
        const [{ request: asked, callerContext }] = functions.events()
        assert.equal(
          JSON.stringify(asked),
          '{"userAttributes":{"email":"bob@example.com"},"validationData":null}',
        )
        assert.equal(callerContext.awsSdkVersion, 'aws-sdk-unknown-unknown')
      })

      test('is told the name and the address of users whose address is their name', async () => {
        const byMail = await it.newPool({ UsernameAttributes: ['email'], LambdaConfig })
        const ClientId = await it.newClient(byMail)
        const { UserSub } = await it.ok('SignUp', { ClientId, Username: 'm@example.com', Password: PASSWORD })
        const [{ userName, request: asked }] = functions.events()
        assert.equal(userName, UserSub)
        assert.deepEqual(asked.userAttributes, { email: 'm@example.com' })
      })

      test('leaves the user unconfirmed unless it says otherwise', async () => {
        const answer = await it.ok('SignUp', request('carol'))
        assert.equal(answer.UserConfirmed, false)
        assert.equal(answer.CodeDeliveryDetails.Destination, 'c***@e***')
        assert.equal((await it.look(pool, 'carol')).status, 'UNCONFIRMED')
        assert.equal((await it.messagesTo('carol@example.com')).length, 1)
      })

      test('confirms the user with autoConfirmUser, without a code, and PostConfirmation follows', async () => {
        functions.set('pre-sign-up', answering({ autoConfirmUser: true }))
        const answer = await it.ok('SignUp', request('dave', { ClientMetadata: { a: 'b' } }))
        assert.deepEqual(answer, { UserConfirmed: true, UserSub: answer.UserSub })
        const events = functions.events()
        assert.deepEqual(
          events.map(({ triggerSource }) => triggerSource),
          ['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp'],
        )
        assert.deepEqual(events[1].request.clientMetadata, { a: 'b' })
        const { status, attributes } = await it.look(pool, 'dave')
        assert.equal(status, 'CONFIRMED')
        assert.equal(attributes.email_verified, 'false')
        assert.deepEqual(await it.messagesTo('dave@example.com'), [])
        await it.signIn({ ClientId: client, Username: 'dave', sub: answer.UserSub })
      })

      test('verifies contacts with autoVerifyEmail and autoVerifyPhone', async () => {
        functions.set(
          'pre-sign-up',
          answering({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true }),
        )
        const UserAttributes = list({ email: 'e@example.com', phone_number: '+15555550100' })
        await it.ok('SignUp', request('erin', { UserAttributes }))
        const { attributes } = await it.look(pool, 'erin')
        assert.equal(attributes.email_verified, 'true')
        assert.equal(attributes.phone_number_verified, 'true')
      })

      test('takes a verified alias from the user who has it', async () => {
        functions.set('pre-sign-up', answering({ autoConfirmUser: true, autoVerifyEmail: true }))
        const UserAttributes = list({ email: 'shared@example.com' })
        await it.ok('SignUp', request('first', { UserAttributes }))
        await it.ok('SignUp', request('second', { UserAttributes }))
        assert.equal((await it.look(pool, 'first')).attributes.email_verified, 'false')
        assert.equal((await it.look(pool, 'second')).attributes.email_verified, 'true')
        assert.equal(
          (await it.look(pool, 'shared@example.com')).attributes.sub,
          (await it.look(pool, 'second')).attributes.sub,
        )
      })

      const refused: [what: string, members: object, name: string, message: string][] = [
        [
          'a contact that is verified for a user who is not confirmed',
          { autoVerifyEmail: true },
          'InvalidLambdaResponseException',
          'Phone or email cannot be auto verified, when user is not being auto confirmed.',
        ],
        [
          'a contact that the user does not have',
          { autoConfirmUser: true, autoVerifyPhone: true },
          'InvalidParameterException',
          'Phone number is required when autoVerifyPhone is set to true.',
        ],
        [
          'a member of the wrong type',
          { autoConfirmUser: 'true' },
          'InvalidLambdaResponseException',
          'Unrecognizable lambda output',
        ],
        [
          'a member that the trigger does not have',
          { failAuthentication: true },
          'InvalidLambdaResponseException',
          'Unrecognizable lambda output',
        ],
      ]
      for (const [what, members, name, message] of refused) {
        test(`refuses ${what}, and leaves nothing behind`, async () => {
          functions.set('pre-sign-up', answering(members))
          assert.deepEqual(await it.refusal('SignUp', request('frank')), [name, message])
          await leavesNothing(it, pool, 'frank')
        })
      }

      test('refuses the sign-up by an error, and leaves nothing behind', async () => {
        functions.set('pre-sign-up', thrown('Not you'))
        assert.deepEqual(await it.refusal('SignUp', request('grace')), [
          'UserLambdaValidationException',
          'PreSignUp failed with error Not you.',
        ])
        await leavesNothing(it, pool, 'grace')
      })

      test('is not asked about what is refused anyway', async () => {
        await it.ok('SignUp', request('heidi'))
        functions.events()
        const [name] = await it.refusal('SignUp', request('heidi'))
        assert.equal(name, 'UsernameExistsException')
        await it.refusal('SignUp', request('ivan', { Password: 'short' }))
        assert.deepEqual(functions.events(), [])
      })

      test('meets nothing locked: the name may be taken while it thinks', async () => {
        functions.set('pre-sign-up', async (event) => {
          functions.set('pre-sign-up', (other) => other)
          await it.ok('SignUp', request('judy'))
          return event
        })
        const [name] = await it.refusal('SignUp', request('judy'))
        assert.equal(name, 'UsernameExistsException')
      })
    })

    describe('PreSignUp at AdminCreateUser', () => {
      const invitation = (Username: string, more: object = {}) => ({
        UserPoolId: pool,
        Username,
        TemporaryPassword: TEMPORARY,
        MessageAction: 'SUPPRESS',
        UserAttributes: list({ email: `${Username}@example.com` }),
        ...more,
      })

      test('gets the event without a client', async () => {
        const metadata = { ValidationData: list({ by: 'hr' }), ClientMetadata: { c: 'd' } }
        await it.administrate('AdminCreateUser', invitation('alice', metadata))
        assert.equal(
          functions.onlyText(),
          `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
            '"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"CLIENT_ID_NOT_APPLICABLE"},' +
            '"triggerSource":"PreSignUp_AdminCreateUser","request":{"userAttributes":{"email":"alice@example.com"},' +
            '"validationData":{"by":"hr"},"clientMetadata":{"c":"d"}},' +
            '"response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}',
        )
      })

      test('changes nothing by its response', async () => {
        functions.set('pre-sign-up', answering({ autoConfirmUser: true, autoVerifyEmail: true }))
        await it.administrate('AdminCreateUser', invitation('bob'))
        const { status, attributes } = await it.look(pool, 'bob')
        assert.equal(status, 'FORCE_CHANGE_PASSWORD')
        assert.equal(attributes.email_verified, undefined)
      })

      test('refuses the user by an error, and leaves nothing behind', async () => {
        functions.set('pre-sign-up', thrown('No'))
        const input = invitation('oscar', { MessageAction: undefined, DesiredDeliveryMediums: ['EMAIL'] })
        assert.deepEqual(await it.refusal('AdminCreateUser', input, true), [
          'UserLambdaValidationException',
          'PreSignUp failed with error No.',
        ])
        await leavesNothing(it, pool, 'oscar')
      })

      test('is not called when an invitation is repeated, or the name is taken', async () => {
        await it.administrate('AdminCreateUser', invitation('dave'))
        functions.events()
        await it.administrate('AdminCreateUser', invitation('dave', { MessageAction: 'RESEND' }))
        await it.refusal('AdminCreateUser', invitation('dave'), true)
        assert.deepEqual(functions.events(), [])
      })

      test('is not called about an invitation that cannot be sent', async () => {
        const sent = { MessageAction: undefined, DesiredDeliveryMediums: ['SMS'] }
        await it.refusal('AdminCreateUser', invitation('erin', sent), true)
        assert.deepEqual(functions.events(), [])
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)

async function leavesNothing(it: Journeys, UserPoolId: string, Username: string): Promise<void> {
  const [name] = await it.refusal('AdminGetUser', { UserPoolId, Username }, true)
  assert.equal(name, 'UserNotFoundException')
  assert.deepEqual(await it.messagesTo(`${Username}@example.com`), [])
}
