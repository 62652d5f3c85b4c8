import type {
  AccountTakeoverActionsType,
  AccountTakeoverEventActionType,
  AuthEventType,
  CreateUserPoolCommandInput,
  NotifyConfigurationType,
  RiskExceptionConfigurationType,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  AdminListUserAuthEventsCommand,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { HOUR } from '../../../src/kernel/clock.ts'
import { HIDING, type Journeys } from '../../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../../support/mfa.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { NETWORKS } from './fixtures.ts'

export const BLOCKED = ['NotAuthorizedException', 'Unable to login because of security reasons.']

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36'
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'

/** A request from this address, by this browser. */
export interface Source {
  readonly ip: string
  readonly agent: string
}

export const HOME: Source = { ip: `${NETWORKS.seattle}1`, agent: CHROME }
/** With another browser, too, within hours of a sign-in at home: High. */
export const ABROAD: Source = { ip: `${NETWORKS.berlin}1`, agent: FIREFOX }

export function always(
  EventAction: AccountTakeoverEventActionType,
  Notify = false,
): AccountTakeoverActionsType {
  const action = { EventAction, Notify }
  return { LowAction: action, MediumAction: action, HighAction: action }
}

export interface RiskyPool {
  readonly mode?: 'AUDIT' | 'ENFORCED'
  readonly attributes?: Readonly<Record<string, string>>
  /** By default no second factor is offered. */
  readonly factors?: OfferedFactors
  readonly settings?: Partial<CreateUserPoolCommandInput>
  readonly client?: object
  readonly exceptions?: RiskExceptionConfigurationType
  readonly notify?: NotifyConfigurationType
}

/** On a server that knows the places of addresses, and believes `x-forwarded-for`. */
export function riskOn(journeys: Journeys) {
  const { house } = journeys
  const root = house.client()
  let passed = 0

  /** The answer, or the name and the message of the error. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  async function call(operation: string, input: object, { ip, agent }: Source, signed = false): Promise<any> {
    const headers = { 'x-forwarded-for': ip, 'user-agent': agent }
    const { status, json } = await house.call(operation, input, { signed, headers })
    return status === 200 ? json : [json.__type, json.message]
  }

  async function events(UserPoolId: string): Promise<AuthEventType[]> {
    const command = new AdminListUserAuthEventsCommand({ UserPoolId, Username: 'alice' })
    return (await root.send(command)).AuthEvents ?? []
  }

  return {
    call,
    events,
    /** By the server's clock, as long as only {@link alicesPool} has moved it by hours. */
    now: () => Date.now() + passed,

    /** A pool with a user alice, who signed in at home two hours ago. */
    async alicesPool(Actions: AccountTakeoverActionsType | undefined, options: RiskyPool = {}) {
      const {
        mode = 'ENFORCED',
        attributes = {},
        factors = '',
        settings,
        client,
        exceptions,
        notify,
      } = options
      const UserPoolId = await newMfaPool(root, factors === '' ? 'OFF' : 'OPTIONAL', factors, {
        UserPoolTier: 'PLUS',
        UserPoolAddOns: { AdvancedSecurityMode: mode },
        ...settings,
      })
      const sub = await newUser(root, UserPoolId, 'alice', attributes)
      if (Actions) {
        await root.send(
          new SetRiskConfigurationCommand({
            UserPoolId,
            AccountTakeoverRiskConfiguration: { Actions, NotifyConfiguration: notify },
            RiskExceptionConfiguration: exceptions,
          }),
        )
      }
      const ExplicitAuthFlows = [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      ]
      const ClientId = await journeys.newClient(UserPoolId, { ExplicitAuthFlows, ...HIDING, ...client })
      const pool = { UserPoolId, ClientId, sub }
      await call('InitiateAuth', withPassword(pool), HOME)
      house.passTime(2 * HOUR)
      passed += 2 * HOUR
      return pool
    },

    /** Response, decision and level of the newest event. */
    async lastRisk(UserPoolId: string) {
      const [event] = await events(UserPoolId)
      const { RiskDecision, RiskLevel } = event?.EventRisk ?? {}
      return [event?.EventResponse, RiskDecision, RiskLevel]
    },
  }
}

export const withPassword = (
  { ClientId }: { readonly ClientId: string },
  password = PASSWORD,
  USERNAME = 'alice',
) => ({
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME, PASSWORD: password },
})
