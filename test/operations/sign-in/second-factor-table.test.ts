import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { SecondFactor } from '../../../src/domain/factors/mfa-settings.ts'
import { SECOND_FACTOR_TABLE } from '../../../src/domain/factors/second-factor-table.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { type DatabaseKind, forEachAddress, type NewAddress } from '../../support/databases.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { type Attributes, list, newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { signIn } from './fixtures.ts'

// The rows of src/domain/factors/second-factor-table.ts through the API, from the password to the tokens.

/** A pool: what it demands, and offers. `s` stands for text messages, `t` for authenticator apps, `e` for e-mail. */
type Pool = readonly [mfa: 'OFF' | 'OPTIONAL' | 'ON', offers: OfferedFactors]

/** A user: a number, a registered app, an address; what of them was activated, and is preferred. */
interface Has {
  readonly has: OfferedFactors
  readonly activated?: OfferedFactors
  readonly prefers?: 's' | 't' | 'e'
  /** What the user has lost since it was activated. */
  readonly lost?: OfferedFactors
}

/** A letter for a factor that is asked for, several for a choice; `set up` followed by what may be set up; or tokens. */
type Asked = string

/** `on both` marks the cases that run on PostgreSQL too: one of each row, and of each way to store a user. */
type Case = readonly [row: number, ...Pool, Has, Asked, on?: 'on both']

const ROWS: readonly Case[] = [
  // OFF
  [0, 'OFF', '', { has: 'ste' }, 'tokens'],
  [0, 'OFF', '', { has: 'ste', activated: 'ste', prefers: 't' }, 'tokens', 'on both'],
  // A preferred factor
  [1, 'OPTIONAL', 'ste', { has: 'ste', activated: 'ste', prefers: 's' }, 's'],
  [1, 'OPTIONAL', 'ste', { has: 'ste', activated: 'te', prefers: 't' }, 't'],
  [1, 'OPTIONAL', 's', { has: 'st', activated: 'st', prefers: 't' }, 't'],
  [1, 'ON', 'ste', { has: 'ste', activated: 'e', prefers: 'e' }, 'e'],
  [1, 'ON', 'st', { has: 'st', activated: 'st', prefers: 't' }, 't', 'on both'],
  // One factor
  [2, 'OPTIONAL', 'ste', { has: 'ste', activated: 's' }, 's'],
  [2, 'OPTIONAL', 'ste', { has: 'ste', activated: 't' }, 't'],
  [2, 'OPTIONAL', 'ste', { has: 'e', activated: 'e' }, 'e'],
  [2, 'OPTIONAL', 'se', { has: 'ste', activated: 't' }, 't'],
  [2, 'OPTIONAL', 's', { has: 'se', activated: 'se', prefers: 'e' }, 's'],
  [2, 'OPTIONAL', 'ste', { has: 'ste', activated: 'st', prefers: 's', lost: 's' }, 't', 'on both'],
  [2, 'ON', 'st', { has: 's' }, 's'],
  [2, 'ON', 'te', { has: 'e' }, 'e'],
  [2, 'ON', 't', { has: 'ste' }, 't'],
  [2, 'ON', 's', { has: 'se', activated: 'e', prefers: 'e' }, 's'],
  [2, 'ON', 'ste', { has: 'te', activated: 't', prefers: 't', lost: 't' }, 'e', 'on both'],
  // Several factors
  [3, 'OPTIONAL', 'ste', { has: 'ste', activated: 'se' }, 'se'],
  [3, 'OPTIONAL', 'ste', { has: 'ste', activated: 'ste' }, 'ste', 'on both'],
  [3, 'ON', 'se', { has: 'se' }, 'se'],
  [3, 'ON', 'ste', { has: 'ste', activated: 't' }, 'ste'],
  [3, 'ON', 'se', { has: 'st', activated: 't' }, 'st'],
  // None
  [4, 'OPTIONAL', 'ste', { has: 'ste' }, 'tokens'],
  [4, 'OPTIONAL', 'ste', { has: 's', activated: 's', lost: 's' }, 'tokens', 'on both'],
  [4, 'OPTIONAL', 'e', { has: 's', activated: 's', prefers: 's' }, 'tokens'],
  [5, 'ON', 'ste', { has: '' }, 'set up ste'],
  [5, 'ON', 't', { has: 'se', activated: 'se', prefers: 's' }, 'set up t', 'on both'],
  [5, 'ON', 'te', { has: 's' }, 'set up te'],
]

const LETTERS: Readonly<Record<SecondFactor, 's' | 't' | 'e'>> = {
  SMS_MFA: 's',
  SOFTWARE_TOKEN_MFA: 't',
  EMAIL_OTP: 'e',
}

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress, kind: DatabaseKind): void {
  const started = Date.now()
  let now = started
  const house = usePoolhouse({ database: newAddress(), clock: () => started })
  const root = house.client()

  function passTime(milliseconds: number): void {
    now += milliseconds
    house.passTime(milliseconds)
  }

  SECOND_FACTOR_TABLE.forEach(({ where }, index) => {
    describe(where, () => {
      const rows = ROWS.filter(([row]) => row === index)
      // The cases of a row differ in what is decided, few of them in what is stored.
      const cases = rows.filter(([, , , , , on]) => kind !== 'PostgreSQL' || on === 'on both')
      assert.ok(cases.length > 0, 'no case for this row')
      for (const [, mfa, offers, user, asked] of cases) {
        const pool = offers === '' ? mfa : `${mfa} with ${offers}`
        test(`${pool}, ${described(user)}: ${asked}`, async () => {
          const jane = await place([mfa, offers], user)
          assert.equal(await walk(jane), asked)
        })
      }
    })
  })

  /** A pool, and a user who has come to have all this. */
  async function place([mfa, offers]: Pool, { has, activated = '', prefers, lost = '' }: Has) {
    const pool = await newMfaPool(root, 'OPTIONAL', 'ste')
    const { id: client } = await newClient(root, pool)
    const numbers = { phone_number: has.includes('s'), email: has.includes('e') }
    const attributes: Attributes = {
      ...(numbers.phone_number && { phone_number: '+12065550123' }),
      ...(numbers.email && { email: `jane@${pool.toLowerCase().replace('_', '.')}.example.com` }),
    }
    await newUser(root, pool, 'jane', attributes)
    const secret = has.includes('t') ? await registerApp(client) : ''
    const setting = (letter: 's' | 't' | 'e') =>
      activated.includes(letter) ? { Enabled: true, PreferredMfa: prefers === letter } : undefined
    await root.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: pool,
        Username: 'jane',
        SMSMfaSettings: setting('s'),
        SoftwareTokenMfaSettings: setting('t'),
        EmailMfaSettings: setting('e'),
      }),
    )
    await lose(root, pool, lost)
    await setMfa(root, pool, mfa, offers)
    return { pool, client, secret, attributes }
  }

  async function registerApp(client: string): Promise<string> {
    const { AuthenticationResult } = await signIn(root, client, 'jane', PASSWORD)
    const { AccessToken } = AuthenticationResult ?? assert.fail('no tokens')
    const { SecretCode = '' } = await root.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    await root.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeAt(SecretCode, now) }))
    passTime(STEP)
    return SecretCode
  }

  /** Signs in, and returns what was asked for on the way. What is chosen is the last of several. */
  async function walk({ pool, client, secret, attributes }: Awaited<ReturnType<typeof place>>) {
    let answer: Awaited<ReturnType<typeof signIn>> = await signIn(root, client, 'jane', PASSWORD)
    const respond = (ChallengeName: ChallengeNameType, answers: Record<string, string>) =>
      root.send(
        new RespondToAuthChallengeCommand({
          ...{ ClientId: client, ChallengeName, Session: answer.Session },
          ChallengeResponses: { USERNAME: 'jane', ...answers },
        }),
      )
    const codeTo = async (to = '') => {
      await house.settled()
      const messages = await house.storage.stores.inbox.newest({ limit: 100, to })
      return messages.find(({ userPoolId }) => userPoolId === pool)?.code ?? assert.fail('no code was sent')
    }

    let asked = 'tokens'
    const { MFAS_CAN_CHOOSE = '[]', MFAS_CAN_SETUP = '[]' } = answer.ChallengeParameters ?? {}
    if (answer.ChallengeName === 'MFA_SETUP') {
      return `set up ${JSON.parse(MFAS_CAN_SETUP)
        .map((factor: SecondFactor) => LETTERS[factor])
        .join('')}`
    }
    if (answer.ChallengeName === 'SELECT_MFA_TYPE') {
      const choices: SecondFactor[] = JSON.parse(MFAS_CAN_CHOOSE)
      asked = choices.map((factor) => LETTERS[factor]).join('')
      answer = await respond('SELECT_MFA_TYPE', { ANSWER: choices.at(-1) ?? '' })
    } else if (answer.ChallengeName) {
      asked = LETTERS[answer.ChallengeName as SecondFactor]
    }
    if (answer.ChallengeName === 'SMS_MFA')
      answer = await respond('SMS_MFA', { SMS_MFA_CODE: await codeTo(attributes.phone_number) })
    else if (answer.ChallengeName === 'EMAIL_OTP')
      answer = await respond('EMAIL_OTP', { EMAIL_OTP_CODE: await codeTo(attributes.email) })
    else if (answer.ChallengeName === 'SOFTWARE_TOKEN_MFA')
      answer = await respond('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) })
    assert.ok(answer.AuthenticationResult, 'no tokens at the end')
    return asked
  }
}

async function lose(root: CognitoIdentityProviderClient, UserPoolId: string, lost: OfferedFactors) {
  const user = { UserPoolId, Username: 'jane' }
  if (lost.includes('t')) await root.send(new AdminDeleteSoftwareTokenCommand(user))
  const empty: Attributes = {
    ...(lost.includes('s') && { phone_number: '' }),
    ...(lost.includes('e') && { email: '' }),
  }
  if (Object.keys(empty).length > 0)
    await root.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: list(empty) }))
}

function described({ has, activated, prefers, lost }: Has): string {
  const parts = [
    has === '' ? 'a user with nothing' : `a user with ${has}`,
    activated && `activated ${activated}`,
    prefers && `preferred ${prefers}`,
    lost && `lost ${lost}`,
  ]
  return parts.filter(Boolean).join(', ')
}
