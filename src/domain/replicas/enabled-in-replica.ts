import type { OperationName } from '../../contract/generated/types.ts'
import type { UserPoolReplica } from './user-pool-replica.ts'

/** AWS: Developer Guide, "Multi-Region user pools": what a secondary region offers before it is active. */
const WHEN_INACTIVE: ReadonlySet<string> = new Set<OperationName>([
  'AdminGetDevice',
  'AdminGetUser',
  'AdminListDevices',
  'AdminListGroupsForUser',
  'AdminListUserAuthEvents',
  'CreateUserPoolDomain',
  'DeleteUserPoolDomain',
  'DescribeIdentityProvider',
  'DescribeManagedLoginBranding',
  'DescribeManagedLoginBrandingByClient',
  'DescribeResourceServer',
  'DescribeRiskConfiguration',
  'DescribeTerms',
  'DescribeUserPool',
  'DescribeUserPoolClient',
  'DescribeUserPoolDomain',
  'GetGroup',
  'GetLogDeliveryConfiguration',
  'GetSigningCertificate',
  'GetUICustomization',
  'GetUserPoolMfaConfig',
  'ListGroups',
  'ListIdentityProviders',
  'ListResourceServers',
  'ListTagsForResource',
  'ListTerms',
  'ListUserPoolClientSecrets',
  'ListUserPoolClients',
  'ListUserPoolReplicas',
  'ListUserPools',
  'ListUsers',
  'ListUsersInGroup',
  'SetLogDeliveryConfiguration',
  'SetRiskConfiguration',
  'SetUserPoolMfaConfig',
  'TagResource',
  'UntagResource',
  'UpdateUserPool',
  'UpdateUserPoolDomain',
  'UpdateUserPoolReplica',
])

/** What an active one offers as well. */
const WHEN_ACTIVE: ReadonlySet<string> = new Set<OperationName>([
  'AdminInitiateAuth',
  'AdminRespondToAuthChallenge',
  'AdminUpdateAuthEventFeedback',
  'AdminUserGlobalSignOut',
  'GetDevice',
  'GetIdentityProviderByIdentifier',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GetUserAuthFactors',
  'GlobalSignOut',
  'InitiateAuth',
  'ListDevices',
  'ListWebAuthnCredentials',
  'RespondToAuthChallenge',
  'RevokeToken',
  'UpdateAuthEventFeedback',
])

/** Whether the operation can be called in the region of the replica. */
export function isEnabledIn({ status }: Pick<UserPoolReplica, 'status'>, operation: string): boolean {
  return WHEN_INACTIVE.has(operation) || (status === 'ACTIVE' && WHEN_ACTIVE.has(operation))
}
