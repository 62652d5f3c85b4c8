import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { DatabaseAddress } from '../../../../src/storage/driver/open-database.ts'
import { newMfaPool, type OfferedFactors } from '../../../support/mfa.ts'
import { usePoolhouse } from '../../../support/poolhouse.ts'
import { type Attributes, list, newClient } from '../../../support/pools.ts'
import { tickingClock } from '../../../support/ticking-clock.ts'

export const PASSWORDS = ['PASSWORD', 'PASSWORD_SRP']
export const CODES = ['EMAIL_OTP', 'SMS_OTP']

export const INVALID = ['NotAuthorizedException', 'Invalid session for the user.'] as const
export const USED = [
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
] as const
export const EXPIRED = [
  'NotAuthorizedException',
  'Invalid session for the user, session is expired.',
] as const
export const MISMATCH = ['CodeMismatchException', 'Invalid code or auth state for the user.'] as const
export const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.'] as const
export const UNKNOWN = ['UserNotFoundException', 'User does not exist.'] as const

export const missing = (name: string) =>
  ['InvalidParameterException', `Missing required parameter ${name}`] as const

type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'

export interface PoolOptions {
  readonly mfa?: 'OFF' | 'OPTIONAL' | 'ON'
  readonly factors?: OfferedFactors
  readonly settings?: Partial<CreateUserPoolCommandInput>
  readonly clientSettings?: object
}

export type ChoiceGround = ReturnType<typeof useChoiceGround>

/** A server for the tests of a suite, with what people do at a sign-in by choice. */
export function useChoiceGround(database: DatabaseAddress) {
  const house = usePoolhouse({ database, clock: tickingClock() })
  const root: CognitoIdentityProviderClient = house.client()

  /** The digits of the newest message to an address or number. */
  async function codeTo(to: string, pool: string): Promise<string> {
    await house.settled()
    const messages = await house.storage.stores.inbox.newest({ limit: 100, to })
    return messages.find(({ userPoolId }) => userPoolId === pool)?.code ?? assert.fail('no code was sent')
  }

  return {
    house,
    root,
    codeTo,

    /** A pool that allows these first factors, and a client of it with USER_AUTH alone. */
    async place(
      first: readonly FirstFactor[] = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
      { mfa = 'OFF', factors = '', settings = {}, clientSettings = {} }: PoolOptions = {},
    ) {
      const pool = await newMfaPool(root, mfa, factors, {
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: [...first] } },
        ...settings,
      })
      const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const
      const flows = { ExplicitAuthFlows: [...ExplicitAuthFlows], ...clientSettings }
      const { id: client } = await newClient(root, pool, flows)
      return { pool, client }
    },

    /** A user whom an administrator made without a password. */
    async newPasswordless(UserPoolId: string, Username: string, attributes: Attributes): Promise<void> {
      await root.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          MessageAction: 'SUPPRESS',
          UserAttributes: list(attributes),
        }),
      )
    },

    begin(ClientId: string, USERNAME: string, more: Record<string, string> = {}, Session?: string) {
      const AuthParameters = { USERNAME, ...more }
      return root.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session }))
    },

    adminBegin(UserPoolId: string, ClientId: string, USERNAME: string, more: Record<string, string> = {}) {
      const AuthParameters = { USERNAME, ...more }
      return root.send(
        new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: 'USER_AUTH', AuthParameters }),
      )
    },

    respond(
      ClientId: string,
      ChallengeName: ChallengeNameType,
      Session: string | undefined,
      ChallengeResponses: Record<string, string>,
    ) {
      return root.send(
        new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
      )
    },

    /** Status and attributes of a user. */
    async look(UserPoolId: string, Username: string) {
      const found = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
      const entries = (found.UserAttributes ?? []).map(({ Name = '', Value }) => [Name, Value] as const)
      return { status: found.UserStatus, attributes: Object.fromEntries(entries) }
    },
  }
}

/** Eight digits that are not the code. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 100_000_000).padStart(8, '0')
}
