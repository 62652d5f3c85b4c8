import type { Shape } from '../model.ts'

/** What is known of a member beyond the service model. */
export interface MemberTraits {
  /**
   * The shape, or its name, that the member's values are checked against. For members of the newest operations, whose
   * constraints no source states: the known shape of the same noun, or the bounds in the text of the API reference. For
   * others: constraints of the model that the service was observed not to enforce.
   */
  readonly shape?: string | Shape
  /** The name in messages, if it is not the member's name in lower camel case. */
  readonly field?: string
  /** AWS: an empty text is the same as none. */
  readonly mayBeBlank?: true
}

/** Custom domains have dots, which the model's pattern refuses; the service explains what is wrong in its own words. */
const DOMAIN_NAME: Shape = { type: 'string', min: 1, max: 63 }

const REGION_NAME: Shape = { type: 'string', min: 5, max: 32 }

/** By structure and member. */
export const MEMBER_TRAITS: Readonly<Record<string, MemberTraits>> = {
  'AdminCreateUserConfigType.InviteMessageTemplate': { field: 'inviteMessage' },
  'AdminCreateUserRequest.TemporaryPassword': { mayBeBlank: true },
  'AdminDeleteSoftwareTokenRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'AdminGetUserAuthFactorsRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'AdminListUserSessionsRequest.NextToken': { shape: 'PaginationKeyType' },
  'AdminListUserSessionsRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'AdminRevokeUserSessionRequest.SessionId': { shape: 'StringType' },
  'AdminRevokeUserSessionRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'ClientSSOSessionConfigType.MaxValidityMinutes': { shape: { type: 'integer', min: 0, max: 129_600 } },
  'CreateUserPoolDomainRequest.Domain': { shape: DOMAIN_NAME },
  'CreateUserPoolReplicaRequest.RegionName': { shape: REGION_NAME },
  'CreateUserPoolReplicaRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'CreateUserPoolReplicaRequest.UserPoolTags': { shape: 'UserPoolTagsType' },
  'DeleteUserPoolDomainRequest.Domain': { shape: DOMAIN_NAME },
  'DeleteUserPoolReplicaRequest.RegionName': { shape: REGION_NAME },
  'DeleteUserPoolReplicaRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'DescribeTermsByClientRequest.TermsName': { shape: 'TermsNameType' },
  'DescribeTermsByClientRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'DescribeUserPoolDomainRequest.Domain': { shape: DOMAIN_NAME },
  'GetClientTokenRequest.ClientMetadata': { shape: 'ClientMetadataType' },
  'GetClientTokenRequest.Scopes': { shape: 'ScopeListType' },
  // Secrets of any form are accepted, and then refused if they are wrong.
  'GetClientTokenRequest.Secret': { shape: { type: 'string', sensitive: true } },
  'GetTokensFromRefreshTokenRequest.ClientSecret': { shape: { type: 'string', sensitive: true } },
  'GetUserPoolClientSessionConfigurationRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'GetUserPoolSessionConfigurationRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'ListUserPoolReplicasRequest.NextToken': { shape: 'PaginationKeyType' },
  'ListUserPoolReplicasRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'ListUserSessionsRequest.NextToken': { shape: 'PaginationKeyType' },
  'MessageTemplateType.SMSMessage': { field: 'smsMessage' },
  'RevokeUserSessionRequest.SessionId': { shape: 'StringType' },
  'SetUserPoolClientSessionConfigurationRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'SetUserPoolSessionConfigurationRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'SignUpRequest.Password': { mayBeBlank: true },
  'UpdateUserPoolDomainRequest.Domain': { shape: DOMAIN_NAME },
  'UpdateUserPoolReplicaRequest.RegionName': { shape: REGION_NAME },
  'UpdateUserPoolReplicaRequest.UserPoolId': { shape: 'UserPoolIdType' },
  'UserPoolTokenSessionConfigType.MaxPerUser': { shape: { type: 'integer', min: 1, max: 100 } },
}

/**
 * Members with these names are secrets in any structure, although the model (for the newest operations) only says that
 * they are strings. The audit trail hides them.
 */
export const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'AccessToken',
  'Credential',
  'ProviderAttributeValue',
  'RefreshToken',
  'Token',
  'Secret',
  'Session',
  'Username',
])
