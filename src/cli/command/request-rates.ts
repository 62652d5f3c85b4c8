import type { AppParts } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import { DEFAULT_RATES, isRateName } from '../../domain/limits/request-categories.ts'

type RateConfig = Pick<
  Config,
  | 'requestRates'
  | 'requestRateLimits'
  | 'addressFailures'
  | 'addressFailureWindow'
  | 'messagesPerUser'
  | 'messagesPerRecipient'
  | 'messagesPerAddress'
  | 'messageWindow'
>

/** How fast requests, wrong guesses and messages may come, as configured. Throws a ConfigError for a name that is no rate's. */
export function rateSettings(
  config: RateConfig,
): Pick<AppParts, 'requestRates' | 'addressFailures' | 'messageLimits'> {
  const { requestRates, requestRateLimits = {}, addressFailures, addressFailureWindow } = config
  const unknown = Object.keys(requestRateLimits).filter((name) => !isRateName(name))
  if (unknown.length > 0) throw new ConfigError(unknown.map(notARate))
  return {
    ...(requestRates !== 'off' && { requestRates: { ...DEFAULT_RATES, ...requestRateLimits } }),
    addressFailures: { failures: addressFailures, window: addressFailureWindow },
    messageLimits: {
      user: config.messagesPerUser,
      recipient: config.messagesPerRecipient,
      address: config.messagesPerAddress,
      window: config.messageWindow,
    },
  }
}

function notARate(name: string): string {
  return `${name} in request-rate-limits must be one of ${Object.keys(DEFAULT_RATES).join(', ')}`
}
