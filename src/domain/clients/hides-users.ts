import type { UserPoolClient } from './user-pool-client.ts'

/** Whether nobody may learn through the client who has an account. AWS: `PreventUserExistenceErrors`. */
export function hidesUsers({ settings }: UserPoolClient): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED'
}
