import { invalidParameter } from '../../contract/service-error.ts'
import type { Home } from '../arns/arn-rules.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type { AnalyticsConfiguration } from './user-pool-client.ts'

const invalidConfiguration = () =>
  invalidParameter(
    'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
  )

/**
 * Checks that the project is named either by its ARN alone, or by its id together with a role to assume, and checks
 * both ARNs.
 * @throws InvalidParameterException
 */
export function assertAnalyticsConfiguration(
  configuration: AnalyticsConfiguration | undefined,
  home: Home,
): void {
  if (!configuration) return
  const { applicationArn, applicationId, roleArn, externalId } = configuration
  const byId = [applicationId, roleArn, externalId].filter((member) => member !== undefined)
  const isValid = applicationArn === undefined ? byId.length === 3 : byId.length === 0
  if (!isValid) throw invalidConfiguration()
  assertArn('AnalyticsConfigurationType.ApplicationArn', applicationArn, home)
  assertArn('AnalyticsConfigurationType.RoleArn', roleArn, home)
}
