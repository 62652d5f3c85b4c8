import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { HIDING, REFUSALS, type SignedUp, useJourneys, VERIFY_BOTH, wrong } from '../../support/journeys.ts'
import { PASSWORD } from '../../support/pools.ts'

const it = useJourneys()
let pool: string
let client: string
let serial = 0

before(async () => {
  pool = await it.newPool({ ...VERIFY_BOTH, AliasAttributes: ['email'] })
  client = await it.newClient(pool)
})

/** A user who has just signed up by e-mail, with the code. */
async function newcomer(ClientId = client, email = `newcomer-${serial++}@example.com`) {
  const user = await it.signUp(ClientId, { email })
  return { user, email, code: await it.codeTo(email) }
}

const confirmation = ({ ClientId, Username }: SignedUp, ConfirmationCode: string, more: object = {}) => ({
  ClientId,
  Username,
  ConfirmationCode,
  ...more,
})

describe('access', () => {
  test('is open to all callers who know a client and its secret', async () => {
    const input = { ClientId: 'unknown', Username: 'a', ConfirmationCode: '123456' }
    assert.deepEqual(await it.refusal('ConfirmSignUp', input), [
      'ResourceNotFoundException',
      'User pool client unknown does not exist.',
    ])
    const { UserPoolClient } = await it.administrate('CreateUserPoolClient', {
      UserPoolId: pool,
      ClientName: 'secret',
      GenerateSecret: true,
    })
    const { user, code } = await newcomer()
    const through = { ...user, ClientId: UserPoolClient.ClientId }
    assert.deepEqual(await it.refusal('ConfirmSignUp', confirmation(through, code)), [
      'NotAuthorizedException',
      `Client ${through.ClientId} is configured with secret but SECRET_HASH was not received`,
    ])
    const SecretHash = secretHash(UserPoolClient.ClientSecret, user.Username, through.ClientId)
    await it.ok('ConfirmSignUp', confirmation(through, code, { SecretHash }))
  })
})

describe('validation', () => {
  test('refuses a code with a space', async () => {
    const { user } = await newcomer()
    const [name, message] = await it.refusal('ConfirmSignUp', confirmation(user, '12 34'))
    assert.equal(name, 'InvalidParameterException')
    assert.match(message, /^1 validation error detected: .*'confirmationCode' failed to satisfy constraint/)
  })
})

describe('behaviour', () => {
  test('confirms the user and verifies the address to which the code went', async () => {
    const { user, email, code } = await newcomer()
    assert.deepEqual(await it.ok('ConfirmSignUp', confirmation(user, code)), {})
    const { status, attributes } = await it.look(pool, user.Username)
    assert.equal(status, 'CONFIRMED')
    assert.equal(attributes.email_verified, 'true')
    assert.equal((await it.look(pool, email)).attributes.sub, user.sub, 'the address is an alias now')
    await it.signIn(user)
  })

  test('verifies the number alone if the code went there', async () => {
    const user = await it.signUp(client, { email: 'two@example.com', phone_number: '+15555550199' })
    await it.ok('ConfirmSignUp', confirmation(user, await it.codeTo('+15555550199')))
    const { attributes } = await it.look(pool, user.Username)
    assert.equal(attributes.phone_number_verified, 'true')
    assert.equal(attributes.email_verified, 'false')
  })

  test('refuses a wrong code, and then still takes the right one', async () => {
    const { user, code } = await newcomer()
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(user, wrong(code))),
      REFUSALS.CodeMismatchException,
    )
    await it.ok('ConfirmSignUp', confirmation(user, code))
  })

  test("refuses another user's code", async () => {
    const [one, other] = [await newcomer(), await newcomer()]
    const refused = await it.refusal('ConfirmSignUp', confirmation(one.user, other.code))
    assert.deepEqual(refused, REFUSALS.CodeMismatchException)
  })

  test('refuses a second confirmation', async () => {
    const { user, code } = await newcomer()
    await it.ok('ConfirmSignUp', confirmation(user, code))
    assert.deepEqual(await it.refusal('ConfirmSignUp', confirmation(user, code)), [
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    ])
  })

  test('refuses a code after the address has changed', async () => {
    const { user, code } = await newcomer()
    await it.administrate('AdminUpdateUserAttributes', {
      UserPoolId: pool,
      Username: user.Username,
      UserAttributes: [{ Name: 'email', Value: 'changed@example.com' }],
    })
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(user, code)),
      REFUSALS.ExpiredCodeException,
    )
  })

  test('reports a missing user, or a wrong code if users are hidden', async () => {
    const nobody = { ClientId: client, Username: 'nobody', sub: '' }
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(nobody, '123456')),
      REFUSALS.UserNotFoundException,
    )
    const ClientId = await it.newClient(pool, HIDING)
    const hidden = confirmation({ ...nobody, ClientId }, '123456')
    for (let i = 0; i < 15; i++)
      assert.deepEqual(await it.refusal('ConfirmSignUp', hidden), REFUSALS.CodeMismatchException)
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', hidden),
      REFUSALS.LimitExceededException,
      'as for a user who exists',
    )
  })

  test('refuses an alias that another user has, or moves it on request', async () => {
    const first = await newcomer()
    await it.ok('ConfirmSignUp', confirmation(first.user, first.code))
    const second = await newcomer(client, first.email)
    assert.deepEqual(await it.refusal('ConfirmSignUp', confirmation(second.user, second.code)), [
      'AliasExistsException',
      'An account with the email already exists.',
    ])
    assert.equal((await it.look(pool, first.email)).attributes.sub, first.user.sub)
    const forced = confirmation(second.user, second.code, { ForceAliasCreation: true })
    await it.ok('ConfirmSignUp', forced)
    assert.equal((await it.look(pool, first.email)).attributes.sub, second.user.sub)
    assert.equal((await it.look(pool, first.user.Username)).attributes.email_verified, 'false')
  })

  test('takes fifteen tries an hour, right or wrong', async () => {
    const { user, code } = await newcomer()
    const bad = confirmation(user, wrong(code))
    for (let i = 0; i < 15; i++)
      assert.deepEqual(await it.refusal('ConfirmSignUp', bad), REFUSALS.CodeMismatchException)
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(user, code)),
      REFUSALS.LimitExceededException,
    )
    it.house.passTime(HOUR)
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(user, code)),
      REFUSALS.ExpiredCodeException,
      'a code that was tried too often is void',
    )
  })

  test('takes a code for a day', async () => {
    const [early, late] = [await newcomer(), await newcomer()]
    it.house.passTime(DAY - 60_000)
    await it.ok('ConfirmSignUp', confirmation(early.user, early.code))
    it.house.passTime(60_000)
    assert.deepEqual(
      await it.refusal('ConfirmSignUp', confirmation(late.user, late.code)),
      REFUSALS.ExpiredCodeException,
    )
  })

  test('shows neither password nor code in log, audit trail or answer', async () => {
    const { user, code } = await newcomer()
    await it.ok('ConfirmSignUp', confirmation(user, code))
    const events = await it.house.storage.stores.auditEvents.list({ limit: 1000 })
    const texts = [...it.house.logLines, ...events.map((event) => JSON.stringify(event))]
    assert.ok(texts.length > 50)
    // A bare code could be part of some number, so it is searched as a word.
    const secrets = [new RegExp(PASSWORD), new RegExp(`(?<![\\d.])${code}(?!\\d)`)]
    for (const secret of secrets)
      assert.deepEqual(
        texts.filter((text) => secret.test(text)),
        [],
      )
  })
})
