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
import { notYet, type Operation } from './operation.ts'
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

/** Operations that return a clear error. When you build one, take it off this list. */
const NOT_BUILT = [] as const satisfies readonly OperationName[]

type NotBuilt = (typeof NOT_BUILT)[number]

/** An operation that is neither here nor on the list does not compile, nor does one that is on both. */
const BUILT: { readonly [Name in Exclude<OperationName, NotBuilt>]: Operation<Name> } & {
  readonly [Name in NotBuilt]?: never
} = {
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

const notBuilt = Object.fromEntries(NOT_BUILT.map((name) => [name, notYet(name)])) as {
  readonly [Name in NotBuilt]: Operation<Name>
}

const all: { readonly [Name in OperationName]: Operation<Name> } = { ...BUILT, ...notBuilt }

/** Every operation of the service model, in its order. */
export const registry = Object.fromEntries(
  (Object.keys(OPERATION_TRAITS) as OperationName[]).map((name) => [name, all[name]]),
) as typeof all
