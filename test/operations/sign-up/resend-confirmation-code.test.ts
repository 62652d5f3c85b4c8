import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { HOUR } from '../../../src/kernel/clock.ts'
import { HIDING, openJourneys, REFUSALS, type SignedUp, useJourneys } from '../../support/journeys.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'

const it = useJourneys()
let pool: string
let client: string
let hiding: string

before(async () => {
  pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  client = await it.newClient(pool)
  hiding = await it.newClient(pool, HIDING)
})

const request = ({ ClientId, Username }: Pick<SignedUp, 'ClientId' | 'Username'>) => ({ ClientId, Username })
const CONFIRMED = ['InvalidParameterException', 'User is already confirmed.']
const NOT_VERIFIED = ['InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.']

describe('access', () => {
  test('is open to all callers who know a client and its secret', async () => {
    const unknown = { ClientId: 'unknown', Username: 'a' }
    assert.deepEqual(await it.refusal('ResendConfirmationCode', unknown), [
      'ResourceNotFoundException',
      'User pool client unknown does not exist.',
    ])
    const ClientId = await it.newClient(pool, { GenerateSecret: true })
    assert.deepEqual(await it.refusal('ResendConfirmationCode', { ClientId, Username: 'a' }), [
      'NotAuthorizedException',
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    ])
  })
})

describe('validation', () => {
  test('asks for client and username', async () => {
    const [name, message] = await it.refusal('ResendConfirmationCode', {})
    assert.equal(name, 'InvalidParameterException')
    assert.match(message, /^2 validation errors detected: /)
  })
})

describe('behaviour', () => {
  test('sends a new code, and the former one is void', async () => {
    const user = await it.signUp(client, { email: 'resend@example.com' })
    const former = await it.codeTo('resend@example.com')
    assert.deepEqual(await it.ok('ResendConfirmationCode', request(user)), {
      CodeDeliveryDetails: {
        AttributeName: 'email',
        DeliveryMedium: 'EMAIL',
        Destination: 'r***@e***',
      },
    })
    const code = await it.codeTo('resend@example.com')
    const confirm = { ...request(user), ConfirmationCode: former }
    if (former !== code)
      assert.deepEqual(await it.refusal('ConfirmSignUp', confirm), REFUSALS.CodeMismatchException)
    await it.ok('ConfirmSignUp', { ...confirm, ConfirmationCode: code })
  })

  test('refuses users who are confirmed or missing, or gave no address', async () => {
    const confirmed = await it.member(pool, client, { email: 'member@example.com' })
    assert.deepEqual(await it.refusal('ResendConfirmationCode', request(confirmed)), CONFIRMED)
    const nobody = { ClientId: client, Username: 'nobody' }
    assert.deepEqual(await it.refusal('ResendConfirmationCode', nobody), REFUSALS.UserNotFoundException)
    const silent = await it.signUp(client)
    assert.deepEqual(await it.refusal('ResendConfirmationCode', request(silent)), NOT_VERIFIED)
  })

  test('refuses if the pool verifies nothing', async () => {
    const ClientId = await it.newClient(await it.newPool())
    const user = await it.signUp(ClientId, { email: 'a@example.com' })
    assert.deepEqual(await it.refusal('ResendConfirmationCode', request(user)), NOT_VERIFIED)
  })

  test('reports a delivery in all these cases if users are hidden, and always the same one', async () => {
    const confirmed = await it.member(pool, hiding, { email: 'hidden@example.com' })
    const silent = await it.signUp(hiding)
    const sent = (await it.messagesTo('hidden@example.com')).length
    for (const Username of [confirmed.Username, silent.Username, 'nobody']) {
      const input = { ClientId: hiding, Username }
      const first = await it.ok('ResendConfirmationCode', input)
      assert.equal(first.CodeDeliveryDetails.DeliveryMedium, 'EMAIL') // which the pool verifies
      assert.match(first.CodeDeliveryDetails.Destination, /^[a-z]\*{3}@[a-z]\*{3}$/)
      assert.deepEqual(await it.ok('ResendConfirmationCode', input), first)
    }
    const address = await it.ok('ResendConfirmationCode', { ClientId: hiding, Username: 'x@test.com' })
    assert.deepEqual(address.CodeDeliveryDetails, {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'x***@t***',
    })
    assert.equal((await it.messagesTo('hidden@example.com')).length, sent)
  })

  test('sends five codes an hour, to users who exist and to those who do not', async () => {
    const user = await it.signUp(hiding, { email: 'often@example.com' })
    for (const Username of [user.Username, 'nobody else']) {
      const input = { ClientId: hiding, Username: Username.replace(' ', '-') }
      for (let i = 0; i < 5; i++) await it.ok('ResendConfirmationCode', input)
      assert.deepEqual(await it.refusal('ResendConfirmationCode', input), REFUSALS.LimitExceededException)
    }
    assert.equal((await it.messagesTo('often@example.com')).length, 6)
    it.house.passTime(HOUR)
    await it.ok('ResendConfirmationCode', request(user))
  })

  test('reports that the code could not be delivered', async () => {
    const cut = await openJourneys({ messages: CUT_OFF })
    const ClientId = await cut.newClient(await cut.newPool({ AutoVerifiedAttributes: ['email'] }))
    const input = { ClientId, Username: 'alice' }
    const UserAttributes = [{ Name: 'email', Value: 'a@example.com' }]
    const failure = ['CodeDeliveryFailureException', 'The email could not be delivered.']
    assert.deepEqual(await cut.refusal('SignUp', { ...input, Password: PASSWORD, UserAttributes }), failure)
    assert.deepEqual(await cut.refusal('ResendConfirmationCode', input), failure)
    await cut.close()
  })
})
