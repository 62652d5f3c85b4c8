import { type Instant, SECOND } from '../../kernel/clock.ts'
import type { ContextKeys } from './language/context-keys.ts'
import { type Caller, callerArn, principalArn, type Tags } from './principal.ts'

/** The facts about a request that the global condition keys are derived from. */
export interface RequestFacts extends Tagging {
  readonly caller: Caller
  /** The resource of the action: an ARN, or `*`. */
  readonly resource: string
  readonly now: Instant
  readonly region: string
  readonly secureTransport: boolean
  readonly sourceIp?: string | undefined
  readonly userAgent?: string | undefined
  readonly referer?: string | undefined
}

/** The tags for one action on one resource. A pool's tags do not apply to a role that is passed along with it. */
export interface Tagging {
  /** The tags of the resource; fetch them only if `needsResourceTags` returns true. */
  readonly resourceTags?: Tags | undefined
  /** The tags that the request would set. */
  readonly requestTags?: Tags | undefined
  /** The tag keys that the request names; if absent, those of `requestTags`. */
  readonly tagKeys?: readonly string[] | undefined
}

type Derive = (facts: RequestFacts) => string | readonly string[] | undefined

/** Source: "AWS global condition context keys" and "Where the principal key is available" of the IAM User Guide. */
const GLOBAL_KEYS: ReadonlyMap<string, Derive> = new Map<string, Derive>([
  ['aws:sourceip', ({ sourceIp }) => sourceIp],
  ['aws:currenttime', ({ now }) => inSeconds(now)],
  ['aws:epochtime', ({ now }) => String(Math.floor(now / SECOND))],
  ['aws:securetransport', ({ secureTransport }) => String(secureTransport)],
  ['aws:useragent', ({ userAgent }) => userAgent],
  ['aws:referer', ({ referer }) => referer],
  ['aws:requestedregion', ({ region }) => region],
  ['aws:viaawsservice', () => 'false'],
  ['aws:resourceaccount', ({ resource }) => resource.split(':')[4] || undefined],
  ['aws:tagkeys', ({ tagKeys, requestTags }) => tagKeys ?? (requestTags && Object.keys(requestTags))],
  ['aws:principalaccount', ({ caller }) => caller.principal.accountId],
  [
    'aws:principalarn',
    ({ caller }) => (isFederated(caller) ? callerArn(caller) : principalArn(caller.principal)),
  ],
  ['aws:principaltype', ({ caller }) => principalType(caller)],
  ['aws:userid', ({ caller }) => userId(caller)],
  ['aws:username', ({ caller }) => username(caller)],
  ['aws:tokenissuetime', ({ caller }) => caller.session && inSeconds(caller.session.issuedAt)],
  // AWS: for a long-term access key, this key is missing
  ['aws:multifactorauthpresent', ({ caller }) => caller.session && String(caller.session.mfaAuthenticated)],
])

/** Condition keys for tags of pools. Other resources, such as roles, have no known tags. */
const POOL_TAGS = /^aws:(?:tagkeys$|(?:request|resource)tag\/)/

/** Whether requests of this action can have the condition key, given in lower case. */
export function isKnownKey(key: string, action: string): boolean {
  if (POOL_TAGS.test(key)) return action.toLowerCase().startsWith('cognito-idp:')
  return GLOBAL_KEYS.has(key) || key.startsWith('aws:principaltag/')
}

/** Derives the value of a key only when a policy reads it. */
export function contextKeys(facts: RequestFacts): ContextKeys {
  return {
    get(key) {
      const slash = key.indexOf('/')
      if (slash === -1) return GLOBAL_KEYS.get(key)?.(facts)
      return tagOf(key.slice(0, slash), key.slice(slash + 1), facts)
    },
  }
}

function tagOf(family: string, tagKey: string, { caller, requestTags, resourceTags }: RequestFacts) {
  if (family === 'aws:requesttag') return tagValue(requestTags, tagKey)
  if (family === 'aws:resourcetag') return tagValue(resourceTags, tagKey)
  if (family !== 'aws:principaltag') return undefined
  const { principal, session } = caller
  return (
    tagValue(session?.tags, tagKey) ??
    (principal.kind === 'root' ? undefined : tagValue(principal.tags, tagKey))
  )
}

/** AWS: condition keys are compared ignoring case, including the tag key in them. */
function tagValue(tags: Tags | undefined, lowerCaseKey: string): string | undefined {
  return Object.entries(tags ?? {}).find(([key]) => key.toLowerCase() === lowerCaseKey)?.[1]
}

function inSeconds(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z')
}

function isFederated({ principal, session }: Caller): boolean {
  return principal.kind === 'user' && session?.name !== undefined
}

function principalType(caller: Caller): string {
  if (isFederated(caller)) return 'FederatedUser'
  return { root: 'Account', user: 'User', role: 'AssumedRole' }[caller.principal.kind]
}

function userId(caller: Caller): string {
  const { principal, session } = caller
  if (principal.kind === 'root') return principal.accountId
  if (isFederated(caller)) return `${principal.accountId}:${session?.name}`
  return principal.kind === 'role' ? `${principal.principalId}:${session?.name ?? ''}` : principal.principalId
}

function username(caller: Caller): string | undefined {
  return caller.principal.kind === 'user' && !isFederated(caller) ? caller.principal.name : undefined
}
