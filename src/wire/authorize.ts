import { authorize, needsResourceTags } from '../domain/iam/authorize.ts'
import type { AuthorizationRequest } from '../domain/iam/policy.ts'
import type { Caller } from '../domain/iam/principal.ts'
import { contextKeys, type Tagging } from '../domain/iam/request-keys.ts'
import type { Stores } from '../domain/stores.ts'
import type { Tags } from '../domain/user-pools/user-pool.ts'
import type { Operation } from '../operations/operation.ts'
import type { AuditedCall } from './audit-record.ts'
import { headerOf, userAgentOf } from './http-message.ts'

/**
 * Checks that the caller may call the operation, and returns the checks for further actions.
 * @throws AccessDeniedException
 */
export async function authorizeCall(
  { name, access: declared }: Operation,
  call: AuditedCall,
  stores: Pick<Stores, 'userPools' | 'replicas'>,
): Promise<Authorization> {
  const { region, account, signatory } = call
  if (declared.kind !== 'iam' || !signatory) return NO_AUTHORIZATION
  const { caller } = signatory
  const resource = declared.resource(call.input as never, { region, account })
  const allowed = authorization(caller, call)
  allowed.assertAllowed(`cognito-idp:${name}`, resource, await operationTagging(caller, call, stores))
  return allowed
}

/** Checks IAM actions on resources. Each check has its own tags: tags that are not passed count as unknown. */
export interface Authorization {
  /** @throws AccessDeniedException */
  assertAllowed(action: string, resource: string, tagging?: Tagging): void
}

/** The checks that apply to the caller of a request. */
function authorization(caller: Caller, { region, request, now }: AuditedCall): Authorization {
  const facts = {
    caller,
    now,
    region,
    secureTransport: request.secure,
    sourceIp: request.remoteAddress,
    userAgent: userAgentOf(request),
    referer: headerOf(request, 'referer'),
  }
  const asked = (action: string, resource: string, tagging: Tagging = {}): AuthorizationRequest => ({
    action,
    resource,
    context: contextKeys({ resource, ...facts, ...tagging }),
  })
  return {
    assertAllowed: (...question) => authorize(caller, asked(...question)),
  }
}

/** For an unsigned request: there are no policies to check. */
const NO_AUTHORIZATION: Authorization = {
  assertAllowed(action) {
    throw new Error(`${action} cannot be checked: the request is unsigned`)
  },
}

/**
 * The tags for the operation itself: those of its pool, and those that its input sets or names. Reads the pool's tags
 * only if one of the caller's policies needs them.
 */
async function operationTagging(
  caller: Caller,
  { region, input, userPoolId }: AuditedCall,
  stores: Pick<Stores, 'userPools' | 'replicas'>,
): Promise<Tagging> {
  const resourceTags = needsResourceTags(caller) ? await tagsOf(userPoolId, region, stores) : undefined
  return { resourceTags, ...requestedTags(input) }
}

/**
 * Only if the request was sent to the region of the pool or of its replica: a denial must not reveal the tags of another
 * one. The tags of the pool apply in both, since both have its data.
 */
async function tagsOf(
  userPoolId: string | undefined,
  region: string,
  stores: Pick<Stores, 'userPools' | 'replicas'>,
): Promise<Tags | undefined> {
  const pool = userPoolId === undefined ? undefined : await stores.userPools.find(userPoolId)
  if (!pool) return undefined
  const isHere = pool.region === region || (await stores.replicas.find(pool.id, region)) !== undefined
  return isHere ? pool.tags : undefined
}

/** The members of an input that set tags (CreateUserPool, UpdateUserPool, TagResource) or name their keys. */
interface TaggingInput {
  readonly UserPoolTags?: Tags
  readonly Tags?: Tags
  readonly TagKeys?: readonly string[]
}

function requestedTags(input: unknown): Tagging {
  const { UserPoolTags, Tags, TagKeys } = input as TaggingInput
  return { requestTags: UserPoolTags ?? Tags, tagKeys: TagKeys }
}
