import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { HIDING, type Refusal, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'
import { list, PASSWORD } from '../support/pools.ts'

const LambdaConfig = { CustomMessage: functionArn('custom-message') }
const CHARACTERS = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
const ADDRESS = 'alice@example.com'
const CODES = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }

/** The refusal of a text at a member of the function's response. */
const violation = (value: string, path: string, constraint: string): Refusal => [
  'InvalidParameterException',
  `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`,
]

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named('custom-message') },
    })
    let pool: string
    let client: string

    beforeEach(async () => {
      pool = await it.newPool({ ...VERIFY_BOTH, LambdaConfig })
      client = await it.newClient(pool)
      functions.set('custom-message', (event) => event)
      functions.events()
    })

    const signUp = (more: object = {}) => ({
      ClientId: client,
      Username: 'alice',
      Password: PASSWORD,
      UserAttributes: list({ email: ADDRESS }),
      ...more,
    })

    const invitation = (more: object = {}) => ({
      UserPoolId: pool,
      Username: 'alice',
      TemporaryPassword: 'Temp<1>&Horse',
      UserAttributes: list({ email: ADDRESS, email_verified: 'true' }),
      DesiredDeliveryMediums: ['EMAIL'],
      ...more,
    })

    async function newest(to = ADDRESS) {
      await it.house.settled()
      const messages = await it.house.storage.stores.inbox.newest({ limit: 100, to })
      return messages.find(({ userPoolId }) => userPoolId === pool)
    }

    describe('CustomMessage', () => {
      test('is called at SignUp with the event of the service, member by member', async () => {
        const { UserSub } = await it.ok('SignUp', signUp({ ClientMetadata: { campaign: 'spring' } }))
        assert.equal(
          functions.onlyText(),
          `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
            `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${client}"},` +
            '"triggerSource":"CustomMessage_SignUp","request":{"userAttributes":' +
            `{"sub":"${UserSub}","cognito:user_status":"UNCONFIRMED","email":"${ADDRESS}","email_verified":"false"},` +
            '"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":null,' +
            '"clientMetadata":{"campaign":"spring"}},' +
            '"response":{"smsMessage":null,"emailMessage":null,"emailSubject":null}}',
        )
        assert.match((await newest())?.body ?? '', /^Your verification code is \d{6}\. $/)
      })

      test('is called at AdminCreateUser with the event of the service, member by member', async () => {
        const { User } = await it.administrate('AdminCreateUser', invitation())
        const sub = User.Attributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
        assert.equal(
          functions.onlyText(),
          `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
            '"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"CLIENT_ID_NOT_APPLICABLE"},' +
            '"triggerSource":"CustomMessage_AdminCreateUser","request":{"userAttributes":' +
            `{"sub":"${sub}","cognito:user_status":"FORCE_CHANGE_PASSWORD","email":"${ADDRESS}","email_verified":"true"},` +
            '"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":"{username}"},' +
            '"response":{"smsMessage":null,"emailMessage":null,"emailSubject":null}}',
        )
      })

      test('is called for every other message, with the metadata of its request', async () => {
        pool = await it.newPool({ ...VERIFY_BOTH, ...CODES, LambdaConfig })
        const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH']
        client = await it.newClient(pool, { ExplicitAuthFlows })
        const user = await it.member(pool, client, { email: ADDRESS }, 'alice')
        const hers = { UserPoolId: pool, Username: 'alice' }
        const UserAttributes = list({ email_verified: 'true' })
        await it.administrate('AdminUpdateUserAttributes', { ...hers, UserAttributes })
        await it.signUp(client, { email: 'bob@example.com' }, 'bob')
        const AccessToken = await it.signIn(user)
        functions.events()

        const ClientMetadata = { from: 'test' }
        await it.ok('ResendConfirmationCode', { ClientId: client, Username: 'bob', ClientMetadata })
        await it.ok('ForgotPassword', { ClientId: client, Username: 'alice', ClientMetadata })
        await it.ok('GetUserAttributeVerificationCode', {
          AccessToken,
          AttributeName: 'email',
          ClientMetadata,
        })
        const other = { UserAttributes: list({ email: 'other@example.com' }), ClientMetadata }
        await it.ok('UpdateUserAttributes', { AccessToken, ...other })
        const back = { UserAttributes: list({ email: ADDRESS }), ClientMetadata }
        await it.administrate('AdminUpdateUserAttributes', { ...hers, ...back })
        const verified = { UserAttributes: list({ email_verified: 'true' }) }
        await it.administrate('AdminUpdateUserAttributes', { ...hers, ...verified })
        const AuthParameters = { USERNAME: 'alice' }
        const begun = await it.ok('InitiateAuth', { ClientId: client, AuthFlow: 'USER_AUTH', AuthParameters })
        await it.ok('RespondToAuthChallenge', {
          ClientId: client,
          ChallengeName: 'SELECT_CHALLENGE',
          ChallengeResponses: { USERNAME: 'alice', ANSWER: 'EMAIL_OTP' },
          Session: begun.Session,
          ClientMetadata,
        })
        await it.administrate('AdminResetUserPassword', { ...hers, ClientMetadata })
        assert.deepEqual(
          functions.events().map(({ triggerSource, callerContext, request }) => {
            assert.deepEqual(request.clientMetadata, ClientMetadata, triggerSource)
            return [triggerSource, callerContext.clientId === client ? 'client' : callerContext.clientId]
          }),
          [
            ['CustomMessage_ResendCode', 'client'],
            ['CustomMessage_ForgotPassword', 'client'],
            ['CustomMessage_VerifyUserAttribute', 'client'],
            ['CustomMessage_UpdateUserAttribute', 'client'],
            ['CustomMessage_UpdateUserAttribute', 'CLIENT_ID_NOT_APPLICABLE'],
            ['CustomMessage_Authentication', 'client'],
            ['CustomMessage_ForgotPassword', 'CLIENT_ID_NOT_APPLICABLE'],
          ],
        )
      })

      test('is not given the metadata of InitiateAuth', async () => {
        const byCode = await it.newPool({ ...VERIFY_BOTH, ...CODES, LambdaConfig })
        const ClientId = await it.newClient(byCode, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
        await it.member(byCode, ClientId, { email: ADDRESS }, 'alice')
        functions.events()
        const AuthParameters = { USERNAME: 'alice', PREFERRED_CHALLENGE: 'EMAIL_OTP' }
        const ClientMetadata = { from: 'test' }
        await it.ok('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters, ClientMetadata })
        const [{ triggerSource, request }] = functions.events()
        assert.deepEqual(
          [triggerSource, 'clientMetadata' in request],
          ['CustomMessage_Authentication', false],
        )
      })

      test('sets subject and body of an e-mail, and the code is filled in', async () => {
        const texts = {
          emailSubject: 'Welcome',
          emailMessage: '<b>{####}</b> for you',
          smsMessage: 'no {####}',
        }
        functions.set('custom-message', answering(texts))
        await it.ok('SignUp', signUp())
        const { subject, body, code } = (await newest()) ?? {}
        assert.equal(subject, 'Welcome')
        assert.equal(body, `<b>${code}</b> for you`)
        assert.match(code ?? '', /^\d{6}$/)
        await it.ok('ConfirmSignUp', { ClientId: client, Username: 'alice', ConfirmationCode: code })
      })

      test('leaves what it does not set to the templates of the pool', async () => {
        functions.set('custom-message', answering({ emailSubject: 'Welcome' }))
        await it.ok('SignUp', signUp())
        const { subject, body } = (await newest()) ?? {}
        assert.deepEqual(
          [subject, /^Your verification code is \d{6}\. $/.test(body ?? '')],
          ['Welcome', true],
        )
      })

      test('sets the text of a text message', async () => {
        functions.set('custom-message', answering({ smsMessage: 'Hi {####}', emailMessage: 'no code' }))
        await it.ok('SignUp', signUp({ UserAttributes: list({ phone_number: '+15555550100' }) }))
        assert.match((await newest('+15555550100'))?.body ?? '', /^Hi \d{6}$/)
      })

      test('sets the text of an invitation, with the name and the password, escaped in HTML', async () => {
        functions.set(
          'custom-message',
          answering({ emailMessage: '{username}: {####}', emailSubject: 'Come in' }),
        )
        await it.administrate('AdminCreateUser', invitation())
        const { subject, body } = (await newest()) ?? {}
        assert.deepEqual([subject, body], ['Come in', 'alice: Temp&#60;1&#62;&#38;Horse'])
      })

      test('leaves an empty subject to the templates of the pool, too', async () => {
        functions.set(
          'custom-message',
          answering({ smsMessage: '', emailMessage: '{####}', emailSubject: '' }),
        )
        await it.ok('SignUp', signUp())
        assert.equal((await newest())?.subject, 'Your verification code')
      })

      for (const [what, emailMessage] of [
        ['the name', 'password {####}'],
        ['the password', 'name {username}'],
      ]) {
        test(`leaves the text of an invitation that lacks ${what} to the pool, and keeps its subject`, async () => {
          functions.set('custom-message', answering({ emailMessage, emailSubject: 'Come in' }))
          await it.administrate('AdminCreateUser', invitation())
          const { subject, body } = (await newest()) ?? {}
          assert.equal(subject, 'Come in')
          assert.match(body ?? '', /^Your username is alice and temporary password is /)
        })
      }

      test('sets the text of an invitation without a password, which has no place for it', async () => {
        pool = await it.newPool({ ...VERIFY_BOTH, ...CODES, LambdaConfig })
        functions.set('custom-message', answering({ emailMessage: 'Hi {username}', emailSubject: 'Come in' }))
        await it.administrate('AdminCreateUser', invitation({ TemporaryPassword: undefined }))
        const { subject, body } = (await newest()) ?? {}
        assert.deepEqual([subject, body], ['Come in', 'Hi alice'])
      })

      const LONG = 'x'.repeat(20_000)
      const refusals: [string, object, Refusal, string?][] = [
        [
          'an e-mail without the code',
          { emailMessage: 'no code' },
          violation(
            'no code',
            'emailBody',
            String.raw`satisfy regular expression pattern: ${CHARACTERS}\{####\}${CHARACTERS}`,
          ),
        ],
        [
          'an e-mail with control characters',
          { emailMessage: '{####}\u0007' },
          violation(
            '{####}\u0007',
            'emailBody',
            String.raw`satisfy regular expression pattern: ${CHARACTERS}\{####\}${CHARACTERS}`,
          ),
        ],
        [
          'an e-mail that is too long',
          { emailMessage: `{####}${LONG}` },
          violation(
            `{####}${LONG}`.slice(0, 16_381).concat('...'),
            'emailBody',
            'have length less than or equal to 20000',
          ),
        ],
        [
          'a subject that is too long',
          { emailSubject: 'x'.repeat(141) },
          violation('x'.repeat(141), 'emailSubject', 'have length less than or equal to 140'),
        ],
        [
          'an empty e-mail without a subject',
          { emailMessage: '', emailSubject: '' },
          ['InvalidParameterException', 'The message is empty.'],
        ],
        [
          'a text that is none',
          { emailMessage: 7 },
          ['InvalidLambdaResponseException', 'Unrecognizable lambda output'],
        ],
        [
          'a member that does not exist',
          { emailBody: 'text' },
          ['InvalidLambdaResponseException', 'Unrecognizable lambda output'],
        ],
        [
          'a text message without the code',
          { smsMessage: 'no code' },
          violation(
            'no code',
            'smsMessage',
            String.raw`satisfy regular expression pattern: (?s).*\{####\}(?s).*`,
          ),
          '+15555550100',
        ],
        [
          'a text message that is too long',
          { smsMessage: `{####}${'x'.repeat(135)}` },
          violation(`{####}${'x'.repeat(135)}`, 'smsMessage', 'have length less than or equal to 140'),
          '+15555550100',
        ],
      ]
      for (const [what, members, refusal, phone_number] of refusals) {
        test(`is refused with ${what}, and no user is made`, async () => {
          functions.set('custom-message', answering(members))
          const UserAttributes = list(phone_number ? { phone_number } : { email: ADDRESS })
          assert.deepEqual(await it.refusal('SignUp', signUp({ UserAttributes })), refusal)
          const named = { UserPoolId: pool, Username: 'alice' }
          assert.equal((await it.refusal('AdminGetUser', named, true))[0], 'UserNotFoundException')
          assert.equal(await newest(phone_number ?? ADDRESS), undefined)
        })
      }

      test('is called after the response where users are hidden, and its failure shows only in the log', async () => {
        const hiding = await it.newClient(pool, HIDING)
        await it.member(pool, hiding, { email: ADDRESS }, 'alice')
        const UserAttributes = list({ email_verified: 'true' })
        await it.administrate('AdminUpdateUserAttributes', {
          UserPoolId: pool,
          Username: 'alice',
          UserAttributes,
        })
        await it.house.settled()
        functions.events()
        functions.set('custom-message', thrown('Stop'))
        await it.ok('ForgotPassword', { ClientId: hiding, Username: 'alice' })
        await it.ok('ForgotPassword', { ClientId: hiding, Username: 'nobody' })
        await it.house.settled()
        assert.deepEqual(
          functions.events().map(({ triggerSource }) => triggerSource),
          ['CustomMessage_ForgotPassword'],
        )
        const sent = (await newest())?.id
        functions.set('custom-message', answering({ emailMessage: 'Reset by {####}' }))
        it.house.passTime(5_000)
        await it.house.settled()
        const { id, body, code = '' } = (await newest()) ?? {}
        assert.notEqual(id, sent)
        assert.equal(body, `Reset by ${code}`)
        const replaced = { ClientId: hiding, Username: 'alice', ConfirmationCode: code, Password: PASSWORD }
        await it.ok('ConfirmForgotPassword', replaced)
      })

      test('is not called about a name that is taken', async () => {
        await it.ok('SignUp', signUp())
        functions.events()
        functions.set('custom-message', thrown('Stop'))
        const ours = { UserPoolId: pool, Username: 'alice', DesiredDeliveryMediums: ['EMAIL'] }
        const UserAttributes = list({ email: ADDRESS })
        for (const [operation, input, signed] of [
          ['SignUp', signUp(), false],
          ['AdminCreateUser', { ...ours, UserAttributes }, true],
        ] as const) {
          assert.equal((await it.refusal(operation, input, signed))[0], 'UsernameExistsException')
        }
        assert.deepEqual(functions.events(), [])
      })

      test('is not called about an address or number by which another user signs in', async () => {
        pool = await it.newPool({
          ...VERIFY_BOTH,
          UsernameAttributes: ['email', 'phone_number'],
          LambdaConfig,
        })
        client = await it.newClient(pool)
        await it.member(pool, client, { phone_number: '+15555550100' }, 'one@example.com')
        const user = await it.member(pool, client, {}, 'two@example.com')
        const AccessToken = await it.signIn(user)
        functions.events()
        functions.set('custom-message', thrown('Stop'))
        for (const taken of [{ email: 'one@example.com' }, { phone_number: '+15555550100' }]) {
          const UserAttributes = list(taken)
          const [name] = await it.refusal('UpdateUserAttributes', { AccessToken, UserAttributes })
          assert.equal(name, 'AliasExistsException')
        }
        const Username = 'three@example.com'
        const UserAttributes = list({ email: Username, phone_number: '+15555550100' })
        const invited = { UserPoolId: pool, Username, UserAttributes, DesiredDeliveryMediums: ['EMAIL'] }
        assert.equal((await it.refusal('AdminCreateUser', invited, true))[0], 'UsernameExistsException')
        assert.deepEqual(functions.events(), [])
      })

      test('is not called for a message beyond the limits, or one that is suppressed', async () => {
        await it.administrate('AdminCreateUser', invitation({ MessageAction: 'SUPPRESS' }))
        assert.deepEqual(functions.events(), [])
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
