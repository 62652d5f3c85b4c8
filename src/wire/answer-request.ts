import { decodeInput } from '../contract/decode-input.ts'
import { encodeOutput } from '../contract/encode-output.ts'
import type { OperationName } from '../contract/generated/types.ts'
import { model } from '../contract/model.ts'
import { ServiceError } from '../contract/service-error.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { validateInput } from '../contract/validate-input.ts'
import type { PoolKeys } from '../domain/credentials/pool-keys.ts'
import type { ImportOffice } from '../domain/import-jobs/import-office.ts'
import type { AddressFailures } from '../domain/limits/address-failures.ts'
import type { Rates } from '../domain/limits/request-categories.ts'
import type { RequestRates } from '../domain/limits/request-rates.ts'
import type { MessageGateway } from '../domain/messages/message-gateway.ts'
import type { MessageLimits } from '../domain/messages/message-limits.ts'
import type { FormerPoolGateway } from '../domain/moving/former-pool-gateway.ts'
import type { Storage } from '../domain/stores.ts'
import type { TokenCaller } from '../domain/tokens/authenticate-token.ts'
import type { IssuerOf } from '../domain/tokens/issuer.ts'
import type { TokenKeys } from '../domain/tokens/token-keys.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Log } from '../kernel/log.ts'
import type { IamCaller } from '../operations/access.ts'
import type { Operation } from '../operations/operation.ts'
import type { OperationContext } from '../operations/operation-context.ts'
import type { PageTokens } from '../operations/page-tokens.ts'
import { registry } from '../operations/registry.ts'
import { type AfterAnswer, type AfterAnswersParts, afterAnswer } from './after-answers.ts'
import type { AuditedCall } from './audit-record.ts'
import { callPlacer, namedUserPool, type PlaceCall } from './audited-pool.ts'
import { type AuditedStorage, auditedStorage } from './audited-storage.ts'
import { authenticate, type RootCredentials } from './authenticate.ts'
import { type Authorization, authorization, NO_AUTHORIZATION, operationTagging } from './authorize.ts'
import { authorizeToken } from './authorize-token.ts'
import { errorResponse, successResponse, targetOperation } from './aws-json.ts'
import { PREFLIGHT_HEADERS } from './cors.ts'
import { type HttpRequest, type HttpResponse, headerOf, userAgentOf } from './http-message.ts'
import { admitTokenCaller, authFlowOf, ratedRequest } from './rate-limits.ts'

export interface ApiParts extends AfterAnswersParts {
  readonly account: string
  readonly root: RootCredentials
  /** Undefined: every region name is served. */
  readonly regions: ReadonlySet<string> | undefined
  /** The region of requests that take no signature. */
  readonly defaultRegion: string
  readonly storage: Storage
  readonly pageTokens: PageTokens
  readonly poolKeys: PoolKeys
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  readonly importJobs: ImportOffice
  readonly messages: MessageGateway
  readonly messageLimits: MessageLimits
  readonly formerPools: FormerPoolGateway
  /** Undefined: requests are taken as they come. */
  readonly requestRates: RequestRates | undefined
  readonly baseRates: Rates
  readonly addressFailures: AddressFailures
  readonly clock: Clock
  readonly entropy: Entropy
}

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(registry) as Iterable<[string, Operation]>,
)

/** Answers requests of the API: AWS JSON 1.1 over HTTP. Rejects only where the program is at fault. */
export function apiHandler(parts: ApiParts): (request: HttpRequest) => Promise<HttpResponse> {
  const place = callPlacer()
  return async (request) => {
    const requestId = parts.entropy.uuid()
    if (request.method === 'OPTIONS') {
      return { status: 200, headers: { ...PREFLIGHT_HEADERS, 'x-amzn-requestid': requestId }, body: '' }
    }
    const operation = operations.get(targetOperation(headerOf(request, 'x-amz-target')) ?? '')
    try {
      if (!operation || request.method !== 'POST') throw new ServiceError('UnknownOperationException')
      const later = afterAnswer(parts, { requestId, operation: operation.name })
      const body = await run(parts, operation, request, requestId, place, later)
      return { ...successResponse(requestId, body, operation.name), answered: later.takeOn() }
    } catch (error) {
      const told = error instanceof ServiceError ? error : unexpected(parts.log, requestId, operation, error)
      reportUndeclared(parts.log, requestId, operation, told)
      return { ...errorResponse(requestId, told), operation: operation?.name }
    }
  }
}

/** The order of these steps is behaviour: AWS tells of the signature first and of the resource last. */
async function run(
  parts: ApiParts,
  operation: Operation,
  request: HttpRequest,
  requestId: string,
  place: PlaceCall,
  later: AfterAnswer,
): Promise<string> {
  const { name, access } = operation
  if (!operation.built)
    throw new ServiceError('NotImplementedException', `Poolhouse does not implement ${name} yet.`)
  const now = parts.clock()
  const signatory = access.kind === 'iam' ? await authenticate(request, now, parts) : undefined
  const input = decodeInput(name, request.body)
  validateInput(name, input, requestId)
  const home = signatory?.region ?? parts.defaultRegion
  await parts.requestRates?.admit(ratedRequest(operation, input, { region: home, now }))
  const tokenCaller = await authorizeToken(operation, input, now, {
    tokenKeys: parts.tokenKeys,
    stores: parts.storage.stores,
  })
  await admitTokenCaller(parts.requestRates, operation, tokenCaller, now)
  const region = tokenCaller?.pool.region ?? home
  const call: AuditedCall = {
    operation: name,
    request,
    requestId,
    now,
    region,
    account: parts.account,
    input,
    userPoolId: tokenCaller?.pool.id ?? namedUserPool(input),
    signatory,
    sub: tokenCaller?.user.sub,
  }
  const storage = auditedStorage(parts.storage, parts.entropy, operation, call, place)
  try {
    const allowed = await authorizeCall(parts, operation, call)
    const told = { ...context(parts, call, storage, tokenCaller, allowed), afterAnswer: later.add }
    const { wrongGuess } = OPERATION_TRAITS[name]
    const attempt = { wrongGuess, authFlow: authFlowOf(input), address: request.remoteAddress }
    const output = await parts.addressFailures.guarding(attempt, now, () => operation.handle(input, told))
    return encodeOutput(name, output)
  } catch (error) {
    if (error instanceof ServiceError) await storage.recordRefusal(error)
    throw error
  }
}

async function authorizeCall(
  parts: ApiParts,
  { name, access: declared }: Operation,
  call: AuditedCall,
): Promise<Authorization> {
  const { signatory, request, now, input, region } = call
  if (declared.kind !== 'iam' || !signatory) return NO_AUTHORIZATION
  const resource = declared.resource(input as never, { region, account: parts.account })
  const { caller } = signatory
  const access = { caller, region, request, now, resource, input }
  const allowed = authorization(access)
  allowed.assertAllowed(`cognito-idp:${name}`, resource, await operationTagging(access, parts.storage.stores))
  return allowed
}

function context(
  parts: ApiParts,
  call: AuditedCall,
  storage: AuditedStorage,
  tokenCaller: TokenCaller | undefined,
  { assertAllowed, isAllowed }: Authorization,
): Omit<OperationContext<unknown>, 'afterAnswer'> {
  const { now, request, requestId, region, account, signatory } = call
  const {
    entropy,
    importJobs,
    messages,
    messageLimits,
    pageTokens,
    poolKeys,
    tokenKeys,
    issuerOf,
    baseRates,
  } = parts
  return {
    now,
    requestId,
    region,
    account,
    origin: { ipAddress: request.remoteAddress, userAgent: userAgentOf(request) ?? '' },
    caller: tokenCaller ?? iamCallerOf(signatory),
    entropy,
    pageTokens,
    poolKeys,
    tokenKeys,
    issuerOf,
    importJobs,
    baseRates,
    messages,
    messageLimits,
    formerPools: parts.formerPools,
    log: parts.log,
    assertAllowed,
    isAllowed,
    storage,
  }
}

function iamCallerOf(signatory: AuditedCall['signatory']): IamCaller | undefined {
  if (!signatory) return undefined
  const { principal, session } = signatory.caller
  return { principal, session, accessKeyId: signatory.accessKeyId }
}

function unexpected(
  log: Log,
  requestId: string,
  operation: Operation | undefined,
  error: unknown,
): ServiceError {
  log.error('A request failed unexpectedly', { requestId, operation: operation?.name, error })
  return new ServiceError(internalErrorOf(operation))
}

/** The newest operations declare their internal error under another name. */
function internalErrorOf(
  operation: Operation | undefined,
): 'InternalErrorException' | 'InternalServerException' {
  const declared = declaredErrors(operation?.name)
  return declared.includes('InternalServerException') ? 'InternalServerException' : 'InternalErrorException'
}

/** What the front end may answer for every operation, declared or not. */
const ANSWERED_BY_ALL: ReadonlySet<string> = new Set(['AccessDeniedException', 'TooManyRequestsException'])

/** An error that the contract does not list for the operation is a mistake of ours: SDKs could not map it. */
function reportUndeclared(
  log: Log,
  requestId: string,
  operation: Operation | undefined,
  error: ServiceError,
): void {
  if (!operation || !(error.name in model.shapes)) return
  if (declaredErrors(operation.name).includes(error.name) || ANSWERED_BY_ALL.has(error.name)) return
  log.error('An operation answered an error that it does not declare', {
    requestId,
    operation: operation.name,
    answered: error.name,
  })
}

function declaredErrors(operation: OperationName | undefined): readonly string[] {
  return (operation && model.operations[operation]?.errors) ?? []
}
