import type { Instant } from '../../kernel/clock.ts'
import { assertArn } from '../arns/assert-arn.ts'
import { addGroup } from '../groups/add-group.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { DeclaredGroup, Seeded } from './declared-world.ts'

/**
 * Creates the group by the rules of CreateGroup, unless the locked pool already has it.
 * @throws AccessDeniedException, LimitExceededException
 */
export async function seedGroup(
  stores: Pick<Stores, 'groups'>,
  pool: UserPool,
  declared: DeclaredGroup,
  { account, now }: { readonly account: string; readonly now: Instant },
): Promise<Seeded> {
  if (await stores.groups.find(pool.id, declared.groupName)) return 'kept'
  assertArn('CreateGroupRequest.RoleArn', declared.roleArn, { region: pool.region, account })
  await addGroup(stores, { ...declared, userPoolId: pool.id, createdAt: now, modifiedAt: now })
  return 'made'
}
