import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Message } from '../../../../src/domain/messages/message-gateway.ts'
import { HOUR } from '../../../../src/kernel/clock.ts'
import { HIDING, useJourneys } from '../../../support/journeys.ts'
import { CUT_OFF } from '../../../support/poolhouse.ts'

const JANE = { Name: 'email', Value: 'jane@example.com' }
const CODES = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
}
const USER_AUTH = { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }

type Journeys = ReturnType<typeof useJourneys>

/** A pool with Jane, who signs in with codes alone, and a client. */
async function janesClient(it: Journeys, settings: object = {}): Promise<string> {
  const UserPoolId = await it.newPool({
    ...CODES,
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  })
  const UserAttributes = [JANE, { Name: 'phone_number', Value: '+12065550123' }]
  const user = { UserPoolId, Username: 'jane', MessageAction: 'SUPPRESS', UserAttributes }
  await it.administrate('AdminCreateUser', user)
  return it.newClient(UserPoolId, { ...USER_AUTH, ...settings })
}

function beginning(ClientId: string, USERNAME: string, PREFERRED_CHALLENGE = 'EMAIL_OTP') {
  return { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, PREFERRED_CHALLENGE } }
}

describe('codes as first factor beyond the message limits', () => {
  const sent: Message[] = []
  const it = useJourneys({
    messages: { send: async (message) => void sent.push(message) },
    messageLimits: { user: 2, recipient: 1_000, address: 5, window: HOUR },
  })

  /** Begins as often, and counts what is sent. */
  async function sentFor(ClientId: string, names: readonly string[]): Promise<number> {
    const before = sent.length
    for (const name of names) {
      const { ChallengeName, Session } = await it.ok('InitiateAuth', beginning(ClientId, name))
      assert.equal(ChallengeName, 'EMAIL_OTP')
      assert.ok(Session)
      await it.house.settled()
    }
    return sent.length - before
  }

  for (const [who, settings] of [
    ['shown', {}],
    ['hidden', HIDING],
  ] as const) {
    test(`are not sent, and answered alike, where users are ${who}`, async () => {
      it.house.passTime(HOUR)
      assert.equal(await sentFor(await janesClient(it, settings), ['jane', 'jane', 'jane']), 2)
    })
  }

  test('are counted for the source address whether or not there is such a user', async () => {
    it.house.passTime(HOUR)
    const client = await janesClient(it, HIDING)
    assert.equal(await sentFor(client, ['a', 'b', 'c', 'd', 'jane', 'jane']), 1)
  })
})

describe('InitiateAuth: a code as first factor that cannot be delivered', () => {
  const it = useJourneys({ messages: CUT_OFF })

  test('is reported with the errors of its channel', async () => {
    const client = await janesClient(it)
    assert.deepEqual(await it.refusal('InitiateAuth', beginning(client, 'jane')), [
      'InvalidEmailRoleAccessPolicyException',
      'The email could not be delivered.',
    ])
    assert.deepEqual(await it.refusal('InitiateAuth', beginning(client, 'jane', 'SMS_OTP')), [
      'InvalidSmsRoleAccessPolicyException',
      'The SMS message could not be delivered.',
    ])
  })

  test('is not reported where users are hidden', async () => {
    const client = await janesClient(it, HIDING)
    for (const name of ['jane', 'nobody']) {
      assert.equal((await it.ok('InitiateAuth', beginning(client, name))).ChallengeName, 'EMAIL_OTP')
      await it.house.settled()
    }
  })
})
