import { authorize, needsResourceTags } from '../domain/iam/authorize.ts'
import type { Caller } from '../domain/iam/principal.ts'
import { requestContext, type Tagging } from '../domain/iam/request-context.ts'
import { userPoolIdIn } from '../domain/iam/resource-arn.ts'
import type { Stores } from '../domain/stores.ts'
import type { Tags } from '../domain/user-pools/user-pool.ts'
import type { Instant } from '../kernel/clock.ts'
import { type HttpRequest, headerOf, userAgentOf } from './http-message.ts'

export interface RequestedAccess {
  readonly caller: Caller
  readonly region: string
  readonly request: HttpRequest
  readonly now: Instant
  /** The ARN that the operation acts on. */
  readonly resource: string
  readonly input: unknown
}

/** A check of one IAM action on one resource. The tags that bear on it are its own: what is not given is not known. */
export type AssertAllowed = (action: string, resource: string, tagging?: Tagging) => void

/** The checks that the caller of a request is subject to. */
export function authorization({ caller, region, request, now }: RequestedAccess): AssertAllowed {
  const facts = {
    caller,
    now,
    region,
    secureTransport: request.secure,
    sourceIp: request.remoteAddress,
    userAgent: userAgentOf(request),
    referer: headerOf(request, 'referer'),
  }
  return (action, resource, tagging = {}) =>
    authorize(caller, { action, resource, context: requestContext({ ...facts, resource, ...tagging }) })
}

/**
 * The tags that bear on the operation itself: those of its pool, and those that its input sets or names. The pool's are
 * read only where one of the caller's policies asks for them.
 */
export async function operationTagging(
  { caller, region, resource, input }: RequestedAccess,
  stores: Pick<Stores, 'userPools'>,
): Promise<Tagging> {
  const resourceTags = needsResourceTags(caller) ? await tagsOf(resource, region, stores) : undefined
  return { resourceTags, ...requestedTags(input) }
}

/** Only of a pool of the request's own region: what another one is tagged with must not show in a denial. */
async function tagsOf(
  resource: string,
  region: string,
  stores: Pick<Stores, 'userPools'>,
): Promise<Tags | undefined> {
  const id = userPoolIdIn(resource)
  const pool = id === undefined ? undefined : await stores.userPools.find(id)
  return pool?.region === region ? pool.tags : undefined
}

/** The members of an input that set tags (CreateUserPool, UpdateUserPool, TagResource) or name their keys. */
interface TaggingInput {
  readonly UserPoolTags?: Tags
  readonly Tags?: Tags
  readonly TagKeys?: readonly string[]
}

function requestedTags(input: unknown): Tagging {
  const { UserPoolTags, Tags, TagKeys } = input as TaggingInput
  const requestTags = UserPoolTags ?? Tags
  return { ...(requestTags && { requestTags }), ...(TagKeys && { tagKeys: TagKeys }) }
}
