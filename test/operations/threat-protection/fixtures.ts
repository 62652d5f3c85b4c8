import type {
  CognitoIdentityProviderClient,
  CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { newPool } from '../../support/pools.ts'

/** A pool with threat protection on. */
export function guardedPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
  AdvancedSecurityMode: 'AUDIT' | 'ENFORCED' = 'ENFORCED',
): Promise<string> {
  return newPool(root, { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode }, ...settings })
}
