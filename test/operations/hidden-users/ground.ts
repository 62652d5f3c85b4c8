import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import type { Message } from '../../../src/domain/messages/message-gateway.ts'
import type { DatabaseAddress } from '../../../src/storage/driver/open-database.ts'
import { CUSTOM_FUNCTIONS, CUSTOM_LAMBDAS, openCustomFunctions } from '../../support/custom-challenges.ts'
import { HIDING, openJourneys, SMS } from '../../support/journeys.ts'
import { passkeyOf, RP_ID } from '../passkeys/fixtures.ts'
import { changeUser } from '../sign-in/fixtures.ts'
import { STATES } from '../user-states.ts'

/** The kinds of names with which users sign in: settings of a pool, and new names of that kind. */
export const KINDS = {
  'a username, or an alias': {
    settings: { AliasAttributes: ['email', 'phone_number'], AutoVerifiedAttributes: ['email'] },
    newName: () => `name-${randomUUID()}`,
  },
  'an e-mail address': {
    settings: {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    },
    newName: () => `${randomUUID()}@example.com`,
  },
  'a phone number': {
    settings: {
      UsernameAttributes: ['phone_number'],
      AutoVerifiedAttributes: ['phone_number'],
      SmsConfiguration: SMS,
    },
    newName: () => `+1555${randomInt(1_000_000, 9_999_999)}`,
  },
} as const
export type Kind = keyof typeof KINDS

/** The states of users that must stay hidden. */
export const HIDDEN_STATES = {
  ...STATES,
  withoutPassword: { status: 'RESET_REQUIRED' },
  withPasskey: {},
  withSecondFactor: { mfa: { activated: ['SMS_MFA', 'EMAIL_OTP'] } },
} as const
export type HiddenState = keyof typeof HIDDEN_STATES

const ALL_FLOWS = ['USER_PASSWORD', 'USER_SRP', 'CUSTOM', 'USER', 'REFRESH_TOKEN'].map((flow) =>
  `ALLOW_${flow}_AUTH`.replace('USER_AUTH_AUTH', 'USER_AUTH'),
)

const EVERY_FACTOR = {
  UserPoolTier: 'ESSENTIALS',
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } },
  MfaConfiguration: 'OPTIONAL',
  SmsConfiguration: SMS,
}

/** A response, with the work that was done before it. */
export interface Observed {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly json: any
  readonly transactions: number
  readonly messages: number
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** A server whose clock stands still, with a pool of each kind and a client of each that hides whether users exist. */
export async function openGround(database: DatabaseAddress) {
  const started = Date.now()
  const sent: Message[] = []
  const messages = { send: async (message: Message) => void sent.push(message) }
  const functions = openCustomFunctions()
  await functions.start()
  const known = { functions: functions.named(...CUSTOM_FUNCTIONS) }
  const it = await openJourneys({ database, messages, functions: known, clock: () => started })
  const { house } = it
  const done = { transactions: 0 }
  const { transaction } = house.storage
  const counting: typeof transaction = (work) => {
    done.transactions++
    return transaction(work)
  }
  Object.assign(house.storage, { transaction: counting })

  const pools = new Map<Kind, { readonly id: string; readonly client: string }>()
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const id = await it.newPool({ ...EVERY_FACTOR, ...KINDS[kind].settings, LambdaConfig: CUSTOM_LAMBDAS })
    await it.administrate('SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsConfiguration: SMS },
      WebAuthnConfiguration: { RelyingPartyId: RP_ID },
    })
    pools.set(kind, { id, client: await it.newClient(id, { ...HIDING, ExplicitAuthFlows: ALL_FLOWS }) })
  }
  const poolOf = (kind: Kind) => pools.get(kind) ?? assert.fail('no pool')

  /** The work for the request before its response. */
  async function send(operation: OperationName, input: object): Promise<Observed> {
    const before = { transactions: done.transactions, messages: sent.length }
    const { status, body } = await house.app.handleApi({
      method: 'POST',
      path: '/',
      query: '',
      headers: [['x-amz-target', `AWSCognitoIdentityProviderService.${operation}`]],
      body: Buffer.from(JSON.stringify(input)),
      remoteAddress: '127.0.0.1',
      secure: false,
    })
    const transactions = done.transactions - before.transactions
    const observed = { transactions, messages: sent.length - before.messages }
    return { status, json: JSON.parse(String(body) || '{}'), ...observed }
  }

  return {
    send,
    /** By the server's clock: proofs of a suite that takes minutes stay current. */
    now: started,
    poolOf,
    settled: house.settled,
    async close(): Promise<void> {
      await it.close()
      functions.stop()
    },

    /** Returns the name with which the user signs in. */
    async newUser(kind: Kind, state: HiddenState): Promise<string> {
      const { id: UserPoolId, client: ClientId } = poolOf(kind)
      const name = KINDS[kind].newName()
      const email = kind === 'a username, or an alias' ? { email: `${randomUUID()}@example.com` } : {}
      const { sub, Username } = await it.signUp(ClientId, email, name)
      await house.settled()
      if (state === 'unconfirmed') return name
      await it.administrate('AdminConfirmSignUp', { UserPoolId, Username })
      const contact = kind === 'a phone number' ? 'phone_number_verified' : 'email_verified'
      const UserAttributes = [{ Name: contact, Value: 'true' }]
      await it.administrate('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes })
      await changeUser(house, UserPoolId, sub, HIDDEN_STATES[state])
      if (state === 'withoutPassword') {
        await house.storage.stores.credentials.setPassword(UserPoolId, sub, undefined)
      }
      if (state === 'withPasskey') await house.storage.stores.passkeys.insert(passkeyOf(UserPoolId, sub))
      return name
    },

    newStranger: (kind: Kind): string => KINDS[kind].newName(),
  }
}
