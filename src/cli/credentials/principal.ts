import { MalformedPolicy } from '../../domain/iam/language/malformed-policy.ts'
import { parsePolicy } from '../../domain/iam/parse-policy.ts'
import type { Policy } from '../../domain/iam/policy.ts'
import type { Principal, Role, Tags, User } from '../../domain/iam/principal.ts'
import type { Stores } from '../../domain/stores.ts'
import { readNamedFile } from '../command/named-file.ts'

export type Kind = 'user' | 'role'

/** A principal as the command line names it. */
export interface Named {
  readonly kind: Kind
  readonly accountId: string
  readonly name: string
}

/** AWS: IAM and STS quotas and name requirements. */
const NAME = /^[\w+=,.@-]{1,64}$/
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const MAX_TAGS = 50
const MAX_TAG_KEY = 128
const MAX_TAG_VALUE = 256

export function assertName(name: string): void {
  if (NAME.test(name)) return
  throw new Error(`--name must be 1 to 64 letters, digits and _+=,.@-, not "${name}"`)
}

export function assertSessionName(name: string): void {
  if (SESSION_NAME.test(name)) return
  throw new Error(`--session-name must be 2 to 64 letters, digits and _+=,.@-, not "${name}"`)
}

/** The tags of `key=value` arguments. */
export function readTags(pairs: readonly string[] = []): Tags {
  const tags = Object.fromEntries(pairs.map(readTag))
  if (pairs.length > MAX_TAGS) throw new Error(`a principal has at most ${MAX_TAGS} tags`)
  if (Object.keys(tags).length < pairs.length) throw new Error('--tags names a key twice')
  return tags
}

function readTag(pair: string): [key: string, value: string] {
  const [key, value] = splitPair(pair) ?? []
  if (!key || value === undefined || key.length > MAX_TAG_KEY || value.length > MAX_TAG_VALUE) {
    throw new Error(
      `--tags must be key=value, of at most ${MAX_TAG_KEY} and ${MAX_TAG_VALUE} characters, not "${pair}"`,
    )
  }
  if (/^aws:/i.test(key)) throw new Error(`the tag key ${key} is reserved: keys can't begin with aws:`)
  return [key, value]
}

/** `a=b=c` as `a` and `b=c`. */
export function splitPair(pair: string): [key: string, value: string] | undefined {
  const equals = pair.indexOf('=')
  return equals === -1 ? undefined : [pair.slice(0, equals), pair.slice(equals + 1)]
}

/** Reads and compiles a policy; errors name the file and the place in it. */
export function readPolicy(option: string, file: string): Policy {
  const text = readNamedFile(option, file)
  try {
    return parsePolicy(text)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new Error(`${file}: ${error.message}`)
    throw error
  }
}

export async function findPrincipal(stores: Pick<Stores, 'principals'>, named: Named): Promise<User | Role> {
  return there(stores, named, await stores.principals.find(named))
}

/** Like {@link findPrincipal}, and locks the principal until this transaction ends. */
export async function lockPrincipal(stores: Pick<Stores, 'principals'>, named: Named): Promise<User | Role> {
  return there(stores, named, await stores.principals.lock(named))
}

async function there(
  stores: Pick<Stores, 'principals'>,
  { kind, accountId, name }: Named,
  principal: Principal | undefined,
): Promise<User | Role> {
  if (principal !== undefined && principal.kind !== 'root') return principal
  const other = kind === 'user' ? 'role' : 'user'
  const isOther = await stores.principals.find({ kind: other, accountId, name })
  const hint = isOther ? `; there is a ${other} of the name: ${other === 'role' ? 'add' : 'drop'} --role` : ''
  throw new Error(`there is no ${kind} ${name}${hint}`)
}

/** The request parameter that holds a principal's name. */
export function nameMember({ kind, name }: Pick<Named, 'kind' | 'name'>): Record<string, string> {
  return kind === 'user' ? { userName: name } : { roleName: name }
}
