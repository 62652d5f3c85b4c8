import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { sdkVersionOf } from './sdk-version.ts'
import type { TriggerName } from './trigger-gateway.ts'

/** Texts that a client passes on to functions (AWS: ClientMetadata and ValidationData). */
export type Metadata = Readonly<Record<string, string>>

/** What the event of one call contains beyond what all events contain. */
export interface TriggerOccasion {
  readonly trigger: TriggerName
  /** What the call is for: `SignUp` of `PreSignUp_SignUp`. */
  readonly source: string
  /** Of the event. The first one unless the pool asks for a later one. */
  readonly version?: '1' | '2' | '3' | undefined
  readonly pool: UserPool
  /** Undefined for operations of administrators, which concern no app client. */
  readonly clientId: string | undefined
  readonly userName: string
  readonly request: object
  /** The members that the function may set, with their initial values. */
  readonly response: object
}

/** The event of a call. The order of its members is that of the service. */
export function triggerEvent(
  { origin }: { readonly origin: RequestOrigin },
  { trigger, source, version = '1', pool, clientId, userName, request, response }: TriggerOccasion,
): object {
  const about = {
    region: pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: sdkVersionOf(origin.userAgent),
      clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
  }
  if (trigger === 'PreTokenGeneration') {
    return { version, triggerSource: `TokenGeneration_${source}`, ...about, request, response }
  }
  return { version, ...about, triggerSource: `${trigger}_${source}`, request, response }
}
