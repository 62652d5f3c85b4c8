import type { OperationContext } from '../operation-context.ts'

/** AWS: whoever hands a role to a group needs `iam:PassRole` on it, even if the group has it already. */
export function assertMayPassRole(
  context: Pick<OperationContext<unknown>, 'assertAllowed'>,
  roleArn: string | undefined,
): void {
  if (roleArn !== undefined) context.assertAllowed('iam:PassRole', roleArn)
}
