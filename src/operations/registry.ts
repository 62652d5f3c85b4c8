import type { OperationName } from '../contract/generated/types.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { attributesOperations } from './attributes/operations.ts'
import { authEventsOperations } from './auth-events/operations.ts'
import { brandingOperations } from './branding/operations.ts'
import { clientsOperations } from './clients/operations.ts'
import { devicesOperations } from './devices/operations.ts'
import { domainsOperations } from './domains/operations.ts'
import { factorsOperations } from './factors/operations.ts'
import { groupsOperations } from './groups/operations.ts'
import { identityProvidersOperations } from './identity-providers/operations.ts'
import { importJobsOperations } from './import-jobs/operations.ts'
import { limitsOperations } from './limits/operations.ts'
import { logDeliveryOperations } from './log-delivery/operations.ts'
import { mfaConfigurationOperations } from './mfa-configuration/operations.ts'
import type { Operation } from './operation.ts'
import { passkeysOperations } from './passkeys/operations.ts'
import { recoveryOperations } from './recovery/operations.ts'
import { replicasOperations } from './replicas/operations.ts'
import { resourceServersOperations } from './resource-servers/operations.ts'
import { riskConfigurationOperations } from './risk-configuration/operations.ts'
import { selfServiceOperations } from './self-service/operations.ts'
import { signInOperations } from './sign-in/operations.ts'
import { signUpOperations } from './sign-up/operations.ts'
import { tagsOperations } from './tags/operations.ts'
import { termsOperations } from './terms/operations.ts'
import { tokensOperations } from './tokens/operations.ts'
import { userPoolsOperations } from './user-pools/operations.ts'
import { userSessionsOperations } from './user-sessions/operations.ts'
import { usersOperations } from './users/operations.ts'

/** An operation of the service model that no folder builds does not compile. */
const all: { readonly [Name in OperationName]: Operation<Name> } = {
  ...attributesOperations,
  ...brandingOperations,
  ...authEventsOperations,
  ...clientsOperations,
  ...devicesOperations,
  ...domainsOperations,
  ...factorsOperations,
  ...groupsOperations,
  ...identityProvidersOperations,
  ...importJobsOperations,
  ...limitsOperations,
  ...logDeliveryOperations,
  ...mfaConfigurationOperations,
  ...passkeysOperations,
  ...recoveryOperations,
  ...replicasOperations,
  ...resourceServersOperations,
  ...riskConfigurationOperations,
  ...selfServiceOperations,
  ...signInOperations,
  ...signUpOperations,
  ...tagsOperations,
  ...termsOperations,
  ...tokensOperations,
  ...userPoolsOperations,
  ...userSessionsOperations,
  ...usersOperations,
}

/** Every operation of the service model, in its order. */
export const registry = Object.fromEntries(
  (Object.keys(OPERATION_TRAITS) as OperationName[]).map((name) => [name, all[name]]),
) as typeof all
