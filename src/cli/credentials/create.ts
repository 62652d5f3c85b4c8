import {
  type AccessKey,
  newAccessKey,
  newPrincipalId,
  newTemporaryAccessKey,
} from '../../domain/iam/access-key.ts'
import type { Policy } from '../../domain/iam/policy.ts'
import { principalArn, type Role, type Session, type Tags, type User } from '../../domain/iam/principal.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import { HOUR, rfc3339, SECOND } from '../../kernel/clock.ts'
import { auditEntry, type CommandRun } from '../command/audit-entry.ts'
import { keyEvent } from './keys.ts'
import { assertName, assertSessionName, findPrincipal, type Named, nameMember } from './principal.ts'

/** The name under which a policy from the command line is attached; each principal has one. */
export const POLICY_NAME = 'policy'

/** AWS: a session lasts at most 36 hours for a user and 12 for a role. Tests use times shorter than AWS allows. */
const LONGEST = { user: 36 * HOUR, role: 12 * HOUR } as const
const SHORTEST = SECOND

export interface CreateRequest {
  readonly name: string
  readonly kind: 'user' | 'role'
  /** Undefined if the principal exists already. */
  readonly policy?: Policy | undefined
  readonly tags: Tags
  /** Milliseconds; undefined for a permanent access key. */
  readonly temporary?: number | undefined
  readonly sessionName?: string | undefined
  readonly sessionPolicy?: Policy | undefined
}

export interface Created {
  readonly arn: string
  /** Undefined for a new role, which can only be assumed. */
  readonly key: AccessKey | undefined
}

/** Creates a user or role and its first access key, or a temporary key of an existing one. */
export async function createCredentials(
  storage: Storage,
  request: CreateRequest,
  run: CommandRun,
): Promise<Created> {
  const named: Named = { kind: request.kind, accountId: run.account, name: request.name }
  const key = newKey(request, run)
  return storage.transaction(async (stores) => {
    const principal =
      request.policy === undefined
        ? await findPrincipal(stores, named)
        : await addPrincipal(stores, named, request.policy, request.tags, run)
    if (key !== undefined) await addKey(stores, principal, key, run)
    return { arn: principalArn(principal), key }
  })
}

/** Checks everything that does not need the database. */
export function assertCreatable(request: CreateRequest): void {
  const { kind, name, policy, tags, temporary, sessionName, sessionPolicy } = request
  assertName(name)
  if (temporary === undefined) {
    if (policy === undefined) throw new Error(`a new ${kind} needs --policy, a file with its policy in JSON`)
    if (sessionName !== undefined || sessionPolicy !== undefined) {
      throw new Error('--session-name and --session-policy require --temporary')
    }
    return
  }
  if (policy === undefined && Object.keys(tags).length > 0) {
    throw new Error('--tags are only for a new user or role, with --policy')
  }
  if (temporary < SHORTEST || temporary > LONGEST[kind]) {
    throw new Error(`--temporary must be from 1s to ${LONGEST[kind] / HOUR}h for a ${kind}`)
  }
  if (sessionName !== undefined) assertSessionName(sessionName)
  if (kind === 'user' && (sessionName === undefined) !== (sessionPolicy === undefined)) {
    // AWS: a federated user may do nothing without a session policy, and GetSessionToken takes none.
    throw new Error('for a user, --session-name and --session-policy must be given together')
  }
}

function newKey(request: CreateRequest, { entropy, now }: CommandRun): AccessKey | undefined {
  const { kind, temporary, sessionPolicy } = request
  if (temporary === undefined) return kind === 'user' ? newAccessKey(entropy, now) : undefined
  const name = request.sessionName ?? (kind === 'role' ? 'poolhouse' : undefined)
  const session: Session = {
    issuedAt: now,
    mfaAuthenticated: false,
    ...(name !== undefined && { name }),
    ...(sessionPolicy && { policies: [{ name: 'session', policy: sessionPolicy }] }),
  }
  return newTemporaryAccessKey(entropy, now, { session, expiresAt: now + temporary })
}

async function addPrincipal(
  stores: Pick<Stores, 'principals' | 'auditEvents'>,
  named: Named,
  policy: Policy,
  tags: Tags,
  run: CommandRun,
): Promise<User | Role> {
  const { kind, name } = named
  const principal: User | Role = {
    ...named,
    principalId: newPrincipalId(run.entropy, kind),
    path: '/',
    tags,
    policies: [{ name: POLICY_NAME, policy }],
  }
  if (!(await stores.principals.create(principal))) {
    throw new Error(`there is a ${kind} ${name} already; see rotate for a new key, put-policy for its policy`)
  }
  const [Kind, id] = kind === 'user' ? (['User', 'userId'] as const) : (['Role', 'roleId'] as const)
  const tagList = Object.entries(tags).map(([key, value]) => ({ key, value }))
  await stores.auditEvents.append(
    auditEntry(run, {
      eventSource: 'iam.amazonaws.com',
      eventName: `Create${Kind}`,
      requestParameters: { ...nameMember(named), ...(tagList.length > 0 && { tags: tagList }) },
      responseElements: {
        [kind]: {
          path: principal.path,
          ...nameMember(named),
          [id]: principal.principalId,
          arn: principalArn(principal),
          createDate: rfc3339(run.now),
        },
      },
    }),
  )
  await stores.auditEvents.append(auditEntry(run, policyEvent(named, policy)))
  return principal
}

async function addKey(
  stores: Pick<Stores, 'principals' | 'auditEvents'>,
  principal: User | Role,
  key: AccessKey,
  run: CommandRun,
): Promise<void> {
  // The first key of a new user, or a temporary one, so the limit can't be exceeded.
  await stores.principals.addAccessKey(principal, key)
  await stores.auditEvents.append(auditEntry(run, keyEvent(principal, key)))
}

/** As CloudTrail shows PutUserPolicy and PutRolePolicy. */
export function policyEvent(named: Named, policy: Policy) {
  return {
    eventSource: 'iam.amazonaws.com',
    eventName: named.kind === 'user' ? 'PutUserPolicy' : 'PutRolePolicy',
    requestParameters: { ...nameMember(named), policyName: POLICY_NAME, policyDocument: policy.document },
  } as const
}
