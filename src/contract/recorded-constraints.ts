import { fieldName } from './field-name.ts'
import { type Shape, type StructureShape, shapeNamed } from './model.ts'

/** Facts seen on the real service that the model does not state or states otherwise; they outrank it. */
const SHAPES: Readonly<Record<string, { pattern?: string }>> = {
  // Live message texts; a space inside a password is documented as a symbol, which `[\S]+` would refuse.
  PasswordType: { pattern: '^[\\S]+.*[\\S]+$' },
  // Live message texts: a message without a place for its code is none.
  EmailInviteMessageType: {
    pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
  },
  SmsInviteMessageType: { pattern: '(?s).*\\{####\\}(?s).*' },
  SmsVerificationMessageType: { pattern: '(?s).*\\{####\\}(?s).*' },
}

/** Members that messages call otherwise than the model does. */
const FIELDS: Readonly<Record<string, string>> = {
  'AdminCreateUserConfigType.InviteMessageTemplate': 'inviteMessage',
  'MessageTemplateType.SMSMessage': 'smsMessage',
}

/** Members that the model calls optional and the service refuses to miss. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  SchemaAttributeType: ['Name'],
}

/** Sensitive in the model, yet shown in messages of the service. */
const SHOWN = new Set(['ClientIdType', 'SessionType', 'SoftwareTokenMFAUserCodeType'])

/**
 * Shapes of members whose constraints no source states (the newest operations): the known shape of the same noun,
 * or the bounds that the API reference gives in prose. And of those whose constraints the service was seen not to
 * enforce.
 */
const MEMBERS: Readonly<Record<string, string | Shape>> = {
  'AdminDeleteSoftwareTokenRequest.UserPoolId': 'UserPoolIdType',
  'AdminGetUserAuthFactorsRequest.UserPoolId': 'UserPoolIdType',
  'AdminListUserSessionsRequest.UserPoolId': 'UserPoolIdType',
  'AdminListUserSessionsRequest.NextToken': 'PaginationKeyType',
  'AdminRevokeUserSessionRequest.UserPoolId': 'UserPoolIdType',
  'AdminRevokeUserSessionRequest.SessionId': 'StringType',
  'ClientSSOSessionConfigType.MaxValidityMinutes': { type: 'integer', min: 0, max: 129_600 },
  'CreateUserPoolReplicaRequest.RegionName': 'StringType',
  'CreateUserPoolReplicaRequest.UserPoolId': 'UserPoolIdType',
  'CreateUserPoolReplicaRequest.UserPoolTags': 'UserPoolTagsType',
  'DeleteUserPoolReplicaRequest.RegionName': 'StringType',
  'DeleteUserPoolReplicaRequest.UserPoolId': 'UserPoolIdType',
  'DescribeTermsByClientRequest.TermsName': 'TermsNameType',
  'DescribeTermsByClientRequest.UserPoolId': 'UserPoolIdType',
  'GetClientTokenRequest.ClientMetadata': 'ClientMetadataType',
  'GetClientTokenRequest.Scopes': 'ScopeListType',
  // A secret of any form is taken, and refused where it is wrong.
  'GetTokensFromRefreshTokenRequest.ClientSecret': { type: 'string', sensitive: true },
  'GetUserPoolClientSessionConfigurationRequest.UserPoolId': 'UserPoolIdType',
  'GetUserPoolSessionConfigurationRequest.UserPoolId': 'UserPoolIdType',
  'ListUserPoolReplicasRequest.NextToken': 'PaginationKeyType',
  'ListUserPoolReplicasRequest.UserPoolId': 'UserPoolIdType',
  'ListUserSessionsRequest.NextToken': 'PaginationKeyType',
  'RevokeUserSessionRequest.SessionId': 'StringType',
  'SetUserPoolClientSessionConfigurationRequest.UserPoolId': 'UserPoolIdType',
  'SetUserPoolSessionConfigurationRequest.UserPoolId': 'UserPoolIdType',
  'UpdateUserPoolReplicaRequest.RegionName': 'StringType',
  'UpdateUserPoolReplicaRequest.UserPoolId': 'UserPoolIdType',
  'UserPoolTokenSessionConfigType.MaxPerUser': { type: 'integer', min: 1, max: 100 },
}

/** The shape that the service checks a value of the named shape against. */
export function recordedShape(name: string): Shape {
  const shape = shapeNamed(name)
  const recorded = SHAPES[name]
  return recorded === undefined ? shape : ({ ...shape, ...recorded } as Shape)
}

/** The name of a member's shape, or the shape itself where it has no name. */
export function recordedMember(structure: string, shape: StructureShape, member: string): string | Shape {
  return MEMBERS[`${structure}.${member}`] ?? shape.members[member] ?? member
}

/** How messages call a member of a structure. */
export function recordedField(structure: string, member: string): string {
  return FIELDS[`${structure}.${member}`] ?? fieldName(member)
}

/** Whether messages call a member of that name so, in whatever structure. */
export function isCalled(member: string, field: string): boolean {
  const otherwise = Object.entries(FIELDS).filter(([path]) => path.endsWith(`.${member}`))
  return fieldName(member) === field || otherwise.some(([, name]) => name === field)
}

export function isRequired(structure: string, shape: StructureShape, member: string): boolean {
  return (shape.required?.includes(member) ?? false) || (REQUIRED[structure]?.includes(member) ?? false)
}

/** Whether messages may show values of that shape. */
export function isShown(name: string, shape: Shape): boolean {
  return !isSensitive(shape) || SHOWN.has(name)
}

export function isSensitive(shape: Shape): boolean {
  return 'sensitive' in shape && shape.sensitive === true
}

/** Every override of a member and of a shape, for the test that holds them against the model. */
export const overrides = { SHAPES, FIELDS, REQUIRED, SHOWN, MEMBERS }
