import { invalidParameter } from '../../contract/service-error.ts'

/** Whether a pool has an identity provider of the name. */
export type ProviderExists = (name: string) => boolean

/** AWS: the name under which a client lists the pool itself, which every pool has. */
const USER_POOL_ITSELF = 'COGNITO'

const unknownProvider = (name: string, userPoolId: string) =>
  invalidParameter(`The provider ${name} does not exist for User Pool ${userPoolId}.`)

export function isUserPoolItself(name: string): boolean {
  return name === USER_POOL_ITSELF
}

/** InvalidParameterException where the client lists a provider that the pool lacks. */
export function assertSupportedIdentityProviders(
  names: readonly string[] = [],
  userPoolId: string,
  providerExists: ProviderExists,
): void {
  for (const name of names) if (!providerExists(name)) throw unknownProvider(name, userPoolId)
}
