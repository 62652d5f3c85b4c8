import type { Stores } from '../../domain/stores.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import { auditEntry, type CommandRun } from '../command/audit-entry.ts'

export type MoveStep = 'move' | 'resume' | 'finish' | 'undo-finish' | 'forget'

/**
 * Adds an audit record of a step of a move, in the transaction of its first change.
 * Deviation: the service has no call that does the same, so the name is ours.
 */
export function recordStep(
  { auditEvents }: Pick<Stores, 'auditEvents'>,
  run: CommandRun,
  userPoolId: string,
  step: MoveStep,
): Promise<void> {
  const event = {
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: 'MigrateUserPool',
    region: regionOfPool(userPoolId),
    userPoolId,
    requestParameters: { userPoolId, step },
  } as const
  return auditEvents.append(auditEntry(run, event))
}
