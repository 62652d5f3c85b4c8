/** What is known of a shape beyond the service model. */
export interface ShapeTraits {
  /** Seen in messages of the service; outranks the model's. */
  readonly pattern?: string
  /** Members that the model calls optional and the service refuses to miss. */
  readonly required?: readonly string[]
  /** Sensitive in the model, yet shown in messages of the service. */
  readonly shownInMessages?: true
  /**
   * Hidden as one string, whatever it holds, or shown although the model marks it sensitive (AWS: requestParameters of
   * a CloudTrail event). Without it the model's mark decides.
   */
  readonly inAudit?: 'hidden' | 'shown'
  /** AWS: members that the audit trail shows although the request leaves them out. */
  readonly auditDefaults?: Readonly<Record<string, unknown>>
  /** AWS: dates in it appear in the audit trail in US text form, all others as RFC 3339. */
  readonly usDatesInAudit?: true
}

/** A message without a place for its code is refused. */
const CODE_IN_TEXT_MESSAGE: ShapeTraits = { pattern: '(?s).*\\{####\\}(?s).*' }

/** Hidden in the audit trail: personal data, facts about a user's device, texts of applications, addresses that let in. */
export const SHAPE_TRAITS: Readonly<Record<string, ShapeTraits>> = {
  AttributeListType: { inAudit: 'hidden' },
  ClientIdType: { shownInMessages: true, inAudit: 'shown' },
  ClientMetadataType: { inAudit: 'hidden' },
  ConfirmationCodeType: { inAudit: 'hidden' },
  ContextDataType: { inAudit: 'hidden' },
  CreateUserPoolClientRequest: {
    auditDefaults: { GenerateSecret: false, AllowedOAuthFlowsUserPoolClient: false },
  },
  DeviceSecretVerifierConfigType: { inAudit: 'hidden' },
  EmailInviteMessageType: {
    pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
  },
  // A space inside a password is documented as a symbol, which `[\S]+` would refuse.
  PasswordType: { pattern: '^[\\S]+.*[\\S]+$' },
  PreSignedUrlType: { inAudit: 'hidden' },
  ProviderDetailsType: { inAudit: 'hidden' },
  SchemaAttributeType: { required: ['Name'] },
  SessionType: { shownInMessages: true },
  SmsInviteMessageType: CODE_IN_TEXT_MESSAGE,
  SmsVerificationMessageType: CODE_IN_TEXT_MESSAGE,
  SoftwareTokenMFAUserCodeType: { shownInMessages: true },
  UserContextDataType: { inAudit: 'hidden' },
  UserPoolClientType: { usDatesInAudit: true },
}
