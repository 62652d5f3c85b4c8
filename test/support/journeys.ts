import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ExplicitAuthFlowsType } from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { plainText } from '../../src/domain/messages/plain-text.ts'
import { forEachAddress } from './databases.ts'
import { ACCOUNT, type Poolhouse, type PoolhouseOptions, startPoolhouse, usePoolhouse } from './poolhouse.ts'
import { type Attributes, createClient, list, newPool as newPoolOf, PASSWORD } from './pools.ts'

export const OTHER_PASSWORD = 'Other-Horse-8'

export type Refusal = readonly [name: string, message: string]

export const SMS = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms` }
export const HIDING = { PreventUserExistenceErrors: 'ENABLED' }
export const VERIFY_BOTH = { AutoVerifiedAttributes: ['email', 'phone_number'], SmsConfiguration: SMS }

export interface SignedUp {
  readonly ClientId: string
  readonly Username: string
  readonly sub: string
}

/** A server, and what users do on it themselves with unsigned requests. */
export type Journeys = ReturnType<typeof journeysOn>

export async function openJourneys(options: PoolhouseOptions = {}): Promise<Journeys> {
  return journeysOn(await startPoolhouse(options))
}

/** Like {@link openJourneys}, for the tests of a file or suite: starts before them and closes after them. */
export function useJourneys(options: PoolhouseOptions = {}): Journeys {
  return journeysOn(usePoolhouse(options))
}

/** Runs a suite on a server with a database in memory, and on one with PostgreSQL. */
export function forEachJourneys(suite: (journeys: Journeys) => void): void {
  forEachAddress(
    (newAddress) => suite(useJourneys({ database: newAddress() })),
    ['SQLite in memory', 'PostgreSQL'],
  )
}

function journeysOn(house: Poolhouse) {
  /** Asserts that a call succeeds, and returns its response. */
  async function ok(operation: OperationName, input: object, signed = false) {
    const answer = await house.call(operation, input, { signed })
    assert.equal(answer.status, 200, `${operation}: ${answer.text}`)
    return answer.json
  }

  /** Asserts that a call fails, and returns the name and message of its error. */
  async function refusal(operation: OperationName, input: object, signed = false): Promise<Refusal> {
    const { status, text, json } = await house.call(operation, input, { signed })
    assert.equal(status, 400, `${operation}: ${text}`)
    return [json.__type, json.message]
  }

  const root = house.client()
  const newPool = (settings: object = {}): Promise<string> => newPoolOf(root, settings)

  async function newClient(UserPoolId: string, settings: object = {}): Promise<string> {
    const ExplicitAuthFlows: ExplicitAuthFlowsType[] = [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ]
    return (await createClient(root, UserPoolId, { ExplicitAuthFlows, ...settings })).ClientId
  }

  async function signUp(
    ClientId: string,
    attributes: Attributes = {},
    Username = `user-${randomUUID()}`,
  ): Promise<SignedUp> {
    const UserAttributes = list(attributes)
    const { UserSub } = await ok('SignUp', { ClientId, Username, Password: PASSWORD, UserAttributes })
    return { ClientId, Username, sub: UserSub }
  }

  /** Signs a user up, whom the owner of the pool confirms. */
  async function member(UserPoolId: string, ClientId: string, attributes: Attributes = {}, name?: string) {
    const user = await signUp(ClientId, attributes, name)
    await ok('AdminConfirmSignUp', { UserPoolId, Username: user.Username }, true)
    return user
  }

  async function signIn({ ClientId, Username }: SignedUp, password = PASSWORD): Promise<string> {
    const AuthParameters = { USERNAME: Username, PASSWORD: password }
    const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    return (await ok('InitiateAuth', input)).AuthenticationResult.AccessToken
  }

  return {
    house,
    ok,
    refusal,
    newPool,
    newClient,
    signUp,
    member,
    signIn,

    /** The user as the owner of the pool sees it. */
    async look(UserPoolId: string, Username: string): Promise<{ status: string; attributes: Attributes }> {
      const { UserStatus, UserAttributes } = await ok('AdminGetUser', { UserPoolId, Username }, true)
      return { status: UserStatus, attributes: named(UserAttributes) }
    },

    async administrate(operation: OperationName, input: object) {
      return ok(operation, input, true)
    },

    /** The messages to an address or number, the newest first. */
    async messagesTo(to: string): Promise<string[]> {
      await house.settled()
      const messages = await house.storage.stores.inbox.newest({ limit: 100, to })
      return messages.map(({ body }) => plainText(body))
    },

    /** The digits of the newest message to an address or number. */
    async codeTo(to: string): Promise<string> {
      await house.settled()
      const [newest] = await house.storage.stores.inbox.newest({ limit: 1, to })
      return /\d{6,}/.exec(newest?.body ?? '')?.[0] ?? assert.fail(`no code was sent to ${to}`)
    },

    close: () => house.close(),
  }
}

export function named(entries: readonly { Name: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(entries.map(({ Name, Value }) => [Name, Value]))
}

/** Another code of the same length. */
export function wrong(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
}

/** Errors that several operations have in common. */
export const REFUSALS = {
  CodeMismatchException: ['CodeMismatchException', 'Invalid verification code provided, please try again.'],
  ExpiredCodeException: ['ExpiredCodeException', 'Invalid code provided, please request a code again.'],
  LimitExceededException: ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
  UserNotFoundException: ['UserNotFoundException', 'Username/client id combination not found.'],
} as const satisfies Record<string, Refusal>
