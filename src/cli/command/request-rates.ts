import type { AppParts } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import { nearestName } from '../../config/nearest-name.ts'
import type { Config } from '../../config/settings.ts'
import { DEFAULT_RATES, isRateName } from '../../domain/limits/request-categories.ts'

type RateConfig = Pick<
  Config,
  | 'requestRates'
  | 'requestRateLimits'
  | 'domainRequestsPerAddress'
  | 'domainRequestsPerClient'
  | 'domainRequests'
  | 'addressFailures'
  | 'addressFailureWindow'
  | 'messagesPerUser'
  | 'messagesPerRecipient'
  | 'messagesPerAddress'
  | 'messageWindow'
>

/**
 * The configured limits of requests, wrong guesses and messages. Throws a ConfigError for an unknown name of a rate.
 */
export function rateSettings(
  config: RateConfig,
): Pick<AppParts, 'requestRates' | 'domainRates' | 'addressFailures' | 'messageLimits'> {
  const { requestRates, requestRateLimits = {}, addressFailures, addressFailureWindow } = config
  const unknown = Object.keys(requestRateLimits).filter((name) => !isRateName(name))
  if (unknown.length > 0) throw new ConfigError(unknown.map(notARate))
  return {
    ...(requestRates !== 'off' && { requestRates: { ...DEFAULT_RATES, ...requestRateLimits } }),
    domainRates: {
      address: config.domainRequestsPerAddress,
      client: config.domainRequestsPerClient,
      domain: config.domainRequests,
    },
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
  const names = Object.keys(DEFAULT_RATES)
  const nearest = nearestName(name, names)
  const help = nearest === undefined ? `use one of ${names.join(', ')}` : `did you mean ${nearest}?`
  return `${name} in request-rate-limits is not a category: ${help}`
}
