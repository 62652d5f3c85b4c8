import { connect, type Socket } from 'node:net'
import { type RawRequest, requestText, statusOf } from './raw-request.ts'

interface Waiting {
  readonly method: string
  /** The status, or 0 if the connection ended without an answer. */
  readonly resolve: (status: number) => void
  readonly reject: (error: Error) => void
}

/**
 * Sends requests exactly as described over connections that stay open as long as the server lets them, one request after
 * the other: to open a connection takes both sides longer than most answers. A connection without requests for
 * `idleTimeout` milliseconds may be closed by the server: then the request is sent again.
 */
export function rawConnection(port: number, idleTimeout: number) {
  let socket: Socket | undefined
  let answer = ''
  let waiting: Waiting | undefined
  let surplus: Error | undefined
  let sentAt = 0

  function open(): Socket {
    const opened = connect(port, '127.0.0.1')
    answer = ''
    opened.setEncoding('latin1').setNoDelay(true)
    opened.setTimeout(20_000, () => waiting?.reject(new Error(`no answer to ${waiting.method}`)))
    opened.on('data', (text) => {
      if (waiting === undefined && opened === socket) {
        surplus ??= new Error(`more than the answer: ${text}`)
        opened.destroy()
        return
      }
      answer += text
      const end = waiting && endOfAnswer(answer, waiting.method)
      if (end === undefined || opened !== socket) return
      if (answer.length > end) waiting?.reject(new Error(`more than one answer: ${answer}`))
      waiting?.resolve(statusOf(answer))
      waiting = undefined
      answer = ''
    })
    opened.on('error', () => {}) // 'close' follows
    opened.on('close', () => {
      if (opened !== socket) return
      socket = undefined
      waiting?.resolve(statusOf(answer))
      waiting = undefined
    })
    return opened
  }

  /** The server can't tell where a body of another coding than chunked ends (RFC 9112, 6.3), and closes the connection. */
  function leave(): void {
    const left = socket
    socket = undefined
    left?.destroy()
  }

  function send(request: RawRequest): Promise<number> {
    const to = socket ?? open()
    socket = to
    sentAt = performance.now()
    return new Promise((resolve, reject) => {
      waiting = { method: request.method ?? 'GET', resolve, reject }
      to.write(requestText(request), 'latin1')
    })
  }

  return {
    /** Returns the status, or 0 if there is none. */
    async status(request: RawRequest): Promise<number> {
      if (surplus) throw surplus
      const idleSince = socket && sentAt
      const status = await send(request)
      const wasIdle = idleSince !== undefined && performance.now() - idleSince >= idleTimeout
      if (status === 0 && wasIdle) return send(request)
      if (request.headers?.some((line) => /^transfer-encoding:/i.test(line))) leave()
      return status
    },
    /** Throws if the server sent more than its answers. */
    close(): void {
      socket?.destroy()
      if (surplus) throw surplus
    },
  }
}

/** Where an answer ends whose connection stays open; undefined if that is not here yet, or if its end closes the connection. */
function endOfAnswer(answer: string, method: string): number | undefined {
  const body = answer.indexOf('\r\n\r\n') + 4
  const head = answer.slice(0, body).toLowerCase()
  if (body < 4 || head.includes('\r\nconnection: close\r\n')) return undefined
  if (method === 'HEAD' || /^http\/1\.1 (204|304) /.test(head)) return body
  const [, length] = /\r\ncontent-length: (\d+)\r\n/.exec(head) ?? []
  if (length !== undefined) return answer.length < body + Number(length) ? undefined : body + Number(length)
  const last = head.includes('\r\ntransfer-encoding: chunked\r\n')
    ? answer.indexOf('\r\n0\r\n\r\n', body - 2)
    : -1
  return last === -1 ? undefined : last + 7
}
