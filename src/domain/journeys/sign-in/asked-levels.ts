import { levelsNamed } from '../../assurance/assurance.ts'
import { hasLevels } from '../../assurance/shown-assurance.ts'
import {
  badMaxAge,
  stepUpNotInTier,
  stepUpOff,
  targetMissing,
  targetUnknown,
} from '../../assurance/step-up-errors.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { SignInStep } from './sign-in.ts'

const PARAMETERS = ['TARGET_ACR_VALUES', 'ACCESS_TOKEN', 'MAX_AGE'] as const

/**
 * The step with the levels that its parameters ask for.
 * @throws UnsupportedOperation-, FeatureUnavailableInTier-, InvalidParameterException
 */
export function withAskedLevels(context: RequestContext, step: SignInStep): SignInStep {
  const { parameters, pool, levels } = step
  const sent = PARAMETERS.find((name) => parameters[name] !== undefined)
  if (levels || sent === undefined) return step
  if (!context.authenticationLevels) throw stepUpOff(sent)
  if (!hasLevels(context, pool)) throw stepUpNotInTier()
  const { TARGET_ACR_VALUES: values, ACCESS_TOKEN: token, MAX_AGE: age } = parameters
  if (age !== undefined && !/^\d{1,9}$/.test(age)) throw badMaxAge()
  if (values === undefined) {
    if (token !== undefined) throw targetMissing()
    return step
  }
  const targets = levelsNamed(pool.settings, values)
  if (targets.length === 0) throw targetUnknown()
  return { ...step, levels: { targets, required: true } }
}

/** The step with the levels that its session carries on, if the request itself has none. */
export function withCarriedLevels(step: SignInStep): SignInStep {
  const carried = step.levels ? undefined : step.progress?.levels
  return carried ? { ...step, levels: carried } : step
}
