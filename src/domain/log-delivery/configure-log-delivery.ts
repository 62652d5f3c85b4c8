import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { Home } from '../arns/arn-rules.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type { Stores } from '../stores.ts'
import { isLowerTier } from '../user-pools/settings/tier-features.ts'
import type { UserPoolTier } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { destinationsOf, type LogConfiguration } from './log-configuration.ts'

/** The service's own name for the export of `userAuthEvents`. */
export const LOG_STREAMING = 'Log Streaming'

/**
 * Replaces all log configurations of a pool.
 * @throws InvalidParameterException
 * @throws FeatureUnavailableInTierException for `userAuthEvents` below PLUS
 */
export async function configureLogDelivery(
  stores: Pick<Stores, 'logConfigurations'>,
  pool: UserPool,
  configurations: readonly LogConfiguration[],
  home: Home,
): Promise<void> {
  assertSources(configurations)
  for (const configuration of configurations) assertDestination(configuration, home)
  const { userPoolTier } = pool.settings
  if (streamsEvents(configurations) && isLowerTier(userPoolTier, 'PLUS'))
    throw streamingUnavailable(userPoolTier)
  await stores.logConfigurations.save(pool.id, configurations)
}

export function streamsEvents(configurations: readonly LogConfiguration[]): boolean {
  return configurations.some(({ eventSource }) => eventSource === 'userAuthEvents')
}

/** Source: recorded, including the spelling and the order of the two clauses. */
function assertSources(configurations: readonly LogConfiguration[]): void {
  const sources = configurations.map(({ eventSource }) => eventSource)
  const bare = configurations.filter((it) => destinationsOf(it).length === 0).map((it) => it.eventSource)
  const repeated = sources.filter((source, index) => sources.indexOf(source) !== index)
  const clauses = [
    ...(bare.length > 0
      ? [`Following event sources in request have no destination: [${[...new Set(bare)].join(', ')}].`]
      : []),
    ...(repeated.length > 0
      ? [`Following event sources appear more then once in a request: [${repeated.join(', ')}].`]
      : []),
  ]
  if (clauses.length > 0) throw requestFailed(clauses.join(' '))
}

function assertDestination(configuration: LogConfiguration, home: Home): void {
  const { eventSource, logLevel, s3Configuration, firehoseConfiguration } = configuration
  const level = eventSource === 'userNotification' ? 'ERROR' : 'INFO'
  if (logLevel !== level) throw requestFailed(`Event source ${eventSource} needs log level ${level}.`)
  if (eventSource === 'userNotification' && (s3Configuration || firehoseConfiguration)) {
    throw requestFailed('Event source userNotification can only be sent to a CloudWatch log group.')
  }
  if (destinationsOf(configuration).length > 1) {
    throw requestFailed(`Event source ${eventSource} can only be sent to one destination.`)
  }
  const { logGroupArn } = configuration.cloudWatchLogsConfiguration ?? {}
  assertArn('CloudWatchLogsConfigurationType.LogGroupArn', logGroupArn, home)
  assertArn('S3ConfigurationType.BucketArn', s3Configuration?.bucketArn, home)
  assertArn('FirehoseConfigurationType.StreamArn', firehoseConfiguration?.streamArn, home)
}

/** Deviation: the messages about levels and destinations are ours (docs/deviations.md, "log delivery"). */
const requestFailed = (what: string) => invalidParameter(`Request validation Failed. ${what}`)

const streamingUnavailable = (tier: UserPoolTier) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following feature is not available for the ${tier} pricing tier configured: ${LOG_STREAMING}`,
  )
