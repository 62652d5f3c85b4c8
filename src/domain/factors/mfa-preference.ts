import { invalidParameter } from '../../contract/service-error.ts'
import {
  activeFactors,
  type MfaSettings,
  mfaSettings,
  SECOND_FACTORS,
  type SecondFactor,
} from './mfa-settings.ts'

/** What SetUserMFAPreference says of one factor. */
export interface FactorPreference {
  readonly enabled: boolean
  readonly preferred: boolean
}

/** Factors that the request leaves out stay as they are. */
export interface MfaPreference {
  readonly factors: Partial<Readonly<Record<SecondFactor, FactorPreference>>>
  /** Whether a passkey with user verification counts as two factors. */
  readonly passkeys?: boolean | undefined
}

/** What the settings of a user may contain. */
export interface FactorsInReach {
  readonly factors: ReadonlySet<SecondFactor>
  /** The pool lets passkeys count as two factors. */
  readonly passkeys: boolean
}

/**
 * The settings after SetUserMFAPreference. Deactivating always succeeds, also for a factor that the user never had.
 * AWS: `PreferredMfa` that is missing means false, so a factor stays preferred only if the request says so again.
 * @throws InvalidParameterException
 */
export function withPreference(
  settings: MfaSettings,
  { factors, passkeys }: MfaPreference,
  inReach: FactorsInReach,
): MfaSettings {
  const named = SECOND_FACTORS.filter((factor) => factors[factor])
  const enabled = named.filter((factor) => factors[factor]?.enabled)
  const preferred = named.filter((factor) => factors[factor]?.preferred)
  if (preferred.length > 1) throw severalPreferred()
  for (const factor of preferred) if (!enabled.includes(factor)) throw preferredDisabled()
  for (const factor of enabled) if (!inReach.factors.has(factor)) throw noDeliveryConfig(factor)
  if (passkeys && !inReach.passkeys) throw passkeysAreOneFactor()

  const stays = (factor: SecondFactor) => !named.includes(factor)
  const isSmsNamed = factors.SMS_MFA !== undefined
  const changed = mfaSettings({
    activated: [...settings.activated.filter(stays), ...enabled],
    preferred:
      preferred[0] ?? (settings.preferred && stays(settings.preferred) ? settings.preferred : undefined),
    passkeys: passkeys ?? settings.passkeys,
    smsOption: isSmsNamed && !factors.SMS_MFA?.enabled ? undefined : settings.smsOption,
  })
  if (passkeys && activeFactors(changed).length === 0) throw passkeysAlone()
  return changed
}

/** AWS: where a factor lacks its address, number or software token. */
export const noDeliveryConfig = (factor: SecondFactor) =>
  invalidParameter(`User does not have delivery config set to turn on ${factor}`)

// Deviation: the service's own messages for these are not known (docs/deviations.md, "Second factors").

const severalPreferred = () => invalidParameter('Only one MFA method can be preferred.')

const preferredDisabled = () => invalidParameter('The preferred MFA method must be enabled.')

const passkeysAreOneFactor = () =>
  invalidParameter(
    'WebAuthn MFA can only be enabled in a user pool with the WebAuthn factor configuration MULTI_FACTOR_WITH_USER_VERIFICATION.',
  )

/** AWS: another factor must be activated with them, so that no user is locked out who loses a passkey. */
const passkeysAlone = () =>
  invalidParameter('WebAuthn MFA can only be enabled together with another MFA method.')
