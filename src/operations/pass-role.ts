import type { SmsConfigurationType } from '../contract/generated/types.ts'
import type { ArnMember } from '../domain/arns/arn-rules.ts'
import { assertArn } from '../domain/arns/assert-arn.ts'
import type { OperationContext } from './operation-context.ts'

type Context = Pick<OperationContext<unknown>, 'region' | 'account' | 'assertAllowed'>

/**
 * AWS: a caller who names a role needs `iam:PassRole` on it, even where it is set already. It comes before anything is looked
 * for in the pool.
 * @throws AccessDeniedException, also for a role of another account; InvalidParameterException for what is no role
 */
export function assertPassesRole(context: Context, member: ArnMember, role: string | undefined): void {
  if (role === undefined) return
  assertArn(member, role, context)
  context.assertAllowed('iam:PassRole', role)
}

/** The roles under which text messages would leave. */
export function assertPassesSmsRole(context: Context, configuration: SmsConfigurationType | undefined): void {
  assertPassesRole(context, 'SmsConfigurationType.SnsCallerArn', configuration?.SnsCallerArn)
  assertPassesRole(context, 'EumsSmsConfigurationType.CallerArn', configuration?.EumsSms?.CallerArn)
}
