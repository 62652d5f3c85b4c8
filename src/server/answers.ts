// The responses that the listener creates itself.
import { CORS_HEADERS } from '../wire/cors.ts'
import type { HttpResponse } from '../wire/http-message.ts'

/** AWS: a body of more than the front end takes is answered with 413, before anything else is looked at. */
export function tooLarge(requestId: string): HttpResponse {
  return awsError(413, 'RequestEntityTooLargeException', requestId)
}

export function internalError(requestId: string): HttpResponse {
  return awsError(500, 'InternalErrorException', requestId)
}

export function pageFailure(requestId: string): HttpResponse {
  const answer = plain(500, 'Internal Server Error')
  return { ...answer, headers: { ...answer.headers, 'x-amz-cognito-request-id': requestId } }
}

export function plain(status: number, text: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` }
}

export function json(status: number, value: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

/** For a host whose TLS policy the connection does not meet. */
export function misdirected(): HttpResponse {
  return plain(421, 'Misdirected Request')
}

function awsError(status: number, name: string, requestId: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${name}:`,
      ...CORS_HEADERS,
    },
    body: JSON.stringify({ __type: name }),
  }
}
