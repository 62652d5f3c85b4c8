import type { CustomRound } from '../custom-challenges/custom-rounds.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { Metadata, TriggerOccasion } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

/** Whose sign-in by custom challenges the functions decide on. */
export interface CustomSignIn {
  readonly clientId: string
  /** The user's name, or that of a stranger. */
  readonly userName: string
  /** Undefined for a stranger, if the client hides whether users exist. */
  readonly user: User | undefined
  /** Whether the client hides whether users exist. AWS: only then the event says whether the user was found. */
  readonly hidesUsers: boolean
  /** What has happened, the oldest first. */
  readonly rounds: readonly CustomRound[]
  readonly clientMetadata: Metadata | undefined
}

type CustomTrigger = 'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse'

/** A call of one of the three functions. The members of `request` are between the user's attributes and the metadata. */
export function customChallengeOccasion(
  pool: UserPool,
  trigger: CustomTrigger,
  { clientId, userName, user, hidesUsers, clientMetadata }: CustomSignIn,
  request: object,
  response: object,
): TriggerOccasion {
  return {
    trigger,
    source: 'Authentication',
    pool,
    clientId,
    userName,
    request: {
      userAttributes: user ? userAttributesOf(pool.settings, user) : {},
      ...request,
      ...(clientMetadata && { clientMetadata }),
      ...(hidesUsers && { userNotFound: !user }),
    },
    response,
  }
}
