import { invalidParameter } from '../../../contract/service-error.ts'
import type { AcrConfiguration } from './user-pool-settings.ts'

/** AWS: the default names of the assurance levels. */
const DEFAULT_ACR_VALUES: AcrConfiguration = {
  Level1: { acrValue: 'urn:cognito:loa:1' },
  Level2: { acrValue: 'urn:cognito:loa:2' },
  Level3: { acrValue: 'urn:cognito:loa:3' },
  Level4: { acrValue: 'urn:cognito:loa:4' },
}

// Deviation: the service's own messages are not known (docs/deviations.md, "ACR names").
const unknownLevel = (level: string) =>
  invalidParameter(`Invalid AcrConfiguration. ${level} is not one of Level1, Level2, Level3, Level4.`)

const invalidValue = (level: string) =>
  invalidParameter(
    `Invalid AcrConfiguration. The AcrValue of ${level} must have 1 to 64 characters that are valid in a URL or URN.`,
  )

const repeatedValue = () =>
  invalidParameter('Invalid AcrConfiguration. Each AcrValue must be unique across all levels.')

/** The name of each level: the owner's, or else the default. */
export function effectiveAcrConfiguration(configuration: AcrConfiguration = {}): AcrConfiguration {
  return { ...DEFAULT_ACR_VALUES, ...configuration }
}

export function assertAcrConfiguration(configuration: AcrConfiguration = {}): void {
  for (const [level, { acrValue }] of Object.entries(configuration)) {
    if (!Object.hasOwn(DEFAULT_ACR_VALUES, level)) throw unknownLevel(level)
    if (!isAcrValue(acrValue)) throw invalidValue(level)
  }
  const values = Object.values(effectiveAcrConfiguration(configuration)).map(({ acrValue }) => acrValue)
  if (new Set(values).size < values.length) throw repeatedValue()
}

/**
 * Printable ASCII without space, quotation mark and backslash, so that it fits into `acr_values` (OIDC Core 3.1.2.1).
 */
function isAcrValue(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/.test(text)
}
