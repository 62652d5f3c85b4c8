import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import {
  type Attempt,
  type Deadline,
  deadlineInTime,
  errorMessageOf,
  type FunctionTarget,
  MOST_BYTES,
  SERVICE_FAULT,
  tooLarge,
} from './function-target.ts'
import { functionNameOf } from './resolve-function.ts'

/**
 * A function behind an HTTP address that speaks the invoke call of Lambda's runtime interface:
 * `POST <address>/2015-03-31/functions/<name>/invocations`. An address that already ends in `/invocations` is used as it
 * is. Connections are kept open. Not by `fetch`, which takes more than twice the CPU (docs/benchmark.md).
 */
export function httpFunction(address: string, deadline: Deadline = deadlineInTime): FunctionTarget {
  const isTls = address.startsWith('https:')
  const agent = isTls ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true })
  const send = isTls ? tlsRequest : request

  return {
    attempt({ arn, payload }, patience) {
      const body = Buffer.from(payload)
      return new Promise<Attempt>((resolve, reject) => {
        const outgoing = send(invocationUrl(address, arn), {
          agent,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': body.length,
            'user-agent': 'poolhouse',
          },
        })
        const stopWaiting = deadline(patience, () => end(() => resolve({ kind: 'timeout' })))
        function end(settle: () => void): void {
          stopWaiting()
          settle() // the first one counts
          outgoing.destroy()
        }
        outgoing.on('error', (error) => end(() => reject(error)))
        outgoing.on('response', (answer) => {
          boundedText(answer).then(
            (text) => {
              stopWaiting()
              resolve(attemptOf(answer, text))
            },
            (error) => end(() => reject(error)),
          )
        })
        outgoing.end(body)
      })
    },
    async close() {
      agent.destroy()
    },
  }
}

function invocationUrl(address: string, arn: string): string {
  if (address.endsWith('/invocations')) return address
  return `${address}/2015-03-31/functions/${encodeURIComponent(functionNameOf(arn) ?? arn)}/invocations`
}

function attemptOf({ statusCode: status = 0, headers }: IncomingMessage, text: string | undefined): Attempt {
  if (status < 200 || status >= 300) return { kind: 'refused', error: errorOf(status, headers) }
  if (text === undefined) return tooLarge
  // The runtime interface emulator of AWS sends no header with an error.
  const message = errorMessageOf(text)
  if (message !== undefined) return { kind: 'function-error', message }
  if (headers['x-amz-function-error'] !== undefined) return { kind: 'function-error', message: 'null' }
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
function errorOf(status: number, headers: IncomingHttpHeaders): string {
  const named = /^[A-Za-z]{1,64}/.exec(String(headers['x-amzn-errortype'] ?? ''))
  return named?.[0] ?? ERRORS[status] ?? (status >= 500 ? SERVICE_FAULT : 'InvalidRequestContentException')
}

/** Undefined if it has more bytes than a function may return: the rest is not read. */
async function boundedText(answer: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= MOST_BYTES) chunks.push(chunk)
      else {
        resolve(undefined)
        answer.destroy()
      }
    })
    answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    answer.on('error', reject)
    answer.on('close', () => reject(new Error('the answer was cut off')))
  })
}
