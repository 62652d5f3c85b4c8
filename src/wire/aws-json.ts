import type { OperationName } from '../contract/generated/types.ts'
import type { ServiceError } from '../contract/service-error.ts'
import { CORS_HEADERS } from './cors.ts'
import type { HttpResponse } from './http-message.ts'

const CONTENT_TYPE = 'application/x-amz-json-1.1'
const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.'

/** The operation's name in an `X-Amz-Target` header, as sent: it need not be one of the service's. */
export function targetOperation(target: string | undefined): string | undefined {
  return target?.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : undefined
}

export function successResponse(requestId: string, body: string, operation?: OperationName): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, ...CORS_HEADERS },
    body,
    operation,
  }
}

const STATUS: Readonly<Record<string, number>> = {
  InternalErrorException: 500,
  InternalServerException: 500,
  RequestEntityTooLargeException: 413,
}

/** AWS: these two errors of the front end write the member with a capital letter. */
const CAPITAL_MESSAGE: ReadonlySet<string> = new Set(['AccessDeniedException', 'SerializationException'])

/** AWS answers 400 for every error of the caller, even if the service model names another status. */
export function errorResponse(requestId: string, error: ServiceError): HttpResponse {
  const { name, message } = error
  const member = CAPITAL_MESSAGE.has(name) ? 'Message' : 'message'
  return {
    status: STATUS[name] ?? 400,
    headers: {
      'content-type': CONTENT_TYPE,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${name}:`,
      ...(message !== '' && { 'x-amzn-errormessage': headerText(message) }),
      ...CORS_HEADERS,
    },
    body: JSON.stringify(message === '' ? { __type: name } : { __type: name, [member]: message }),
  }
}

const MAX_HEADER_TEXT = 1024

/** A header contains one line of visible ASCII (RFC 9110, 5.5). */
function headerText(message: string): string {
  return message
    .slice(0, MAX_HEADER_TEXT)
    .replace(/[\r\n\t]/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
}
