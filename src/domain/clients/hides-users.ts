import type { UserPoolClient } from './user-pool-client.ts'

/** Whether the client must not reveal which users exist. AWS: `PreventUserExistenceErrors`. */
export function hidesUsers({ settings }: UserPoolClient): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED'
}
