import { invalidParameter } from '../../contract/service-error.ts'
import type { Home } from '../arns/arn-rules.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type { AnalyticsConfiguration } from './user-pool-client.ts'

const invalidConfiguration = () =>
  invalidParameter(
    'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
  )

/** AWS: the role by which the service sends to a project that is named by its ARN. */
const serviceRole = (account: string) =>
  `arn:aws:iam::${account}:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp`

/** As answers show it. AWS: where the project is named by its ARN, with the service's own role. */
export function shownAnalyticsConfiguration(
  configuration: AnalyticsConfiguration | undefined,
  account: string,
): AnalyticsConfiguration | undefined {
  if (configuration?.applicationArn === undefined) return configuration
  return { roleArn: serviceRole(account), ...configuration }
}

/**
 * Checks that the project is named either by its ARN alone, or by its id together with a role to assume, and checks
 * both ARNs. Beside its ARN the role may be the one that answers show.
 * @throws InvalidParameterException
 */
export function assertAnalyticsConfiguration(
  configuration: AnalyticsConfiguration | undefined,
  home: Home,
): void {
  if (!configuration) return
  const { applicationArn, applicationId, roleArn, externalId } = configuration
  const role = applicationArn !== undefined && roleArn === serviceRole(home.account) ? undefined : roleArn
  const byId = [applicationId, role, externalId].filter((member) => member !== undefined)
  const isValid = applicationArn === undefined ? byId.length === 3 : byId.length === 0
  if (!isValid) throw invalidConfiguration()
  assertArn('AnalyticsConfigurationType.ApplicationArn', applicationArn, home)
  assertArn('AnalyticsConfigurationType.RoleArn', roleArn, home)
}
