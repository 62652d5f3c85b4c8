import type {
  AcrConfiguration,
  AdminCreateUserConfig,
  AuthFactor,
  DcrConfiguration,
  DeviceConfiguration,
  EmailConfiguration,
  KeyConfiguration,
  PasswordPolicy,
  UserPoolSettings,
  VerificationMessageTemplate,
  VerifiedAttribute,
} from './user-pool-settings.ts'

/** A setting in a request, which may leave out any member. */
type Requested<Setting> = { readonly [Member in keyof Setting]?: Setting[Member] | undefined }

/** Settings that are taken from the request as they are. */
type Plain =
  | 'deletionProtection'
  | 'lambdaConfig'
  | 'autoVerifiedAttributes'
  | 'smsVerificationMessage'
  | 'emailVerificationMessage'
  | 'emailVerificationSubject'
  | 'smsAuthenticationMessage'
  | 'mfaConfiguration'
  | 'smsConfiguration'
  | 'userPoolAddOns'
  | 'accountRecoverySetting'
  | 'userPoolTier'

/** What UpdateUserPool may request. */
export interface UserPoolSettingsRequest extends Requested<Pick<UserPoolSettings, Plain>> {
  readonly policies?:
    | {
        readonly passwordPolicy?: Requested<PasswordPolicy> | undefined
        readonly signInPolicy?:
          | { readonly allowedFirstAuthFactors?: readonly AuthFactor[] | undefined }
          | undefined
      }
    | undefined
  readonly verificationMessageTemplate?: Requested<VerificationMessageTemplate> | undefined
  readonly userAttributeUpdateSettings?:
    | { readonly attributesRequireVerificationBeforeUpdate?: readonly VerifiedAttribute[] | undefined }
    | undefined
  readonly deviceConfiguration?: Requested<DeviceConfiguration> | undefined
  readonly emailConfiguration?: Requested<EmailConfiguration> | undefined
  readonly adminCreateUserConfig?: Requested<AdminCreateUserConfig> | undefined
  readonly dcrConfiguration?: Requested<DcrConfiguration> | undefined
  readonly keyConfiguration?: Requested<KeyConfiguration> | undefined
  readonly issuerConfiguration?: Requested<UserPoolSettings['issuerConfiguration']> | undefined
  readonly acrConfiguration?: AcrConfiguration | undefined
}

/** What CreateUserPool may request: also the settings that can never change afterwards. */
export type NewUserPoolSettingsRequest = UserPoolSettingsRequest &
  Requested<Pick<UserPoolSettings, 'aliasAttributes' | 'usernameAttributes' | 'usernameConfiguration'>>

/** What SetUserPoolMfaConfig may request. */
export interface MfaConfigRequest
  extends Requested<
    Pick<UserPoolSettings, 'mfaConfiguration' | 'emailMfaConfiguration' | 'webAuthnConfiguration'>
  > {
  readonly smsMfaConfiguration?:
    | Requested<Pick<UserPoolSettings, 'smsAuthenticationMessage' | 'smsConfiguration'>>
    | undefined
  readonly softwareTokenMfaConfiguration?: { readonly enabled?: boolean | undefined } | undefined
}
