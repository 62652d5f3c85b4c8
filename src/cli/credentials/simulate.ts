import type { ContextKeys } from '../../domain/iam/language/context-keys.ts'
import type { AuthorizationRequest } from '../../domain/iam/policy.ts'
import type { Role, User } from '../../domain/iam/principal.ts'
import { contextKeys, isKnownKey } from '../../domain/iam/request-keys.ts'
import { userPoolIdIn } from '../../domain/iam/resource-arn.ts'
import { type Simulation, simulatePolicy } from '../../domain/iam/simulate-policy.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import type { Tags } from '../../domain/user-pools/user-pool.ts'
import type { Instant } from '../../kernel/clock.ts'
import { findPrincipal, type Named, splitPair } from './principal.ts'

/** Condition keys in lower case. */
type GivenContext = ReadonlyMap<string, string | readonly string[]>

export interface SimulatedRequest {
  readonly action: string
  readonly resource: string
  readonly context: GivenContext
}

/** Evaluates a request of the principal as the server would, with the stored policies. */
export async function simulate(
  { stores }: Storage,
  named: Named,
  request: SimulatedRequest,
  now: Instant,
): Promise<Simulation> {
  const { action, resource } = request
  const principal = await findPrincipal(stores, named)
  const isOnPools = action.toLowerCase().startsWith('cognito-idp:')
  const derived = derivedContext(
    principal,
    resource,
    now,
    isOnPools ? await tagsOf(stores, resource) : undefined,
  )
  const context: ContextKeys = { get: (key) => request.context.get(key) ?? derived.get(key) }
  const policies = { identity: principal.policies, boundary: principal.boundary }
  return simulatePolicy(policies, { action, resource, context } satisfies AuthorizationRequest)
}

export function describeSimulation({
  decision,
  deniedBy,
  matchedStatements,
  missingContextKeys,
  unknownKeys,
}: Simulation) {
  const words = { allowed: 'allowed', explicitDeny: 'denied explicitly', implicitDeny: 'denied' }[decision]
  const by = deniedBy === undefined ? '' : ` by the ${deniedBy} policy`
  const statements = matchedStatements.map(
    ({ kind, policyName, sid, index, effect }) =>
      `  ${effect}: ${kind} policy "${policyName}", statement ${index}${sid === undefined ? '' : ` (${sid})`}\n`,
  )
  const missing = missingContextKeys.length
    ? `Condition keys that the policies use and --context does not give: ${missingContextKeys.join(', ')}\n`
    : ''
  const unknown = unknownKeys.map(({ policyName, sentence }) => `Policy "${policyName}": ${sentence}\n`)
  return `${words}${by}\n${statements.join('') || '  no statement applies\n'}${missing}${unknown.join('')}`
}

export function assertSimulatable({ action, resource, context }: SimulatedRequest): void {
  if (!/^[\w-]+:\w+$/.test(action)) {
    throw new Error(`--action must be an action such as cognito-idp:AdminGetUser, not "${action}"`)
  }
  if (resource !== '*' && !/^arn:([^:]*:){4}.+$/.test(resource)) {
    throw new Error(`--resource must be an ARN or *, not "${resource}"`)
  }
  for (const key of context.keys()) {
    if (!isKnownKey(key, action)) throw new Error(`--context ${key}: no request of ${action} has this key`)
  }
}

/** The condition keys of `key=value` arguments; a repeated key has several values. */
export function readContext(pairs: readonly string[] = []): GivenContext {
  const context = new Map<string, string | string[]>()
  for (const pair of pairs) {
    const [key, value] = splitPair(pair) ?? []
    if (!key || value === undefined) throw new Error(`--context must be key=value, not "${pair}"`)
    const folded = key.toLowerCase()
    const before = context.get(folded)
    context.set(folded, before === undefined ? value : [before, value].flat())
  }
  return context
}

/** The condition keys that follow from the principal, the clock and the resource, but not from an HTTP request. */
function derivedContext(principal: User | Role, resource: string, now: Instant, tags?: Tags): ContextKeys {
  const region = resource.split(':')[3]
  const known = contextKeys({
    caller: { principal },
    resource,
    now,
    region: region ?? '',
    secureTransport: false,
    resourceTags: tags,
  })
  return {
    get(key) {
      if (key === 'aws:securetransport' || (key === 'aws:requestedregion' && !region)) return undefined
      return known.get(key)
    },
  }
}

async function tagsOf(stores: Pick<Stores, 'userPools'>, resource: string): Promise<Tags | undefined> {
  const userPoolId = userPoolIdIn(resource)
  return userPoolId === undefined ? undefined : (await stores.userPools.find(userPoolId))?.tags
}
