import { isSocial, NATIVE_PROVIDER, type ProviderType } from './identity-provider.ts'
import { nameOfAnotherType } from './identity-provider-errors.ts'

const SOCIAL: ReadonlySet<string> = new Set(['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'])

/**
 * AWS: a social provider has the name of its type. Ours: no other provider has it, nor the name that stands for the
 * pool itself.
 * @throws InvalidParameterException
 */
export function assertProviderName(name: string, type: ProviderType): void {
  const taken = SOCIAL.has(name) || name.toUpperCase() === NATIVE_PROVIDER.toUpperCase()
  if (isSocial(type) ? name !== type : taken) throw nameOfAnotherType(name, type)
}
