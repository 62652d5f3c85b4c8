import { poolTags, tagChange } from '../../domain/user-pools/tags.ts'
import { type Tags, type UserPool, userPoolArn } from '../../domain/user-pools/user-pool.ts'
import type { OperationContext } from '../operation-context.ts'

/** The pool, or its replica. */
type Tagged = Pick<UserPool, 'region' | 'tags'>

type Allowance = Pick<OperationContext<unknown>, 'account' | 'assertAllowed'>

/**
 * The tags after UpdateUserPool, of the pool or, in the region of a replica, of the replica. AWS: an update without tags
 * keeps them.
 * Deviation: tags change only if the caller may change them with TagResource and UntagResource, given the pool's
 * present tags. Otherwise this operation would be a way around a policy that denies by a tag.
 * @throws UserPoolTaggingException, AccessDeniedException
 */
export function updatedTags(
  pool: UserPool,
  { region, tags: present }: Tagged,
  requested: Tags | undefined,
  { account, assertAllowed }: Allowance,
): Tags {
  if (requested === undefined) return present
  const arn = userPoolArn({ region, account }, pool.id)
  const resourceTags = pool.tags
  const tags = poolTags(requested) // UserPoolTaggingException
  const { set, removed } = tagChange(present, tags)
  if (removed.length > 0) assertAllowed(UNTAG, arn, { resourceTags, tagKeys: removed })
  if (Object.keys(set).length > 0) assertAllowed(TAG, arn, { resourceTags, requestTags: set })
  return tags
}

const TAG = 'cognito-idp:TagResource'
const UNTAG = 'cognito-idp:UntagResource'
