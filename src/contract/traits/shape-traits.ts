/** What is known of a shape beyond the service model. */
export interface ShapeTraits {
  /** Observed in messages of the service; overrides the model's. */
  readonly pattern?: string
  /** Values of an enum that the documentation names and the model lacks. Messages do not list them. */
  readonly unlisted?: readonly string[]
  /** Members that the model calls optional but the service requires. */
  readonly required?: readonly string[]
  /** AWS: a null in such a list counts as absent. */
  readonly dropsNulls?: true
  /** Sensitive in the model, yet shown in messages of the service. */
  readonly shownInMessages?: true
  /**
   * Hidden as one string, also if it is a structure, or shown although the model marks it sensitive (AWS: requestParameters
   * of a CloudTrail event). If undefined, the model's mark decides.
   */
  readonly inAudit?: 'hidden' | 'shown'
  /** AWS: members that the audit trail shows although the request does not contain them. */
  readonly auditDefaults?: Readonly<Record<string, unknown>>
  /** AWS: its dates appear in the audit trail in US format, all others as RFC 3339. */
  readonly usDatesInAudit?: true
}

/** A message without a placeholder for its code is refused. */
const CODE_IN_TEXT_MESSAGE: ShapeTraits = { pattern: '(?s).*\\{####\\}(?s).*' }

/**
 * Hidden in the audit trail: personal data, facts about a user's device, texts of applications, URLs that grant access.
 */
export const SHAPE_TRAITS: Readonly<Record<string, ShapeTraits>> = {
  AttributeListType: { inAudit: 'hidden' },
  ClientIdType: { shownInMessages: true, inAudit: 'shown' },
  ClientMetadataType: { inAudit: 'hidden' },
  ConfirmationCodeType: { inAudit: 'hidden' },
  ContextDataType: { inAudit: 'hidden' },
  CreateUserPoolClientRequest: {
    auditDefaults: { GenerateSecret: false, AllowedOAuthFlowsUserPoolClient: false },
  },
  DeviceNameType: { inAudit: 'hidden' },
  DeviceSecretVerifierConfigType: { inAudit: 'hidden' },
  Document: { inAudit: 'hidden' },
  EmailInviteMessageType: {
    pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
  },
  // AWS: GetClientToken needs a client with this flow.
  ExplicitAuthFlowsType: { unlisted: ['ALLOW_CLIENT_TOKEN_AUTH'] },
  ForgetDeviceRequest: { required: ['AccessToken'] },
  GetDeviceRequest: { required: ['AccessToken'] },
  LogConfigurationListType: { dropsNulls: true },
  // The documentation calls a space inside a password a symbol, but `[\S]+` would refuse it.
  PasswordType: { pattern: '^[\\S]+.*[\\S]+$' },
  PreSignedUrlType: { inAudit: 'hidden' },
  ProviderDetailsType: { inAudit: 'hidden' },
  SchemaAttributeType: { required: ['Name'] },
  SessionType: { shownInMessages: true },
  SmsInviteMessageType: CODE_IN_TEXT_MESSAGE,
  SmsVerificationMessageType: CODE_IN_TEXT_MESSAGE,
  SoftwareTokenMFAUserCodeType: { shownInMessages: true },
  UpdateManagedLoginBrandingRequest: { required: ['UserPoolId', 'ManagedLoginBrandingId'] },
  UserContextDataType: { inAudit: 'hidden' },
  UserPoolClientType: { usDatesInAudit: true },
}
