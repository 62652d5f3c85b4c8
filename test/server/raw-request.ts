import { connect } from 'node:net'

export interface RawRequest {
  readonly method?: string
  /** The request target, sent unchanged. */
  readonly target: string
  /** Header lines, sent unchanged; a Host is added unless there is one or it is undefined. */
  readonly headers?: readonly string[]
  readonly host?: string | undefined
  readonly version?: '1.0' | '1.1'
  readonly body?: string
}

/** The request as it is sent, in Latin-1. */
export function requestText(request: RawRequest, more: readonly string[] = []): string {
  const { method = 'GET', target, headers = [], version = '1.1', body } = request
  const host = 'host' in request ? request.host : '127.0.0.1'
  const lines = [
    `${method} ${target} HTTP/${version}`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...headers,
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
    ...more,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

/** Sends a request exactly as described, unlike any client. Returns the status, or 0 if there is none. */
export function rawRequest(port: number, request: RawRequest): Promise<number> {
  const { method = 'GET', target } = request
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(requestText(request, ['Connection: close']), 'latin1')
    })
    socket
      .setEncoding('latin1')
      .setTimeout(20_000, () => reject(new Error(`no answer to ${method} ${target}`)))
    socket.on('data', (text) => {
      answer += text
    })
    socket.on('error', (error) => {
      if (answer === '') reject(error)
    })
    socket.on('close', () => {
      socket.setTimeout(0)
      resolve(statusOf(answer))
    })
  })
}

/** The status of an answer, or 0 if there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0)
}
