// The answers that the listener gives of itself, without asking anyone.
import { ServiceError } from '../contract/service-error.ts'
import { errorResponse } from '../wire/aws-json.ts'
import type { HttpResponse } from '../wire/http-message.ts'

/** AWS: a body of more than the front end takes is answered with 413, before anything else is looked at. */
export function tooLarge(requestId: string): HttpResponse {
  return errorResponse(requestId, new ServiceError('RequestEntityTooLargeException'))
}

export function internalError(requestId: string): HttpResponse {
  return errorResponse(requestId, new ServiceError('InternalErrorException'))
}

export function plain(status: number, text: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` }
}

export function json(status: number, value: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
