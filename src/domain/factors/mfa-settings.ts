/** A second factor, named after its challenge. */
export type SecondFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

/** All of them, in the order in which answers list them. */
export const SECOND_FACTORS: readonly SecondFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

/** What a user has chosen. Whether a factor can be used also depends on attributes, software token and pool. */
export interface MfaSettings {
  /** In the order of {@link SECOND_FACTORS}. */
  readonly activated: readonly SecondFactor[]
  /** One of `activated`. */
  readonly preferred?: SecondFactor
  /** A passkey with user verification counts as two factors (`WebAuthnMfaSettings`). */
  readonly passkeys?: boolean
  /** Text messages as SetUserSettings activates them. Answers show this apart, as `MFAOptions`. */
  readonly smsOption?: boolean
}

/** The settings of a new user. */
export const NO_MFA_SETTINGS: MfaSettings = { activated: [] }

/** Whether anything is chosen. */
export function hasMfaSettings({ activated, passkeys, smsOption }: MfaSettings): boolean {
  return activated.length > 0 || passkeys === true || smsOption === true
}

/** The settings in their one form: in order, without what is not chosen. */
export function mfaSettings({
  activated,
  preferred,
  passkeys,
  smsOption,
}: {
  readonly [Member in keyof MfaSettings]?: MfaSettings[Member] | undefined
} & Pick<MfaSettings, 'activated'>): MfaSettings {
  return {
    activated: SECOND_FACTORS.filter((factor) => activated.includes(factor)),
    ...(preferred && activated.includes(preferred) && { preferred }),
    ...(passkeys && { passkeys }),
    ...(smsOption && { smsOption }),
  }
}

/** The settings without a factor that the user has lost. */
export function withoutFactor(settings: MfaSettings, lost: SecondFactor): MfaSettings {
  return mfaSettings({ ...settings, activated: settings.activated.filter((factor) => factor !== lost) })
}

/** The second factors that the user has activated, by either operation. */
export function activeFactors({ activated, smsOption }: MfaSettings): readonly SecondFactor[] {
  return SECOND_FACTORS.filter(
    (factor) => activated.includes(factor) || (factor === 'SMS_MFA' && smsOption === true),
  )
}

/** Whether a second factor has been activated that was not before. */
export function hasActivated(before: MfaSettings, after: MfaSettings): boolean {
  const former = activeFactors(before)
  return activeFactors(after).some((factor) => !former.includes(factor))
}

/** Whether a value from elsewhere has the form of settings. */
export function isMfaSettings(value: unknown): value is MfaSettings {
  if (typeof value !== 'object' || value === null) return false
  const { activated, preferred, passkeys, smsOption } = value as Record<keyof MfaSettings, unknown>
  return (
    Array.isArray(activated) &&
    activated.every((factor) => SECOND_FACTORS.includes(factor)) &&
    (preferred === undefined || activated.includes(preferred)) &&
    isFlag(passkeys) &&
    isFlag(smsOption)
  )
}

function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean'
}
