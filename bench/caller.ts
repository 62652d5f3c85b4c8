import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { OperationName, Operations } from '../src/contract/generated/types.ts'
import { registry } from '../src/operations/registry.ts'
import { signer } from './signer.ts'

/** Requests at a time, each on a connection of its own that is kept open. */
export const CONNECTIONS = 8

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Caller {
  /** The answer; rejects where it is an error. */
  call<Name extends OperationName>(
    operation: Name,
    input: Operations[Name]['input'],
  ): Promise<Operations[Name]['output']>
  get(path: string, headers?: Record<string, string>): Promise<string>
  /** Any request, and its answer whatever the status. */
  exchange(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<Answer>
  close(): void
}

/** A client of the server on a port of the loopback interface. */
export function callerOf(port: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const sign = signer(`127.0.0.1:${port}`)

  function send(method: string, path: string, headers: Record<string, string>, body = Buffer.alloc(0)) {
    return new Promise<Answer>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent, method, path, headers }
      const outgoing = request(options, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  return {
    async call(operation, input) {
      const body = Buffer.from(JSON.stringify(input))
      const signed = registry[operation].access.kind === 'iam'
      const { status, text } = await send('POST', '/', sign(operation, body, signed), body)
      if (status !== 200) throw new Error(`${operation} answered ${status}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },

    async get(path, headers = {}) {
      const { status, text } = await send('GET', path, headers)
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      return text
    },

    exchange: (method, path, headers = {}, body = '') => send(method, path, headers, Buffer.from(body)),

    close: () => agent.destroy(),
  }
}
