import { demandedSecondFactor, type SecondFactorDemand } from '../../factors/second-factor-table.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { SignInState, SignInStep } from './sign-in.ts'

/** All that the next step of a sign-in follows from. */
export interface SignInStanding extends SignInState, Pick<SignInStep, 'pool' | 'client'> {
  /** What the pool and the user demand beside the first factor. */
  readonly secondFactor: SecondFactorDemand
  /** The step named a device that stands for the second factor. */
  readonly hasTrustedDevice: boolean
}

/** Where a sign-in stands at this moment. Of pools without second factors nothing is read. */
export async function standingOf(
  { storage }: Pick<RequestContext, 'storage'>,
  { pool, client }: SignInStep,
  { user, proofs }: SignInState,
): Promise<SignInStanding> {
  const { settings } = pool
  const needsToken = settings.mfaConfiguration !== 'OFF'
  const token = needsToken ? await storage.stores.softwareTokens.find(pool.id, user.sub) : undefined
  const hasSoftwareToken = token?.verified !== undefined
  return {
    user,
    proofs,
    pool,
    client,
    secondFactor: demandedSecondFactor({ settings, user, hasSoftwareToken }),
    hasTrustedDevice: false,
  }
}
