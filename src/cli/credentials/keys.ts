// Changes of access keys and their holders. The audit records never contain secrets.

import { type AccessKey, type AccessKeyStatus, newAccessKey } from '../../domain/iam/access-key.ts'
import { callerArn, principalArn, type Role, type User } from '../../domain/iam/principal.ts'
import type { KeyHolder } from '../../domain/iam/principal-store.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import { rfc3339 } from '../../kernel/clock.ts'
import { auditEntry, type CommandEvent, type CommandRun } from '../command/audit-entry.ts'
import { lockPrincipal, type Named, nameMember } from './principal.ts'

export interface Rotated {
  readonly key: AccessKey
  /** The ids of the previous keys, which are disabled now if the command was to disable them. */
  readonly old: readonly string[]
}

/** Creates a second access key for a user; the old one works until it is disabled. */
export async function rotateKey(
  storage: Storage,
  named: Named,
  disableOld: boolean,
  run: CommandRun,
): Promise<Rotated> {
  if (named.kind === 'role')
    throw new Error('a role has no permanent keys; create a temporary one with create --temporary')
  const key = newAccessKey(run.entropy, run.now)
  return storage.transaction(async (stores) => {
    const principal = await lockPrincipal(stores, named)
    const old = await lastingKeys(stores, named)
    if ((await stores.principals.addAccessKey(principal, key)) !== 'added') throw tooManyKeys(named, old)
    await stores.auditEvents.append(auditEntry(run, keyEvent(principal, key)))
    for (const id of disableOld ? old : []) await setStatus(stores, principal, id, 'Inactive', run)
    return { key, old }
  })
}

/** Disables or enables one key. Returns the ARN of its holder. */
export function changeStatus(
  storage: Storage,
  id: string,
  status: AccessKeyStatus,
  run: CommandRun,
): Promise<string> {
  return storage.transaction(async (stores) => {
    const principal = await holderOf(stores, id, run)
    await setStatus(stores, principal, id, status, run)
    return principalArn(principal)
  })
}

/** Deletes one key. Returns the ARN of its former holder. */
export function deleteKey(storage: Storage, id: string, run: CommandRun): Promise<string> {
  return storage.transaction(async (stores) => {
    const principal = await holderOf(stores, id, run)
    await stores.principals.deleteAccessKey(id)
    await stores.auditEvents.append(
      auditEntry(run, {
        eventSource: 'iam.amazonaws.com',
        eventName: 'DeleteAccessKey',
        requestParameters: { ...nameMember(principal), accessKeyId: id },
      }),
    )
    return principalArn(principal)
  })
}

/** Deletes a user or role with all its keys. Returns its ARN. */
export function deletePrincipal(storage: Storage, named: Named, run: CommandRun): Promise<string> {
  return storage.transaction(async (stores) => {
    const principal = await lockPrincipal(stores, named)
    await stores.principals.delete(named)
    await stores.auditEvents.append(
      auditEntry(run, {
        eventSource: 'iam.amazonaws.com',
        eventName: named.kind === 'user' ? 'DeleteUser' : 'DeleteRole',
        requestParameters: nameMember(principal),
      }),
    )
    return principalArn(principal)
  })
}

/** The record as CloudTrail has it for CreateAccessKey, or for the STS call that creates such a temporary key. */
export function keyEvent(principal: User | Role, key: AccessKey): CommandEvent {
  const { id, status, createdAt, temporary } = key
  if (temporary === undefined) {
    return {
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateAccessKey',
      requestParameters: nameMember(principal),
      responseElements: {
        accessKey: { ...nameMember(principal), accessKeyId: id, status, createDate: rfc3339(createdAt) },
      },
    }
  }
  const { session, expiresAt } = temporary
  const durationSeconds = Math.round((expiresAt - createdAt) / 1000)
  const policy = session.policies?.[0]?.policy.document
  return {
    eventSource: 'sts.amazonaws.com',
    eventName: sessionCall(principal, session.name),
    requestParameters: {
      ...(principal.kind === 'role'
        ? { roleArn: principalArn(principal), roleSessionName: session.name }
        : { ...nameMember(principal), ...(session.name !== undefined && { name: session.name }) }),
      durationSeconds,
      ...(policy !== undefined && { policy }),
    },
    responseElements: {
      arn: callerArn({ principal, session }),
      credentials: { accessKeyId: id, expiration: rfc3339(expiresAt) },
    },
  }
}

function sessionCall({ kind }: User | Role, sessionName: string | undefined): string {
  if (kind === 'role') return 'AssumeRole'
  return sessionName === undefined ? 'GetSessionToken' : 'GetFederationToken'
}

async function setStatus(
  stores: Pick<Stores, 'principals' | 'auditEvents'>,
  principal: User | Role,
  id: string,
  status: AccessKeyStatus,
  run: CommandRun,
): Promise<void> {
  await stores.principals.setAccessKeyStatus(id, status)
  await stores.auditEvents.append(
    auditEntry(run, {
      eventSource: 'iam.amazonaws.com',
      eventName: 'UpdateAccessKey',
      requestParameters: { ...nameMember(principal), accessKeyId: id, status },
    }),
  )
}

async function lastingKeys(stores: Pick<Stores, 'principals'>, named: Named): Promise<string[]> {
  const keys = await stores.principals.listAccessKeys(named)
  return keys.filter(({ expiresAt }) => expiresAt === undefined).map(({ id }) => id)
}

async function holderOf(
  stores: Pick<Stores, 'principals'>,
  id: string,
  { account }: CommandRun,
): Promise<User | Role> {
  const principal: KeyHolder['caller']['principal'] | undefined = (
    await stores.principals.findByAccessKeyId(id)
  )?.caller.principal
  if (!principal || principal.kind === 'root' || principal.accountId !== account) {
    throw new Error(`there is no access key ${id}`)
  }
  return principal
}

function tooManyKeys({ name }: Named, ids: readonly string[]): Error {
  return new Error(`${name} has two access keys already (${ids.join(', ')}): delete one of them first`)
}
