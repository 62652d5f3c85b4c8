import type { ClientSettings } from './user-pool-client.ts'

type Sources = Pick<ClientSettings, 'supportedIdentityProviders'>

/** AWS: in lists of providers, the pool itself. */
export const POOL = 'COGNITO'

/** Whether the pool's own users may sign in to the client. AWS: also where the client names nothing. */
export function takesOwnUsers({ supportedIdentityProviders: supported = [] }: Sources): boolean {
  return supported.length === 0 || supported.includes(POOL)
}

/**
 * Whether users who have signed in through an identity provider may use the client.
 * @param provider undefined for users who have signed in to the pool itself
 */
export function takesUsersOf(client: Sources, provider: string | undefined): boolean {
  if (provider === undefined) return takesOwnUsers(client)
  return client.supportedIdentityProviders?.includes(provider) ?? false
}
