import { authorize, needsResourceTags } from '../domain/iam/authorize.ts'
import type { Caller } from '../domain/iam/principal.ts'
import { requestContext } from '../domain/iam/request-context.ts'
import type { Stores } from '../domain/stores.ts'
import type { Tags } from '../domain/user-pools/user-pool.ts'
import type { Instant } from '../kernel/clock.ts'
import { type HttpRequest, headerOf } from './http-message.ts'

export interface RequestedAccess {
  readonly caller: Caller
  readonly region: string
  readonly request: HttpRequest
  readonly now: Instant
  /** The ARN that the operation acts on. */
  readonly resource: string
  readonly input: unknown
}

/** A check of one IAM action on one resource in the context of one request. */
export type AssertAllowed = (action: string, resource: string) => void

/**
 * The checks that the request's caller is subject to. The tags of the pool are read only where one of the caller's
 * policies asks for them.
 */
export async function authorization(
  { caller, region, request, now, resource, input }: RequestedAccess,
  stores: Pick<Stores, 'userPools'>,
): Promise<AssertAllowed> {
  const context = requestContext({
    caller,
    now,
    region,
    secureTransport: request.secure,
    sourceIp: request.remoteAddress,
    userAgent: headerOf(request, 'user-agent'),
    referer: headerOf(request, 'referer'),
    resourceTags: needsResourceTags(caller) ? await tagsOf(resource, region, stores) : undefined,
    ...requestedTags(input),
  })
  return (action, target) => authorize(caller, { action, resource: target, context })
}

/** Only of a pool of the request's own region: what another one is tagged with must not show in a denial. */
async function tagsOf(
  resource: string,
  region: string,
  stores: Pick<Stores, 'userPools'>,
): Promise<Tags | undefined> {
  const id = /:userpool\/([^/*]+)$/.exec(resource)?.[1]
  const pool = id === undefined ? undefined : await stores.userPools.find(id)
  return pool?.region === region ? pool.tags : undefined
}

/** The members of an input that set tags (CreateUserPool, UpdateUserPool, TagResource) or name their keys. */
interface TaggingInput {
  readonly UserPoolTags?: Tags
  readonly Tags?: Tags
  readonly TagKeys?: readonly string[]
}

function requestedTags(input: unknown): { requestTags?: Tags; tagKeys?: readonly string[] } {
  const { UserPoolTags, Tags, TagKeys } = input as TaggingInput
  const requestTags = UserPoolTags ?? Tags
  return { ...(requestTags && { requestTags }), ...(TagKeys && { tagKeys: TagKeys }) }
}
