import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { HIDING, useJourneys } from '../../support/journeys.ts'
import { PASSWORD } from '../../support/pools.ts'

// A client that has a secret and hides whether users exist: it accepts a hash for an unknown user as for a real one.

const it = useJourneys()

const OPERATIONS: ReadonlyArray<readonly [OperationName, object]> = [
  ['ConfirmSignUp', { ConfirmationCode: '000000' }],
  ['ResendConfirmationCode', {}],
  ['ForgotPassword', {}],
  ['ConfirmForgotPassword', { ConfirmationCode: '000000', Password: PASSWORD }],
]

/** Pools whose users have names of each kind, each with the name of a user and an unknown name. */
const KINDS = {
  'a username': [{}, 'Alice', 'Ghost'],
  'a username of any case': [{ UsernameConfiguration: { CaseSensitive: false } }, 'Alice', 'Ghost'],
  'an e-mail address': [{ UsernameAttributes: ['email'] }, 'Alice@example.com', 'Ghost@example.com'],
  'a phone number': [{ UsernameAttributes: ['phone_number'] }, '+15555550101', '+15555550102'],
} as const

for (const [kind, [settings, user, stranger]] of Object.entries(KINDS)) {
  describe(`the secret hash of who is named by ${kind}`, () => {
    let ClientId: string
    let secret: string
    before(async () => {
      const UserPoolId = await it.newPool({ AutoVerifiedAttributes: ['email'], ...settings })
      await it.administrate('AdminCreateUser', { UserPoolId, Username: user, MessageAction: 'SUPPRESS' })
      const { UserPoolClient } = await it.administrate('CreateUserPoolClient', {
        ...{ UserPoolId, ClientName: 'client', GenerateSecret: true, ...HIDING },
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      })
      ClientId = UserPoolClient.ClientId
      secret = UserPoolClient.ClientSecret
    })

    const hashOf = (name: string) =>
      createHmac('sha256', secret).update(`${name}${ClientId}`).digest('base64')

    async function returnedName(name: string): Promise<string> {
      const AuthParameters = { USERNAME: name, SRP_A: 'abcdef', SECRET_HASH: hashOf(name) }
      const input = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
      return (await it.ok('InitiateAuth', input)).ChallengeParameters.USER_ID_FOR_SRP
    }

    /**
     * Whether each operation accepts the hashes of the name as sent, in other case, as SRP returned it, and of another.
     */
    async function taken(name: string): Promise<boolean[]> {
      const hashed = [name, name.toLowerCase(), await returnedName(name), 'another']
      const answers: boolean[] = []
      for (const [operation, more] of OPERATIONS) {
        for (const text of hashed) {
          const input = { ClientId, Username: name, SecretHash: hashOf(text), ...more }
          const { json } = await it.house.call(operation, input, { signed: false })
          answers.push(!/Unable to verify secret hash/.test(json.message))
        }
      }
      return answers
    }

    test('does not distinguish a user from an unknown name', async () => {
      const ofUser = await taken(user)
      const [, , ofToldName, ofAnother] = ofUser
      assert.deepEqual([ofToldName, ofAnother], [true, false])
      assert.deepEqual(await taken(stranger), ofUser)
    })
  })
}
