import { type Assurance, LEVELS, levelsNamed } from '../assurance/assurance.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { ProviderAnswer } from './provider-answer.ts'

const MOST_METHODS = 10
const LONGEST_METHOD = 64

/**
 * How strongly a provider has authenticated the user. AWS: a value that is not mapped counts as the lowest level, and
 * without methods of the provider there is the method `fed`.
 */
export function providerAssurance(
  { acrMapping = {} }: Pick<IdentityProvider, 'acrMapping'>,
  { sources }: Pick<ProviderAnswer, 'sources'>,
): Assurance {
  const { acr, amr } = sources.idToken ?? {}
  const level = LEVELS.find((one) => acr !== undefined && acrMapping[`Level${one}`] === acr) ?? 1
  const methods = (Array.isArray(amr) ? amr : [])
    .filter((method): method is string => typeof method === 'string' && method.length <= LONGEST_METHOD)
    .slice(0, MOST_METHODS)
  return { level, amr: methods.length > 0 ? methods : ['fed'], byProvider: true }
}

/** What the provider calls the levels that a request wishes for. */
export function providerAcrValues(
  settings: UserPoolSettings,
  { acrMapping = {} }: Pick<IdentityProvider, 'acrMapping'>,
  acrValues: string | undefined,
): string | undefined {
  const values = levelsNamed(settings, acrValues ?? '').flatMap((level) => acrMapping[`Level${level}`] ?? [])
  return values.length > 0 ? values.join(' ') : undefined
}
