import { decodeInput } from '../contract/decode-input.ts'
import { encodeOutput } from '../contract/encode-output.ts'
import { ServiceError } from '../contract/service-error.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { validateInput } from '../contract/validate-input.ts'
import { DeletedMeanwhile } from '../domain/requests/deleted-meanwhile.ts'
import { type Arrival, enterRequest, type RequestPlace } from '../domain/requests/enter-request.ts'
import { homeRegion, regionOfPool } from '../domain/requests/home-region.ts'
import { notEnabledOnReplica } from '../domain/requests/read-only-database.ts'
import type { RequestContext } from '../domain/requests/request-context.ts'
import { storesInRegion } from '../domain/requests/stores-in-region.ts'
import type { World } from '../domain/requests/world.ts'
import type { IamCaller } from '../operations/access.ts'
import type { Operation } from '../operations/operation.ts'
import { operationContext } from '../operations/operation-context.ts'
import type { PageTokens } from '../operations/page-tokens.ts'
import { registry } from '../operations/registry.ts'
import { reportUndeclared, unexpectedError } from './answered-errors.ts'
import type { AuditedCall } from './audit-record.ts'
import { type Authentication, authenticate, type RootCredentials, type Signatory } from './authenticate.ts'
import { authorizeCall } from './authorize.ts'
import { authorizeToken } from './authorize-token.ts'
import { errorResponse, successResponse, targetOperation } from './aws-json.ts'
import { callAudit, namedUserPool } from './call-audit.ts'
import { PREFLIGHT_HEADERS } from './cors.ts'
import { type HttpRequest, type HttpResponse, headerOf, originOf } from './http-message.ts'
import { authFlowOf, ratedRequest } from './rated-request.ts'
import { signingKeys } from './sigv4/signing-key.ts'
import { unsignedRegion } from './unsigned-region.ts'

/** What the API needs besides {@link World}. */
export interface ApiParts {
  readonly root: RootCredentials
  /** If undefined, all region names are served. */
  readonly regions: ReadonlySet<string> | undefined
  readonly pageTokens: PageTokens
}

interface Api extends Pick<ApiParts, 'pageTokens'> {
  readonly world: World
  readonly authentication: Authentication
}

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(registry) as Iterable<[string, Operation]>,
)

/** Answers requests of the API: AWS JSON 1.1 over HTTP. Rejects only if there is a bug. */
export function apiHandler(world: World, parts: ApiParts): (request: HttpRequest) => Promise<HttpResponse> {
  const { account, entropy, log, storage } = world
  const { root, regions, pageTokens } = parts
  const authentication = { account, root, regions, storage, signingKeyOf: signingKeys() }
  const api = { world, authentication, pageTokens }
  return async (request) => {
    const requestId = entropy.uuid()
    if (request.method === 'OPTIONS') {
      return { status: 200, headers: { ...PREFLIGHT_HEADERS, 'x-amzn-requestid': requestId }, body: '' }
    }
    const operation = operations.get(targetOperation(headerOf(request, 'x-amz-target')) ?? '')
    try {
      if (!operation || request.method !== 'POST') throw new ServiceError('UnknownOperationException')
      const result = await run(api, operation, request, requestId)
      return successResponse(requestId, result, operation.name)
    } catch (error) {
      const known = error instanceof ServiceError ? error : unexpectedError(log, requestId, operation, error)
      reportUndeclared(log, requestId, operation, known)
      return { operation: operation?.name, ...errorResponse(requestId, known) }
    }
  }
}

/**
 * The order of these steps is visible behaviour: AWS reports errors in the signature first and errors about the
 * resource last.
 */
async function run(
  { world, authentication, pageTokens }: Api,
  operation: Operation,
  request: HttpRequest,
  requestId: string,
): Promise<string> {
  const { name, access } = operation
  const { account, defaultRegion, entropy, storage, tokenKeys } = world
  const now = world.clock()
  const signatory = access.kind === 'iam' ? await authenticate(request, now, authentication) : undefined
  const input = decodeInput(name, request.body)
  validateInput(name, input, requestId)

  const userPoolId = namedUserPool(input)
  const sentTo = signatory
    ? undefined
    : unsignedRegion(request, { regions: authentication.regions, defaultRegion })
  const stores = sentTo ? storesInRegion(storage.stores, name, sentTo) : storage.stores
  const callAt = ({ region, caller }: RequestPlace): AuditedCall => ({
    operation: name,
    request,
    requestId,
    now,
    region,
    account,
    input,
    userPoolId: caller?.pool.id ?? userPoolId,
    signatory,
    sub: caller?.user.sub,
  })
  const identify = () => authorizeToken(operation, input, now, { tokenKeys, stores })
  const arrival: Arrival = {
    requestId,
    now,
    region: signatory?.region ?? defaultRegion,
    regionSentTo: signatory ? () => signatory.region : sentTo,
    origin: originOf(request),
    rated: ratedRequest(name, input),
    identify,
    audit: (place) => callAudit(entropy, operation, callAt(place)),
  }
  /** The context in the region of the pool, if the region of the request is that of a replica. */
  async function locate(context: RequestContext): Promise<RequestContext> {
    if (sentTo) {
      if (userPoolId !== undefined) {
        await homeRegion(stores, name, sentTo(regionOfPool(userPoolId)), userPoolId)
      }
      return Object.assign(context, { storage: { ...context.storage, stores } }) // as in operationContext
    }
    if (!signatory) return context
    const home = await homeRegion(stores, name, context.region, userPoolId)
    return home === context.region ? context : { ...context, region: home }
  }
  return enterRequest(world, arrival, async (context, tokenCaller) => {
    const call = callAt({ region: context.region, caller: tokenCaller })
    const { assertAllowed } = await authorizeCall(operation, call, storage.stores)
    const caller = tokenCaller ?? iamCallerOf(signatory)
    const attempt = { wrongGuess: OPERATION_TRAITS[name].wrongGuess, authFlow: authFlowOf(input) }
    const own = { caller, pageTokens, sentTo: context.region, assertAllowed }
    if (!OPERATION_TRAITS[name].readOnly && (await world.isReadOnly())) throw notEnabledOnReplica(name)
    const located = operationContext(await locate(context), own)
    const handle = () => context.guardAttempt(attempt, () => operation.handle(input, located))
    return encodeOutput(name, await againIfDeleted(handle, identify))
  })
}

/**
 * Handles a request again if its user, its pool or another thing that it concerns was deleted meanwhile: then it is
 * refused like one that comes after the deletion.
 */
async function againIfDeleted<Result>(
  handle: () => Promise<Result>,
  identify: () => Promise<unknown>,
): Promise<Result> {
  try {
    return await handle()
  } catch (error) {
    if (!(error instanceof DeletedMeanwhile)) throw error
    await identify()
    return handle()
  }
}

function iamCallerOf(signatory: Signatory | undefined): IamCaller | undefined {
  if (!signatory) return undefined
  const { principal, session } = signatory.caller
  return { principal, session, accessKeyId: signatory.accessKeyId }
}
