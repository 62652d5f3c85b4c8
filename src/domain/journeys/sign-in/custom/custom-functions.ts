import { ServiceError } from '../../../../contract/service-error.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'

/** The ARNs of a pool's functions for custom challenges. */
export interface CustomFunctions {
  readonly define: string
  readonly create: string
  readonly verify: string
}

/** @throws InvalidParameterException unless the pool has all three */
export function customFunctionsOf({ settings }: UserPool): CustomFunctions {
  const {
    defineAuthChallenge: define,
    createAuthChallenge: create,
    verifyAuthChallengeResponse: verify,
  } = settings.lambdaConfig
  if (define === undefined || create === undefined || verify === undefined) throw notConfigured()
  return { define, create, verify }
}

const notConfigured = () =>
  new ServiceError(
    'InvalidParameterException',
    'Custom auth lambda trigger is not configured for the user pool.',
  )
