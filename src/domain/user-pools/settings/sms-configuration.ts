import { invalidParameter } from '../../../contract/service-error.ts'
import type { Home } from '../../arns/arn-rules.ts'
import { assertArn } from '../../arns/assert-arn.ts'
import type { SmsConfiguration } from './user-pool-settings.ts'

/**
 * The regions in which Amazon SNS sends for pools of these regions (AWS: Developer Guide, "SMS message settings for
 * user pools").
 */
const ALTERNATE_SNS_REGIONS: Readonly<Record<string, string>> = {
  'ap-northeast-2': 'ap-northeast-1',
  'ap-south-1': 'ap-southeast-1',
  'ca-central-1': 'us-east-1',
  'eu-central-1': 'eu-west-1',
  'eu-west-2': 'eu-west-1',
  'us-east-2': 'us-east-1',
}

/** Deviation: the service's own message is not known (docs/deviations.md, "SMS configuration"). */
const oneSenderNeeded = () =>
  invalidParameter('SmsConfiguration must contain either SnsCallerArn or EumsSms.')

/** Deviation: the service's own message is not known (docs/deviations.md, "SMS configuration"). */
const invalidEumsRegion = (region: string) =>
  invalidParameter(`Invalid EumsSms region. Allowed region for ${region} is ${region}`)

const invalidSnsRegion = (region: string) =>
  invalidParameter(`Invalid snsRegion. Allowed SNS region for ${region} is ${region}`)

/** AWS: the pool's own region, except that pools in Seoul send from Tokyo. */
export function defaultSnsRegion(region: string): string {
  return region === 'ap-northeast-2' ? 'ap-northeast-1' : region
}

/** As answers show it. AWS: a configuration of Amazon SNS always names its region. */
export function shownSmsConfiguration(
  configuration: SmsConfiguration | undefined,
  region: string,
): SmsConfiguration | undefined {
  if (configuration?.snsCallerArn === undefined) return configuration
  return { snsRegion: defaultSnsRegion(region), ...configuration }
}

/**
 * Checks how text messages are sent: by one of two services, from the pool's region, with a role of the pool's account.
 */
export function assertSmsConfiguration(
  { snsCallerArn, snsRegion, eumsSms }: SmsConfiguration,
  home: Home,
): void {
  if ((snsCallerArn === undefined) === (eumsSms === undefined)) throw oneSenderNeeded()
  assertArn('SmsConfigurationType.SnsCallerArn', snsCallerArn, home)
  assertArn('EumsSmsConfigurationType.CallerArn', eumsSms?.callerArn, home)
  const { region } = home
  if (snsRegion !== undefined && snsRegion !== region && snsRegion !== ALTERNATE_SNS_REGIONS[region]) {
    throw invalidSnsRegion(region)
  }
  if (eumsSms?.region !== undefined && eumsSms.region !== region) throw invalidEumsRegion(region)
}
