// The settings of a pool, with the members that CreateUserPool and UpdateUserPool take, in our casing: only the first
// letter differs, so that settings can be converted between wire and store without loss.

export type VerifiedAttribute = 'email' | 'phone_number'
export type AliasAttribute = 'email' | 'phone_number' | 'preferred_username'
export type AuthFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN' | 'SOFTWARE_TOKEN'
export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL'
export type UserPoolTier = 'LITE' | 'ESSENTIALS' | 'PLUS'

export interface PasswordPolicy {
  readonly minimumLength: number
  readonly requireUppercase: boolean
  readonly requireLowercase: boolean
  readonly requireNumbers: boolean
  readonly requireSymbols: boolean
  readonly passwordHistorySize?: number | undefined
  readonly temporaryPasswordValidityDays: number
}

export interface SignInPolicy {
  readonly allowedFirstAuthFactors: readonly AuthFactor[]
}

interface VersionedLambda {
  readonly lambdaVersion: string
  readonly lambdaArn: string
}

export interface LambdaConfig {
  readonly preSignUp?: string | undefined
  readonly customMessage?: string | undefined
  readonly postConfirmation?: string | undefined
  readonly preAuthentication?: string | undefined
  readonly postAuthentication?: string | undefined
  readonly defineAuthChallenge?: string | undefined
  readonly createAuthChallenge?: string | undefined
  readonly verifyAuthChallengeResponse?: string | undefined
  readonly preTokenGeneration?: string | undefined
  readonly userMigration?: string | undefined
  readonly preTokenGenerationConfig?: VersionedLambda | undefined
  readonly customSMSSender?: VersionedLambda | undefined
  readonly customEmailSender?: VersionedLambda | undefined
  readonly kMSKeyID?: string | undefined
  readonly inboundFederation?: VersionedLambda | undefined
}

export interface VerificationMessageTemplate {
  readonly smsMessage?: string | undefined
  readonly emailMessage?: string | undefined
  readonly emailSubject?: string | undefined
  readonly emailMessageByLink?: string | undefined
  readonly emailSubjectByLink?: string | undefined
  readonly defaultEmailOption: 'CONFIRM_WITH_CODE' | 'CONFIRM_WITH_LINK'
}

export interface EmailConfiguration {
  readonly sourceArn?: string | undefined
  readonly replyToEmailAddress?: string | undefined
  readonly emailSendingAccount: 'COGNITO_DEFAULT' | 'DEVELOPER'
  readonly from?: string | undefined
  readonly configurationSet?: string | undefined
}

export interface SmsConfiguration {
  readonly snsCallerArn?: string | undefined
  readonly externalId?: string | undefined
  readonly snsRegion?: string | undefined
  readonly eumsSms?: EumsSmsConfiguration | undefined
}

/** AWS End User Messaging SMS, the alternative to Amazon SNS for sending text messages. */
export interface EumsSmsConfiguration {
  readonly callerArn: string
  readonly externalId?: string | undefined
  readonly originationIdentity?: string | undefined
  readonly configurationSetName?: string | undefined
  readonly inEntityId?: string | undefined
  readonly inTemplateId?: string | undefined
  readonly region?: string | undefined
}

export interface AdminCreateUserConfig {
  readonly allowAdminCreateUserOnly: boolean
  readonly unusedAccountValidityDays: number
  readonly inviteMessageTemplate?:
    | {
        readonly sMSMessage?: string | undefined
        readonly emailMessage?: string | undefined
        readonly emailSubject?: string | undefined
      }
    | undefined
}

export interface RecoveryMechanism {
  readonly priority: number
  readonly name: 'verified_email' | 'verified_phone_number' | 'admin_only'
}

export interface AccountRecoverySetting {
  readonly recoveryMechanisms?: readonly RecoveryMechanism[] | undefined
}

export interface DeviceConfiguration {
  readonly challengeRequiredOnNewDevice: boolean
  readonly deviceOnlyRememberedOnUserPrompt: boolean
}

export interface UserPoolAddOns {
  readonly advancedSecurityMode: 'OFF' | 'AUDIT' | 'ENFORCED'
  readonly advancedSecurityAdditionalFlows?:
    | { readonly customAuthMode?: 'AUDIT' | 'ENFORCED' | undefined }
    | undefined
}

type GrantType = 'code' | 'implicit' | 'client_credentials'

/** Dynamic client registration (RFC 7591). Lists that were never set have their own defaults. */
export interface DcrConfiguration {
  readonly enableStatus: 'Enabled' | 'Disabled'
  readonly openDcrEnabled: boolean
  readonly authenticatedGrantTypes?: readonly GrantType[] | undefined
  readonly openDcrGrantTypes?: readonly GrantType[] | undefined
  readonly allowedScopes?: readonly string[] | undefined
}

export interface KeyConfiguration {
  readonly keyType: 'AWS_OWNED_KEY' | 'CUSTOMER_MANAGED_KEY'
  readonly kmsKeyArn?: string | undefined
}

/** The owner's names for some of the levels `Level1` to `Level4`. */
export type AcrConfiguration = Readonly<Record<string, { readonly acrValue: string }>>

export interface EmailMfaConfiguration {
  readonly message?: string | undefined
  readonly subject?: string | undefined
}

export interface WebAuthnConfiguration {
  readonly relyingPartyId?: string | undefined
  readonly userVerification?: 'preferred' | 'required' | undefined
  readonly factorConfiguration?: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION' | undefined
}

export interface UserPoolSettings {
  readonly policies: { readonly passwordPolicy: PasswordPolicy; readonly signInPolicy: SignInPolicy }
  readonly deletionProtection: 'ACTIVE' | 'INACTIVE'
  readonly lambdaConfig: LambdaConfig
  readonly autoVerifiedAttributes?: readonly VerifiedAttribute[] | undefined
  readonly aliasAttributes?: readonly AliasAttribute[] | undefined
  readonly usernameAttributes?: readonly VerifiedAttribute[] | undefined
  readonly smsVerificationMessage?: string | undefined
  readonly emailVerificationMessage?: string | undefined
  readonly emailVerificationSubject?: string | undefined
  readonly verificationMessageTemplate: VerificationMessageTemplate
  readonly smsAuthenticationMessage?: string | undefined
  readonly mfaConfiguration: MfaConfiguration
  readonly userAttributeUpdateSettings: {
    readonly attributesRequireVerificationBeforeUpdate: readonly VerifiedAttribute[]
  }
  readonly deviceConfiguration?: DeviceConfiguration | undefined
  readonly emailConfiguration: EmailConfiguration
  readonly smsConfiguration?: SmsConfiguration | undefined
  readonly adminCreateUserConfig: AdminCreateUserConfig
  readonly userPoolAddOns?: UserPoolAddOns | undefined
  readonly usernameConfiguration?: { readonly caseSensitive: boolean } | undefined
  /** Without mechanisms (`{}`) the older rule applies: text message before e-mail. */
  readonly accountRecoverySetting: AccountRecoverySetting
  readonly userPoolTier: UserPoolTier
  readonly dcrConfiguration?: DcrConfiguration | undefined
  readonly keyConfiguration: KeyConfiguration
  readonly issuerConfiguration: { readonly type: 'ORIGINAL' | 'UPDATED' }
  readonly acrConfiguration?: AcrConfiguration | undefined
  /** What SetUserPoolMfaConfig adds to the pool. */
  readonly softwareTokenMfaConfiguration?: { readonly enabled: boolean } | undefined
  readonly emailMfaConfiguration?: EmailMfaConfiguration | undefined
  /** True if text messages are a second factor: the SMS configuration alone also serves verification. */
  readonly smsMfaEnabled?: boolean | undefined
  readonly webAuthnConfiguration?: WebAuthnConfiguration | undefined
}
