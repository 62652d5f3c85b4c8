import type { AnalyticsConfigurationType } from '../../contract/generated/types.ts'
import type { OperationContext } from '../operation-context.ts'

/** AccessDeniedException unless the caller may hand on the role that would publish events. */
export function assertPassesRole(
  configuration: AnalyticsConfigurationType | undefined,
  assertAllowed: OperationContext<unknown>['assertAllowed'],
): void {
  if (configuration?.RoleArn !== undefined) assertAllowed('iam:PassRole', configuration.RoleArn)
}
