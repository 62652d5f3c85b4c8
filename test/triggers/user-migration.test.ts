import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { HIDING, OTHER_PASSWORD, type Refusal, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'
import { ALL_FLOWS, PASSWORD } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { srpClient, timestamp } from '../support/srp-client.ts'
import { tickingClock } from '../support/ticking-clock.ts'

const LambdaConfig = { UserMigration: functionArn('user-migration') }
const FLOWS = { ExplicitAuthFlows: [...ALL_FLOWS.ExplicitAuthFlows, 'ALLOW_USER_AUTH'] }
const WRONG: Refusal = ['NotAuthorizedException', 'Incorrect username or password.']
const UNKNOWN: Refusal = ['UserNotFoundException', 'User does not exist.']
const failedFor = (client: string): Refusal => [
  'UserNotFoundException',
  `Exception migrating user in app client ${client}`,
]

const EMAIL = { email: 'alice@example.com', email_verified: 'true' }
const KNOWN = { userAttributes: EMAIL, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' }
const NOTE = { Name: 'note', AttributeDataType: 'String', Mutable: true }
/** What the event offers the function to fill in. */
const EMPTY =
  '{"userAttributes":null,"forceAliasCreation":null,"enableSMSMFA":null,"finalUserStatus":null,' +
  '"messageAction":null,"desiredDeliveryMediums":null}'

forEachAddress(
  (newAddress, kind) => {
    const functions = useFunctions()
    const database = newAddress()
    const known = { functions: functions.named('user-migration', 'pre-authentication') }
    const it = useJourneys({ database, functions: known, clock: tickingClock() })
    let pool: string
    let client: string
    let hiding: string

    beforeEach(async () => {
      pool = await it.newPool({ ...VERIFY_BOTH, Schema: [NOTE], LambdaConfig })
      client = await it.newClient(pool, FLOWS)
      hiding = await it.newClient(pool, { ...FLOWS, ...HIDING })
      functions.set('user-migration', answering(KNOWN))
      functions.events()
    })

    const signIn = (more: object = {}, parameters: object = {}) => ({
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD, ...parameters },
      ...more,
    })
    const event = (source: string, request: string, ClientId = client) =>
      `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
      `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${ClientId}"},` +
      `"triggerSource":"UserMigration_${source}","request":${request},"response":${EMPTY}}`

    async function nobodyIsHere(UserPoolId = pool): Promise<void> {
      const { Users } = await it.administrate('ListUsers', { UserPoolId })
      assert.deepEqual(Users, [])
    }

    describe('UserMigration at a sign-in', () => {
      test('gets the event of the service, member by member', async () => {
        await it.ok('InitiateAuth', signIn())
        const request = `{"password":"${PASSWORD}","validationData":null,"userAttributes":null}`
        assert.equal(functions.onlyText(), event('Authentication', request))
      })

      test('gets the ClientMetadata as validationData', async () => {
        await it.ok('InitiateAuth', signIn({ ClientMetadata: { a: 'b' } }))
        const request = `{"password":"${PASSWORD}","validationData":{"a":"b"},"userAttributes":null}`
        assert.equal(functions.onlyText(), event('Authentication', request))
      })

      test('brings a confirmed user in with the password, once', async () => {
        const { AuthenticationResult } = await it.ok('InitiateAuth', signIn())
        assert.ok(AuthenticationResult)
        const { status, attributes } = await it.look(pool, 'alice')
        assert.equal(status, 'CONFIRMED')
        assert.deepEqual(attributes, { ...EMAIL, sub: attributes.sub })
        await it.ok('InitiateAuth', signIn())
        assert.deepEqual(await it.refusal('InitiateAuth', signIn({}, { PASSWORD: 'Wrong-Horse-7' })), WRONG)
        assert.equal(functions.events().length, 1)
        assert.deepEqual(await it.messagesTo(EMAIL.email), [])
      })

      test('takes any password, which then serves for SRP as well', async () => {
        await it.ok('InitiateAuth', signIn({}, { PASSWORD: 'x' }))
        const srp = srpClient(pool, quickPower)
        const AuthParameters = { USERNAME: 'alice', SRP_A: srp.publicKey }
        const begin = { ClientId: client, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
        const { ChallengeParameters } = await it.ok('InitiateAuth', begin)
        const ChallengeResponses = srp.prove(ChallengeParameters, 'x', timestamp(Date.now()))
        const answer = { ClientId: client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
        assert.ok((await it.ok('RespondToAuthChallenge', answer)).AuthenticationResult)
      })

      test('is called for administrators, too', async () => {
        const input = signIn({ UserPoolId: pool, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' })
        assert.ok((await it.administrate('AdminInitiateAuth', input)).AuthenticationResult)
        assert.equal(functions.events().length, 1)
      })

      test('is called at a sign-in by choice that sends the password', async () => {
        const parameters = { PREFERRED_CHALLENGE: 'PASSWORD' }
        assert.ok(
          (await it.ok('InitiateAuth', signIn({ AuthFlow: 'USER_AUTH' }, parameters))).AuthenticationResult,
        )
        assert.equal(functions.events().length, 1)
      })

      test('gets the ClientMetadata of the answer to a challenge as clientMetadata', async () => {
        const AuthParameters = { USERNAME: 'alice' }
        const begin = { ClientId: hiding, AuthFlow: 'USER_AUTH', AuthParameters, ClientMetadata: { a: 'b' } }
        const { Session } = await it.ok('InitiateAuth', begin)
        const answer = {
          ClientId: hiding,
          ChallengeName: 'SELECT_CHALLENGE',
          ChallengeResponses: { USERNAME: 'alice', ANSWER: 'PASSWORD', PASSWORD },
          ClientMetadata: { c: 'd' },
          Session,
        }
        assert.ok((await it.ok('RespondToAuthChallenge', answer)).AuthenticationResult)
        const request = `{"password":"${PASSWORD}","validationData":null,"clientMetadata":{"c":"d"},"userAttributes":null}`
        assert.equal(functions.onlyText(), event('Authentication', request, hiding))
      })

      test('is not called at a sign-in by SRP', async () => {
        const SRP_A = srpClient(pool, quickPower).publicKey
        const begin = signIn({ AuthFlow: 'USER_SRP_AUTH' }, { SRP_A })
        assert.deepEqual(await it.refusal('InitiateAuth', begin), UNKNOWN)
        assert.deepEqual(functions.events(), [])
      })

      test('is not called for users who are here, whatever they lack', async () => {
        await it.administrate('AdminCreateUser', {
          UserPoolId: pool,
          Username: 'alice',
          MessageAction: 'SUPPRESS',
        })
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), WRONG)
        await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), WRONG)
        assert.deepEqual(functions.events(), [])
      })

      test('is not called any more once the failures lock the name', async () => {
        functions.set('user-migration', (asked) => asked)
        for (let guess = 0; guess < 5; guess++) await it.refusal('InitiateAuth', signIn())
        functions.events()
        const locked = ['NotAuthorizedException', 'Password attempts exceeded']
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), locked)
        assert.deepEqual(functions.events(), [])
      })

      test('knows no such user without userAttributes', async () => {
        for (const userAttributes of [null, undefined, {}]) {
          functions.set('user-migration', answering({ ...KNOWN, userAttributes }))
          assert.deepEqual(await it.refusal('InitiateAuth', signIn()), UNKNOWN)
        }
        await nobodyIsHere()
      })

      test('makes no difference to strangers where users are hidden', async () => {
        for (const members of [
          { userAttributes: {} },
          { userAttributes: 'none' },
          { userAttributes: { email: 'no address' } },
        ]) {
          functions.set('user-migration', answering(members))
          assert.deepEqual(await it.refusal('InitiateAuth', signIn({ ClientId: hiding })), WRONG)
        }
        assert.equal(functions.events().length, 3)
        await nobodyIsHere()
      })
    })

    describe('the response of UserMigration', () => {
      test('locks no stranger out whom PreAuthentication refuses, as it locks no user out, and is not asked without end', async () => {
        const functionsOfPool = { ...LambdaConfig, PreAuthentication: functionArn('pre-authentication') }
        const guarded = await it.newPool({ ...VERIFY_BOTH, LambdaConfig: functionsOfPool })
        const ClientId = await it.newClient(guarded, { ...FLOWS, ...HIDING })
        await it.member(guarded, ClientId, { email: 'bob@example.com' }, 'bob')
        functions.set('user-migration', thrown('Bad password'))
        functions.set('pre-authentication', thrown('Not from here'))
        functions.events()
        const refusals = async (USERNAME: string) => {
          const seen = new Set<string>()
          const input = signIn({ ClientId }, { USERNAME, PASSWORD: OTHER_PASSWORD })
          for (let i = 0; i < 25; i++) seen.add(String(await it.refusal('InitiateAuth', input)))
          return seen
        }
        assert.deepEqual(await refusals('alice'), await refusals('bob'))
        const asked = functions
          .events()
          .filter(({ triggerSource }) => triggerSource.startsWith('UserMigration'))
        assert.equal(asked.length, 20)
        functions.set('pre-authentication', (event) => event)
        functions.set('user-migration', answering(KNOWN))
        assert.deepEqual(await it.refusal('InitiateAuth', signIn({ ClientId })), WRONG)
      })

      test('leaves the password to be reset unless finalUserStatus is CONFIRMED', async () => {
        for (const [name, finalUserStatus] of [
          ['alice', undefined],
          ['bob', 'RESET_REQUIRED'],
          ['carol', 'FORCE_CHANGE_PASSWORD'],
        ]) {
          const userAttributes = { email: `${name}@example.com`, email_verified: 'true' }
          functions.set('user-migration', answering({ ...KNOWN, userAttributes, finalUserStatus }))
          const refused = await it.refusal('InitiateAuth', signIn({}, { USERNAME: name }))
          assert.deepEqual(refused, [
            'PasswordResetRequiredException',
            'Password reset required for the user',
          ])
          assert.equal((await it.look(pool, name ?? '')).status, 'RESET_REQUIRED')
        }
        const named = { ClientId: client, Username: 'alice' }
        await it.ok('ForgotPassword', named)
        const ConfirmationCode = await it.codeTo(EMAIL.email)
        await it.ok('ConfirmForgotPassword', { ...named, ConfirmationCode, Password: OTHER_PASSWORD })
        await it.ok('InitiateAuth', signIn({}, { PASSWORD: OTHER_PASSWORD }))
        assert.equal(functions.events().length, 3)
      })

      const PHONE = '+15555550100'
      const contacts = { ...EMAIL, phone_number: PHONE }
      const welcomes: [what: string, members: object, mails: number, texts: number][] = [
        ['by text message where it says nothing', {}, 0, 1],
        ['by e-mail, if it says so', { desiredDeliveryMediums: ['EMAIL'] }, 1, 0],
        ['by both, if it says so', { desiredDeliveryMediums: ['EMAIL', 'SMS'] }, 1, 1],
        ['not at all with messageAction SUPPRESS', { messageAction: 'SUPPRESS' }, 0, 0],
      ]
      for (const [what, members, mails, texts] of welcomes) {
        test(`welcomes the user ${what}`, async () => {
          const found = { userAttributes: contacts, finalUserStatus: 'CONFIRMED', ...members }
          functions.set('user-migration', answering(found))
          const [mailed, sent] = [await it.messagesTo(EMAIL.email), await it.messagesTo(PHONE)]
          await it.ok('InitiateAuth', signIn())
          const mail = (await it.messagesTo(EMAIL.email)).slice(0, -mailed.length || undefined)
          assert.equal(mail.length, mails)
          assert.equal((await it.messagesTo(PHONE)).length - sent.length, texts)
          for (const text of mail) {
            assert.match(text, /alice/)
            assert.ok(!text.includes(PASSWORD))
          }
        })
      }

      test('takes an alias from another user with forceAliasCreation only', async () => {
        const byMail = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'], LambdaConfig })
        const ClientId = await it.newClient(byMail)
        functions.set('user-migration', answering(KNOWN))
        await it.ok('InitiateAuth', signIn({ ClientId }, { USERNAME: 'first' }))
        const second = signIn({ ClientId }, { USERNAME: 'second' })
        assert.deepEqual(await it.refusal('InitiateAuth', second), failedFor(ClientId))
        assert.equal((await it.administrate('ListUsers', { UserPoolId: byMail })).Users.length, 1)
        functions.set('user-migration', answering({ ...KNOWN, forceAliasCreation: true }))
        await it.ok('InitiateAuth', second)
        const owner = (await it.look(byMail, EMAIL.email)).attributes.sub
        assert.equal(owner, (await it.look(byMail, 'second')).attributes.sub)
        assert.equal((await it.look(byMail, 'first')).attributes.email_verified, 'false')
      })

      test('demands text messages as second factor with enableSMSMFA', async () => {
        const MfaConfiguration = 'OPTIONAL'
        const SmsMfaConfiguration = { SmsConfiguration: VERIFY_BOTH.SmsConfiguration }
        const factors = { UserPoolId: pool, MfaConfiguration, SmsMfaConfiguration }
        await it.administrate('SetUserPoolMfaConfig', factors)
        const members = { ...KNOWN, userAttributes: contacts, enableSMSMFA: true }
        functions.set('user-migration', answering(members))
        assert.equal((await it.ok('InitiateAuth', signIn())).ChallengeName, 'SMS_MFA')
        functions.set('user-migration', answering({ ...KNOWN, enableSMSMFA: true }))
        const bob = signIn({}, { USERNAME: 'bob' })
        assert.deepEqual(await it.refusal('InitiateAuth', bob), failedFor(client))
        assert.equal((await it.administrate('ListUsers', { UserPoolId: pool })).Users.length, 1)
      })

      test('may name the user whose alias was sent', async () => {
        const byMail = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'], LambdaConfig })
        const ClientId = await it.newClient(byMail)
        const byAlias = signIn({ ClientId }, { USERNAME: EMAIL.email })
        assert.deepEqual(await it.refusal('InitiateAuth', byAlias), failedFor(ClientId)) // no name of a user
        const named = { ...KNOWN, userAttributes: { ...EMAIL, username: 'alice' } }
        functions.set('user-migration', answering(named))
        const stranger = signIn({ ClientId }, { USERNAME: 'other@example.com' })
        assert.deepEqual(await it.refusal('InitiateAuth', stranger), failedFor(ClientId))
        await nobodyIsHere(byMail)
        await it.ok('InitiateAuth', byAlias)
        await it.ok('InitiateAuth', signIn({ ClientId }))
        const { attributes } = await it.look(byMail, 'alice')
        assert.deepEqual(attributes, { ...EMAIL, sub: attributes.sub })
      })

      test('has the address that was sent where that is the name', async () => {
        const byMail = await it.newPool({ UsernameAttributes: ['email'], LambdaConfig })
        const ClientId = await it.newClient(byMail)
        functions.set('user-migration', answering({ ...KNOWN, userAttributes: { name: 'Alice' } }))
        const input = signIn({ ClientId }, { USERNAME: EMAIL.email })
        await it.ok('InitiateAuth', input)
        assert.equal(functions.events()[0].userName, EMAIL.email)
        const { attributes } = await it.look(byMail, EMAIL.email)
        assert.deepEqual(attributes, { email: EMAIL.email, name: 'Alice', sub: attributes.sub })
        await it.ok('InitiateAuth', input)
        assert.deepEqual(functions.events(), [])
      })

      const useless: [what: string, members: object][] = [
        ['attributes that are no texts', { userAttributes: { ...EMAIL, 'custom:age': 7 } }],
        ['attributes that are no map', { userAttributes: [EMAIL] }],
        ['an attribute that the pool lacks', { userAttributes: { ...EMAIL, 'custom:none': 'x' } }],
        ['an attribute that does not conform', { userAttributes: { email: 'no address' } }],
        ['a text that no database stores', { userAttributes: { ...EMAIL, name: 'a\0b' } }],
        ['half a surrogate pair', { userAttributes: { ...EMAIL, name: '\ud800' } }],
        ['a text that is too long', { userAttributes: { ...EMAIL, 'custom:note': 'x'.repeat(2049) } }],
        ['a sub', { userAttributes: { ...EMAIL, sub: '00000000-0000-4000-8000-000000000000' } }],
        ['a status that is no text', { finalUserStatus: true }],
        ['a flag that is no boolean', { forceAliasCreation: 'true' }],
        ['an unknown medium', { desiredDeliveryMediums: ['PIGEON'] }],
        ['a medium that the user lacks', { messageAction: null, desiredDeliveryMediums: ['SMS'] }],
        ['a second factor that the pool lacks', { userAttributes: contacts, enableSMSMFA: true }],
        ['a member that the trigger does not have', { confirmed: true }],
      ]
      for (const [what, members] of useless) {
        test(`is refused with ${what}, and nothing is made`, async () => {
          functions.set('user-migration', answering({ ...KNOWN, ...members }))
          assert.deepEqual(await it.refusal('InitiateAuth', signIn()), failedFor(client))
          await nobodyIsHere()
        })
      }

      for (const username of ['', 'a b', 'a\0b', '\ud800', 'x'.repeat(129)]) {
        test(`is refused with the username ${JSON.stringify(username.slice(0, 9))}, and nothing is made`, async () => {
          const aliased = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'], LambdaConfig })
          const ClientId = await it.newClient(aliased)
          functions.set('user-migration', answering({ ...KNOWN, userAttributes: { ...EMAIL, username } }))
          const input = signIn({ ClientId }, { USERNAME: EMAIL.email })
          assert.deepEqual(await it.refusal('InitiateAuth', input), failedFor(ClientId))
          await nobodyIsHere(aliased)
        })
      }

      test('is refused without an attribute that the pool requires', async () => {
        const Schema = [{ Name: 'family_name', Required: true }]
        const strict = await it.newPool({ Schema, LambdaConfig })
        const ClientId = await it.newClient(strict)
        assert.deepEqual(await it.refusal('InitiateAuth', signIn({ ClientId })), failedFor(ClientId))
        await nobodyIsHere(strict)
        const logged = it.house.logLines.findLast((line) =>
          line.includes('of the UserMigration function cannot be used'),
        )
        assert.match(logged ?? '', /name\.familyName is required/)
      })
    })

    describe('rivals that sign in at once', () => {
      test('make one user, and all come in', async () => {
        const signIns = Array.from({ length: 16 }, () => it.ok('InitiateAuth', signIn()))
        for (const { AuthenticationResult } of await Promise.all(signIns)) assert.ok(AuthenticationResult)
        assert.equal((await it.administrate('ListUsers', { UserPoolId: pool })).Users.length, 1)
      })

      if (kind === 'PostgreSQL') {
        const other = useJourneys({ database, functions: known })
        for (const [what, settings, USERNAME] of [
          ['by username', {}, 'alice'],
          ['by address', { UsernameAttributes: ['email'] }, EMAIL.email],
        ] as const) {
          test(`on two nodes make one user ${what}, and all come in`, async () => {
            const shared = await it.newPool({ ...VERIFY_BOTH, ...settings, LambdaConfig })
            const ClientId = await it.newClient(shared)
            const input = signIn({ ClientId }, { USERNAME })
            const arrived: (() => void)[] = []
            functions.set('user-migration', async (asked) => {
              await new Promise<void>((resolve) => {
                arrived.push(resolve)
                if (arrived.length === 2) for (const go of arrived) go() // both nodes think that nobody is here
              })
              return answering(KNOWN)(asked, undefined as never)
            })
            const signIns = Array.from({ length: 16 }, (_, index) =>
              (index % 2 ? it : other).ok('InitiateAuth', input),
            )
            for (const { AuthenticationResult } of await Promise.all(signIns)) assert.ok(AuthenticationResult)
            assert.equal((await it.administrate('ListUsers', { UserPoolId: shared })).Users.length, 1)
            assert.equal(functions.events().length, 2)
          })
        }
      }
    })

    describe('PreAuthentication together with UserMigration', () => {
      const both = { ...LambdaConfig, PreAuthentication: functionArn('pre-authentication') }

      test('is called once the user is here', async () => {
        const guarded = await it.newPool({ ...VERIFY_BOTH, LambdaConfig: both })
        const ClientId = await it.newClient(guarded, HIDING)
        await it.ok('InitiateAuth', signIn({ ClientId }))
        const [first, second, ...rest] = functions.events()
        assert.deepEqual(rest, [])
        assert.equal(first.triggerSource, 'UserMigration_Authentication')
        assert.equal(second.triggerSource, 'PreAuthentication_Authentication')
        assert.equal(second.request.userAttributes.email, EMAIL.email)
        assert.equal(second.request.userNotFound, false)
      })

      test('is asked about a stranger whom the function does not know', async () => {
        functions.set('user-migration', (asked) => asked)
        const guarded = await it.newPool({ ...VERIFY_BOTH, LambdaConfig: both })
        const ClientId = await it.newClient(guarded, HIDING)
        assert.deepEqual(await it.refusal('InitiateAuth', signIn({ ClientId })), WRONG)
        assert.equal(functions.events()[1].request.userNotFound, true)
      })
    })

    describe('UserMigration at a forgotten password', () => {
      const forgotten = (more: object = {}) => ({ ClientId: client, Username: 'alice', ...more })

      test('gets the event of the service, member by member, and the code follows', async () => {
        functions.set('user-migration', answering({ userAttributes: EMAIL, messageAction: 'SUPPRESS' }))
        const { CodeDeliveryDetails } = await it.ok(
          'ForgotPassword',
          forgotten({ ClientMetadata: { a: 'b' } }),
        )
        const request =
          '{"password":null,"validationData":null,"clientMetadata":{"a":"b"},"userAttributes":null}'
        assert.equal(functions.onlyText(), event('ForgotPassword', request))
        assert.equal(CodeDeliveryDetails.Destination, 'a***@e***')
        const ConfirmationCode = await it.codeTo(EMAIL.email)
        const answer = { ...forgotten(), ConfirmationCode, Password: OTHER_PASSWORD }
        await it.ok('ConfirmForgotPassword', answer)
        await it.ok('InitiateAuth', signIn({}, { PASSWORD: OTHER_PASSWORD }))
        assert.deepEqual(functions.events(), [])
      })

      test('gets no clientMetadata if none was sent', async () => {
        await it.ok('ForgotPassword', forgotten())
        const [{ request }] = functions.events()
        assert.deepEqual(Object.keys(request), ['password', 'validationData', 'userAttributes'])
      })

      test('knows no such user: the client learns it unless it hides users', async () => {
        functions.set('user-migration', (asked) => asked)
        assert.deepEqual(await it.refusal('ForgotPassword', forgotten()), [
          'UserNotFoundException',
          'Username/client id combination not found.',
        ])
        const { CodeDeliveryDetails } = await it.ok('ForgotPassword', forgotten({ ClientId: hiding }))
        assert.equal(CodeDeliveryDetails.DeliveryMedium, 'EMAIL')
        await nobodyIsHere()
      })

      test('fails: the client learns it unless it hides users', async () => {
        functions.set('user-migration', answering({ userAttributes: { email: 'no address' } }))
        assert.deepEqual(await it.refusal('ForgotPassword', forgotten()), failedFor(client))
        await it.ok('ForgotPassword', forgotten({ ClientId: hiding }))
        await nobodyIsHere()
      })

      test('is not asked without end', async () => {
        functions.set('user-migration', (asked) => asked)
        for (let tries = 0; tries < 20; tries++) {
          assert.equal((await it.refusal('ForgotPassword', forgotten()))[0], 'UserNotFoundException')
        }
        assert.equal((await it.refusal('ForgotPassword', forgotten()))[0], 'LimitExceededException')
        assert.equal(functions.events().length, 20)
      })

      test('counts an attempt of a stranger once, as of a user, where users are hidden', async () => {
        functions.set('user-migration', (asked) => asked)
        const hidden = forgotten({ ClientId: hiding })
        for (let tries = 0; tries < 20; tries++) await it.ok('ForgotPassword', hidden)
        assert.equal((await it.refusal('ForgotPassword', hidden))[0], 'LimitExceededException')
        assert.equal(functions.events().length, 20)
      })

      test('makes one user for rivals', async () => {
        const requests = Array.from({ length: 4 }, () => it.ok('ForgotPassword', forgotten()))
        await Promise.all(requests)
        assert.equal((await it.administrate('ListUsers', { UserPoolId: pool })).Users.length, 1)
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
