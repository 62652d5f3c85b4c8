import { type Attempt, errorMessageOf, type FunctionTarget, MOST_BYTES, tooLarge } from './function-target.ts'
import { functionNameOf } from './resolve-function.ts'

/**
 * A function behind an HTTP address that speaks the invoke call of Lambda's runtime interface:
 * `POST <address>/2015-03-31/functions/<name>/invocations`. An address that already ends in `/invocations` is used as it
 * is. Connections are kept open.
 */
export function httpFunction(address: string): FunctionTarget {
  return {
    async attempt({ arn, payload }, patience) {
      const signal = AbortSignal.timeout(patience)
      try {
        const answer = await fetch(invocationUrl(address, arn), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': 'poolhouse' },
          body: payload,
          redirect: 'manual',
          signal,
        })
        return attemptOf(answer, await boundedText(answer))
      } catch (error) {
        if (signal.aborted) return { kind: 'timeout' }
        throw error
      }
    },
    async close() {},
  }
}

function invocationUrl(address: string, arn: string): string {
  if (address.endsWith('/invocations')) return address
  return `${address}/2015-03-31/functions/${encodeURIComponent(functionNameOf(arn) ?? arn)}/invocations`
}

function attemptOf({ status, headers }: Response, text: string | undefined): Attempt {
  if (status >= 500) return { kind: 'fault' }
  if (status < 200 || status >= 300) return { kind: 'refused', error: errorOf(status, headers) }
  if (text === undefined) return tooLarge
  // The runtime interface emulator of AWS sends no header with an error.
  const message = errorMessageOf(text)
  if (message !== undefined) return { kind: 'function-error', message }
  if (headers.has('x-amz-function-error')) return { kind: 'function-error', message: 'null' }
  return { kind: 'answer', payload: text }
}

const ERRORS: Readonly<Record<number, string>> = {
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  409: 'ResourceConflictException',
  413: 'RequestTooLargeException',
  415: 'UnsupportedMediaTypeException',
  429: 'TooManyRequestsException',
}

/** Lambda names its error in a header, perhaps with a colon and more behind it. */
function errorOf(status: number, headers: Headers): string {
  const named = /^[A-Za-z]{1,64}/.exec(headers.get('x-amzn-errortype') ?? '')
  return named?.[0] ?? ERRORS[status] ?? 'InvalidRequestContentException'
}

/** Undefined if it has more bytes than a function may return. */
async function boundedText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (!body) return ''
  for await (const chunk of body) {
    length += chunk.length
    if (length > MOST_BYTES) return undefined // leaving the loop cancels the rest
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
