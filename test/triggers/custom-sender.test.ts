import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import {
  buildClient,
  CommitmentPolicy,
  KMS,
  KmsKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node'
import { forEachAddress } from '../support/databases.ts'
import { functionArn, type TriggerEvent, thrown, useFunctions } from '../support/functions.ts'
import { HIDING, SMS, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'
import { ACCOUNT, REGION } from '../support/poolhouse.ts'
import { list, PASSWORD } from '../support/pools.ts'
import { useWebServer } from '../support/web-server.ts'

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`
const versioned = (name: string) => ({ LambdaVersion: 'V1_0', LambdaArn: functionArn(name) })
const LambdaConfig = {
  CustomEmailSender: versioned('email-sender'),
  CustomSMSSender: versioned('sms-sender'),
  CustomMessage: functionArn('custom-message'),
  KMSKeyID: KEY_ARN,
}
const LOCAL_KEY = Buffer.alloc(32, 9)
const ADDRESS = 'alice@example.com'

/** As the guide shows it to functions. */
const localKeyring = () =>
  new RawAesKeyringNode({
    keyNamespace: 'poolhouse',
    keyName: KEY_ARN,
    unencryptedMasterKey: Uint8Array.from(LOCAL_KEY),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  })

/** Decrypts with the official library. */
async function opened(keyring: RawAesKeyringNode | KmsKeyringNode, code: string) {
  const { decrypt } = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT)
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(code, 'base64'))
  return { text: plaintext.toString('utf8'), header: messageHeader }
}

const names = ['email-sender', 'sms-sender', 'custom-message']

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named(...names) },
      senderKeys: { localKey: LOCAL_KEY },
    })
    let pool: string
    let client: string

    beforeEach(async () => {
      pool = await it.newPool({ ...VERIFY_BOTH, LambdaConfig })
      client = await it.newClient(pool)
      for (const name of names) functions.set(name, () => ({}))
      functions.events()
    })

    const signUp = (more: object = {}) => ({
      ClientId: client,
      Username: 'alice',
      Password: PASSWORD,
      UserAttributes: list({ email: ADDRESS }),
      ...more,
    })

    async function eventsAfter(work: Promise<unknown>): Promise<TriggerEvent[]> {
      await work
      await it.house.settled()
      return functions.events()
    }

    describe('custom senders', () => {
      test('get the event of the service, member by member, and nothing is sent otherwise', async () => {
        const { UserSub } = await it.ok('SignUp', signUp())
        await it.house.settled()
        const text = functions.onlyText()
        const { code } = JSON.parse(text).request
        assert.equal(
          text,
          `{"version":"1","triggerSource":"CustomEmailSender_SignUp","region":"us-east-1","userPoolId":"${pool}",` +
            `"userName":"alice","callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${client}"},` +
            `"request":{"type":"customEmailSenderRequestV1","code":"${code}","clientMetadata":null,` +
            `"userAttributes":{"sub":"${UserSub}","cognito:user_status":"UNCONFIRMED","email":"${ADDRESS}",` +
            '"email_verified":"false"}}}',
        )
        assert.deepEqual(await it.messagesTo(ADDRESS), [])
      })

      test('decrypt the code with the official library, and it confirms', async () => {
        const [event] = await eventsAfter(it.ok('SignUp', signUp()))
        const { text, header } = await opened(localKeyring(), event.request.code)
        assert.match(text, /^\d{6}$/)
        assert.equal(header.encryptionContext['userpool-id'], pool)
        await it.ok('ConfirmSignUp', { ClientId: client, Username: 'alice', ConfirmationCode: text })
      })

      test('get codes in the message format that the service writes', async () => {
        const [event] = await eventsAfter(it.ok('SignUp', signUp()))
        const message = Buffer.from(event.request.code, 'base64')
        assert.equal(message.toString('base64'), event.request.code)
        assert.equal(message.subarray(0, 4).toString('hex'), '01800378') // version, type, suite
        const { header } = await opened(localKeyring(), event.request.code)
        assert.equal(header.messageId.length, 16)
        const { 'aws-crypto-public-key': publicKey = '', ...context } = header.encryptionContext
        assert.deepEqual([publicKey.length, context], [68, { 'userpool-id': pool }])
        assert.deepEqual([header.contentType, header.frameLength], [2, 4096])
        const [dataKey, ...others] = header.encryptedDataKeys
        assert.deepEqual([dataKey?.providerId, others], ['poolhouse', []])
        assert.ok(dataKey?.providerInfo.startsWith(KEY_ARN))
      })

      test('get the temporary password of an invitation, escaped in HTML, and the metadata', async () => {
        const invitation = {
          UserPoolId: pool,
          Username: 'alice',
          TemporaryPassword: 'Temp<1>&Horse',
          UserAttributes: list({ email: ADDRESS, phone_number: '+15555550100' }),
          DesiredDeliveryMediums: ['EMAIL', 'SMS'],
          ClientMetadata: { campaign: 'spring' },
        }
        const events = await eventsAfter(it.administrate('AdminCreateUser', invitation))
        const seen = events.map(({ triggerSource, request, callerContext }) => {
          return [triggerSource, request.type, request.clientMetadata, callerContext.clientId]
        })
        assert.deepEqual(seen.sort(), [
          [
            'CustomEmailSender_AdminCreateUser',
            'customEmailSenderRequestV1',
            { campaign: 'spring' },
            'CLIENT_ID_NOT_APPLICABLE',
          ],
          [
            'CustomSMSSender_AdminCreateUser',
            'customSMSSenderRequestV1',
            { campaign: 'spring' },
            'CLIENT_ID_NOT_APPLICABLE',
          ],
        ])
        for (const { request } of events)
          assert.equal((await opened(localKeyring(), request.code)).text, 'Temp&lt;1&gt;&amp;Horse')
      })

      test('are called for every source', async () => {
        const CODES = {
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
        }
        pool = await it.newPool({ ...VERIFY_BOTH, ...CODES, LambdaConfig })
        client = await it.newClient(pool, {
          ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
        })
        for (const [medium, attribute, first, second] of [
          ['Email', 'email', 'a@example.com', 'b@example.com'],
          ['SMS', 'phone_number', '+15555550101', '+15555550102'],
        ] as const) {
          const name = `user-${medium}`
          const hers = { UserPoolId: pool, Username: name }
          const named = { ClientId: client, Username: name }
          const sources = await eventsAfter(
            (async () => {
              await it.signUp(client, { [attribute]: first }, name)
              await it.ok('ResendConfirmationCode', named)
              await it.administrate('AdminConfirmSignUp', hers)
              const verified = list({ [`${attribute}_verified`]: 'true' })
              await it.administrate('AdminUpdateUserAttributes', { ...hers, UserAttributes: verified })
              await it.ok('ForgotPassword', named)
              const AccessToken = await it.signIn({ ...named, sub: '' })
              const PREFERRED_CHALLENGE = attribute === 'email' ? 'EMAIL_OTP' : 'SMS_OTP'
              const AuthParameters = { USERNAME: name, PREFERRED_CHALLENGE }
              await it.ok('InitiateAuth', { ClientId: client, AuthFlow: 'USER_AUTH', AuthParameters })
              await it.ok('GetUserAttributeVerificationCode', { AccessToken, AttributeName: attribute })
              await it.ok('UpdateUserAttributes', {
                AccessToken,
                UserAttributes: list({ [attribute]: second }),
              })
            })(),
          )
          assert.deepEqual(
            sources.map(({ triggerSource }) => triggerSource).sort(),
            [
              'Authentication',
              'ForgotPassword',
              'ResendCode',
              'SignUp',
              'UpdateUserAttribute',
              'VerifyUserAttribute',
            ].map((source) => `Custom${medium}Sender_${source}`),
          )
        }
      })

      test('get a new address that awaits its code, since they send the code there', async () => {
        pool = await it.newPool({
          ...VERIFY_BOTH,
          UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
          LambdaConfig,
        })
        client = await it.newClient(pool)
        const user = await it.member(pool, client, { email: ADDRESS }, 'alice')
        const AccessToken = await it.signIn(user)
        await eventsAfter(Promise.resolve())
        const UserAttributes = list({ email: 'new@example.com' })
        const events = [
          ...(await eventsAfter(it.ok('UpdateUserAttributes', { AccessToken, UserAttributes }))),
          ...(await eventsAfter(
            it.ok('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' }),
          )),
        ]
        const seen = events.map(({ triggerSource, request: { userAttributes } }) => {
          return [triggerSource, userAttributes.email, userAttributes.email_verified]
        })
        assert.deepEqual(seen, [
          ['CustomEmailSender_UpdateUserAttribute', 'new@example.com', 'false'],
          ['CustomEmailSender_VerifyUserAttribute', 'new@example.com', 'false'],
        ])
        assert.equal((await it.look(pool, 'alice')).attributes.email, ADDRESS)
      })

      test('get a number that is set up as a second factor, which is not stored before the code is right', async () => {
        await it.member(pool, client, { email: ADDRESS }, 'alice')
        const SmsMfaConfiguration = { SmsConfiguration: SMS }
        const required = { UserPoolId: pool, MfaConfiguration: 'ON', SmsMfaConfiguration }
        await it.administrate('SetUserPoolMfaConfig', required)
        const AuthParameters = { USERNAME: 'alice', PASSWORD }
        const begin = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
        const { Session } = await it.ok('InitiateAuth', begin)
        await eventsAfter(Promise.resolve())
        const ChallengeResponses = { USERNAME: 'alice', PHONE_NUMBER: '+15555550123' }
        const answer = { ClientId: client, ChallengeName: 'MFA_SETUP', ChallengeResponses, Session }
        const [event, ...more] = await eventsAfter(it.ok('RespondToAuthChallenge', answer))
        assert.deepEqual([event.triggerSource, more], ['CustomSMSSender_Authentication', []])
        assert.equal(event.request.userAttributes.phone_number, '+15555550123')
      })

      test('keep no request waiting, and are called again if they cannot be reached', async () => {
        functions.set('email-sender', (_event, response) => void response.writeHead(403).end('{}'))
        const [failed] = await eventsAfter(it.ok('SignUp', signUp()))
        assert.equal(failed.triggerSource, 'CustomEmailSender_SignUp')
        functions.set('email-sender', () => ({}))
        it.house.passTime(5_000)
        const [again, ...more] = await eventsAfter(it.house.settled())
        assert.deepEqual([again.triggerSource, more], ['CustomEmailSender_SignUp', []])
        it.house.passTime(60_000)
        assert.deepEqual(await eventsAfter(it.house.settled()), [])
      })

      test('that throw are called three times, as AWS Lambda does', async () => {
        functions.set('email-sender', thrown('Stop'))
        let calls = (await eventsAfter(it.ok('SignUp', signUp()))).length
        for (let i = 0; i < 5; i++) {
          it.house.passTime(60_000)
          calls += (await eventsAfter(it.house.settled())).length
        }
        assert.equal(calls, 3)
      })

      test('are not called about strangers where users are hidden', async () => {
        const hiding = await it.newClient(pool, HIDING)
        assert.deepEqual(
          await eventsAfter(it.ok('ForgotPassword', { ClientId: hiding, Username: 'nobody' })),
          [],
        )
      })

      test('of one channel leave the other to the server', async () => {
        const { CustomSMSSender: _, ...rest } = LambdaConfig
        const mixed = await it.newPool({ ...VERIFY_BOTH, LambdaConfig: rest })
        const ClientId = await it.newClient(mixed)
        functions.set('custom-message', (event) => event)
        const UserAttributes = list({ phone_number: '+15555550177' })
        const events = await eventsAfter(it.ok('SignUp', { ...signUp({ UserAttributes }), ClientId }))
        assert.deepEqual(
          events.map(({ triggerSource }) => triggerSource),
          ['CustomMessage_SignUp'],
        )
        assert.equal((await it.messagesTo('+15555550177')).length, 1)
      })
    })

    describe('custom senders without a key', () => {
      const keyless = useJourneys({
        database: newAddress(),
        functions: { functions: functions.named(...names) },
      })

      test('get nothing: the caller learns that the message cannot be delivered, and the log what to set', async () => {
        const UserPoolId = await keyless.newPool({ ...VERIFY_BOTH, LambdaConfig })
        const ClientId = await keyless.newClient(UserPoolId)
        assert.deepEqual(await keyless.refusal('SignUp', { ...signUp(), ClientId }), [
          'CodeDeliveryFailureException',
          'The email could not be delivered.',
        ])
        await keyless.house.settled()
        assert.deepEqual(functions.events(), [])
        assert.ok(keyless.house.logLines.some((line) => line.includes('set custom-sender-key-file')))
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)

describe('custom senders with a key in KMS', () => {
  const functions = useFunctions()
  const kms = useKms()
  const it = useJourneys({
    functions: { functions: functions.named(...names) },
    senderKeys: {
      kms: {
        get url() {
          return kms.url
        },
        credentials: { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret-of-the-tests' },
      },
      localKey: LOCAL_KEY,
    },
  })

  test('decrypt codes with the keyring of KMS', async () => {
    const pool = await it.newPool({ ...VERIFY_BOTH, LambdaConfig })
    const client = await it.newClient(pool)
    await it.signUp(client, { email: ADDRESS }, 'alice')
    await it.house.settled()
    const [event] = functions.events()
    const clientProvider = (region: string) =>
      new KMS({
        region,
        endpoint: kms.url,
        credentials: { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret-of-the-tests' },
      })
    // Its types are stricter than those of the client.
    const keyring = new KmsKeyringNode({ keyIds: [KEY_ARN], clientProvider: clientProvider as never })
    const { text, header } = await opened(keyring, event.request.code)
    assert.match(text, /^\d{6}$/)
    const [dataKey] = header.encryptedDataKeys
    assert.deepEqual([dataKey?.providerId, dataKey?.providerInfo], ['aws-kms', KEY_ARN])
    assert.deepEqual(
      kms.asked.map(({ target }) => target),
      ['GenerateDataKey', 'Decrypt'],
    )
    const [{ EncryptionContext, KeyId, NumberOfBytes }] = kms.asked.map(({ input }) => input)
    assert.deepEqual([KeyId, NumberOfBytes, EncryptionContext['userpool-id']], [KEY_ARN, 32, pool])
    await it.ok('ConfirmSignUp', { ClientId: client, Username: 'alice', ConfirmationCode: text })
  })
})

/** As much of KMS as data keys need: it wraps them with AES-GCM, bound to the encryption context. */
function useKms() {
  const master = randomBytes(32)
  // biome-ignore lint/suspicious/noExplicitAny: inputs of two operations
  const asked: { target: string; input: any }[] = []
  const contextOf = (context: Record<string, string> = {}) =>
    Buffer.from(JSON.stringify(Object.entries(context).sort()))

  function wrapped(key: Buffer, context: Record<string, string>): Buffer {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(contextOf(context))
    return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  }

  function unwrapped(blob: Buffer, context: Record<string, string>): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', master, blob.subarray(0, 12)).setAAD(contextOf(context))
    decipher.setAuthTag(blob.subarray(-16))
    return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()])
  }

  const server = useWebServer((request, response, body) => {
    const input = JSON.parse(body)
    const target = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    asked.push({ target, input })
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    if (target === 'GenerateDataKey') {
      const key = randomBytes(input.NumberOfBytes)
      const CiphertextBlob = wrapped(key, input.EncryptionContext).toString('base64')
      response.end(JSON.stringify({ KeyId: KEY_ARN, Plaintext: key.toString('base64'), CiphertextBlob }))
    } else {
      const Plaintext = unwrapped(Buffer.from(input.CiphertextBlob, 'base64'), input.EncryptionContext)
      response.end(JSON.stringify({ KeyId: KEY_ARN, Plaintext: Plaintext.toString('base64') }))
    }
  })
  return {
    asked,
    get url() {
      return server.url
    },
  }
}
