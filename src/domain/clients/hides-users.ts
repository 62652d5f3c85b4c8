import type { UserPoolClient } from './user-pool-client.ts'

/** Whether the client must not reveal which users exist. AWS: `PreventUserExistenceErrors`. */
export function hidesUsers({ settings }: UserPoolClient): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED'
}

/**
 * The client as one that hides its users. Deviation: the pages always hide which users exist, even if the client does not
 * (docs/deviations.md, "strangers").
 */
export function hidingUsers(client: UserPoolClient): UserPoolClient {
  return { ...client, settings: { ...client.settings, preventUserExistenceErrors: 'ENABLED' } }
}
