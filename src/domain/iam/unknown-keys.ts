import type { ContextKeys } from './language/context-keys.ts'
import type { Policy, Statement } from './policy.ts'
import { isKnownKey } from './request-keys.ts'

/** An action on pools only, and the action for roles that are passed to pools. */
const ON_POOLS = 'cognito-idp:DescribeUserPool'
const ON_ROLES = 'iam:PassRole'
/** A statement that covers this action covers actions of every service. */
const ON_ANYTHING = 'ec2:RunInstances'

const NO_KEYS: ContextKeys = { get: () => undefined }

/**
 * The condition keys that a policy reads although no request ever has them, one sentence each, with the path in the
 * document. A condition on such a key always has the same outcome, so a Deny with it protects nothing, or denies more
 * than it seems to.
 */
export function unknownKeys(policy: Policy): readonly string[] {
  return policy.statements.flatMap((statement) => [
    ...unknownConditions(statement),
    ...unknownVariables(statement),
  ])
}

function unknownConditions(statement: Statement): string[] {
  const isOnRoles = statement.covers(ON_ROLES) && !statement.covers(ON_ANYTHING)
  return statement.conditions.flatMap(({ path, key, holds }) => {
    const outcome = holds(NO_KEYS) ? 'this condition always holds' : `this ${statement.effect} never applies`
    if (!isKnownKey(key, ON_POOLS)) return `${path} reads a key that no request has, so ${outcome}.`
    if (!isOnRoles || isKnownKey(key, ON_ROLES)) return []
    return `${path} reads tags, of which none are known for ${ON_ROLES}: there ${outcome}.`
  })
}

function unknownVariables({ index, keys, conditions }: Statement): string[] {
  const ownKeys = new Set(conditions.map(({ key }) => key))
  return [...keys]
    .filter((key) => !ownKeys.has(key) && !isKnownKey(key, ON_POOLS))
    .map((key) => `Statement[${index}] has the policy variable \${${key}}, for which no request has a value.`)
}
