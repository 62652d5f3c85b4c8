import { invalidParameter } from '../../contract/service-error.ts'

/** Whether a pool has an identity provider with that name. */
export type ProviderExists = (name: string) => boolean

/** AWS: in a client's list, this name stands for the pool itself. */
const USER_POOL_ITSELF = 'COGNITO'

const unknownProvider = (name: string, userPoolId: string) =>
  invalidParameter(`The provider ${name} does not exist for User Pool ${userPoolId}.`)

export function isUserPoolItself(name: string): boolean {
  return name === USER_POOL_ITSELF
}

/** @throws InvalidParameterException if the client lists a provider that the pool does not have */
export function assertSupportedIdentityProviders(
  names: readonly string[] = [],
  userPoolId: string,
  providerExists: ProviderExists,
): void {
  for (const name of names) if (!providerExists(name)) throw unknownProvider(name, userPoolId)
}
