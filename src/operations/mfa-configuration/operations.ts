import { GetUserPoolMfaConfig } from './get-user-pool-mfa-config.ts'
import { SetUserPoolMfaConfig } from './set-user-pool-mfa-config.ts'

export const mfaConfigurationOperations = {
  GetUserPoolMfaConfig,
  SetUserPoolMfaConfig,
}
