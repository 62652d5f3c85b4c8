import type { RiskDecisionType, RiskLevelType } from '../../contract/generated/types.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type ClientContext, type EventOrigin, eventOrigin } from './client-context.ts'
import type { Geolocation, Place } from './geolocation.ts'
import { type NetworkVerdict, networkVerdict } from './networks.ts'
import type { RiskConfiguration } from './risk-configuration.ts'
import { type GuardedFlow, threatProtectionOf } from './threat-protection-mode.ts'

/** What threat protection has found out about a request so far. It ends in the request's event. */
export interface Findings {
  decision: RiskDecisionType
  level?: RiskLevelType | undefined
  compromisedCredentials: boolean
  /** Whether the risk of the sign-in is known: that of its first factor counts for all its steps. */
  isAssessed: boolean
  /** Whether it was found in this request, and not in one like it shortly before. */
  isNews?: boolean
}

/** Threat protection over one request of a pool that has it on. */
export interface Guard {
  /** Whether it acts. If not, it only records. */
  readonly enforces: boolean
  /** The client's, or else the pool's. */
  readonly configuration: RiskConfiguration | undefined
  readonly origin: EventOrigin
  /** Undefined where it is not known. */
  readonly place: Place | undefined
  readonly network: NetworkVerdict
  readonly findings: Findings
}

export interface GuardedRequest {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly flow?: GuardedFlow
  /** Whether an administrator signed the request. */
  readonly signed?: boolean | undefined
  readonly contextData?: ClientContext | undefined
}

/** Of the request's context. */
interface Surroundings {
  readonly storage: { readonly stores: Pick<Stores, 'riskConfigurations'> }
  readonly origin: RequestOrigin
  readonly geolocation: Geolocation
}

/** Undefined, and nothing is read, if the pool has threat protection off. */
export async function guardOf(
  { storage, origin: requestOrigin, geolocation }: Surroundings,
  { pool, client, flow = 'standard', signed = false, contextData }: GuardedRequest,
): Promise<Guard | undefined> {
  const mode = threatProtectionOf(pool.settings, flow)
  if (mode === 'OFF') return undefined
  const configuration = await storage.stores.riskConfigurations.findInForce(pool.id, client.id)
  const origin = eventOrigin(requestOrigin, client, signed, contextData)
  const { ipAddress } = origin
  return {
    enforces: mode === 'ENFORCED',
    configuration,
    origin,
    place: ipAddress === undefined ? undefined : geolocation.placeOf(ipAddress),
    network: networkVerdict(configuration?.riskExceptionConfiguration ?? {}, ipAddress),
    findings: { decision: 'NoRisk', compromisedCredentials: false, isAssessed: false },
  }
}
