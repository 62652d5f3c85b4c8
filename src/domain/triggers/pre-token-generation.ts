import type { Group } from '../groups/group.ts'
import { groupClaims } from '../groups/group-claims.ts'
import { NO_CHANGES, scopesOf, type TokenChanges } from '../tokens/token-changes.ts'
import type { LambdaConfig } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { claimsAndScopeChanges, claimsChanges } from './token-changes-response.ts'
import type { Metadata, TriggerOccasion } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

/** What tokens are made for. */
export type TokenSource =
  /** The OAuth endpoints. */
  | 'HostedAuth'
  | 'Authentication'
  /** A sign-in that ended in NEW_PASSWORD_REQUIRED. */
  | 'NewPasswordChallenge'
  /** A sign-in that ended in DEVICE_PASSWORD_VERIFIER. */
  | 'AuthenticateDevice'
  | 'RefreshTokens'

/** Tokens that are about to be signed for a user. */
export interface TokenOccasion {
  readonly source: TokenSource
  readonly clientId: string
  readonly user: User
  readonly groups: readonly Group[]
  /** The granted scopes, separated by spaces. */
  readonly scope: string
  readonly clientMetadata: Metadata | undefined
}

/** Tokens that are about to be signed for an app client itself. */
export interface ClientTokenOccasion extends Pick<TokenOccasion, 'clientId' | 'scope' | 'clientMetadata'> {}

/**
 * Asks the pool's PreTokenGeneration function, if there is one, what to change in a user's tokens. Call it before they
 * are signed. AWS: if the function throws, there are no tokens.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callPreTokenGeneration(
  context: TriggerContext,
  pool: UserPool,
  { source, clientId, user, groups, scope, clientMetadata }: TokenOccasion,
): Promise<TokenChanges> {
  const { preTokenGenerationConfig: config } = pool.settings.lambdaConfig
  if (!config) return NO_CHANGES
  const present = groupClaims(groups)
  return changesFor(context, pool, config, scope, {
    source,
    clientId,
    userName: user.username,
    userAttributes: userAttributesOf(pool.settings, user),
    groupConfiguration: {
      groupsToOverride: present.groups ?? [],
      iamRolesToOverride: present.roles ?? [],
      preferredRole: present.preferredRole ?? null,
    },
    clientMetadata,
  })
}

/** As {@link callPreTokenGeneration}, for client credentials. AWS: only functions of version 3 are called. */
export async function callPreTokenGenerationForClient(
  context: TriggerContext,
  pool: UserPool,
  { clientId, scope, clientMetadata }: ClientTokenOccasion,
): Promise<TokenChanges> {
  const { preTokenGenerationConfig: config } = pool.settings.lambdaConfig
  if (config?.lambdaVersion !== 'V3_0') return NO_CHANGES
  return changesFor(context, pool, config, scope, {
    source: 'ClientCredentials',
    clientId,
    userName: 'ClientCredentials',
    userAttributes: {},
    groupConfiguration: null,
    clientMetadata,
  })
}

interface Asked extends Pick<TriggerOccasion, 'source' | 'clientId' | 'userName'> {
  readonly userAttributes: Record<string, string>
  readonly groupConfiguration: object | null
  readonly clientMetadata: Metadata | undefined
}

async function changesFor(
  context: TriggerContext,
  pool: UserPool,
  { lambdaVersion, lambdaArn }: NonNullable<LambdaConfig['preTokenGenerationConfig']>,
  scope: string,
  { source, clientId, userName, userAttributes, groupConfiguration, clientMetadata }: Asked,
): Promise<TokenChanges> {
  const version = VERSIONS[lambdaVersion] ?? '1'
  const isFirstVersion = version === '1'
  const response = await callTrigger(context, lambdaArn, {
    trigger: 'PreTokenGeneration',
    source,
    version,
    pool,
    clientId,
    userName,
    request: {
      userAttributes,
      groupConfiguration,
      ...(clientMetadata && { clientMetadata }),
      ...(!isFirstVersion && { scopes: scopesOf(scope) }),
    },
    response: isFirstVersion ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  })
  return isFirstVersion ? claimsChanges(response) : claimsAndScopeChanges(response)
}

const VERSIONS: Readonly<Record<string, TriggerOccasion['version']>> = { V1_0: '1', V2_0: '2', V3_0: '3' }
