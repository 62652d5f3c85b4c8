import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { REGION, ROOT } from '../support/poolhouse.ts'

export type Header = readonly [name: string, value: string]

export interface RawRequest {
  readonly method: string
  /** The path, and the query if there is one. */
  readonly target: string
  readonly headers: readonly Header[]
  readonly body: Buffer
}

export interface RawAnswer {
  readonly status: number
  /** Values of one name are joined by line breaks. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** One connection after the other to the same server, each kept open as long as the server keeps it. */
export interface Lane {
  /** Rejects if no complete response arrives in time. */
  send(request: RawRequest): Promise<RawAnswer>
  close(): void
}

const ANSWERS_WITHIN = 10_000

/** Bare sockets, because no client would send what is sent here. */
export function openLane(port: number): Lane {
  let socket: Socket | undefined
  return {
    async send(request) {
      if (socket === undefined || socket.destroyed || !socket.writable) {
        socket = connect({ port, host: '127.0.0.1', noDelay: true })
        await once(socket, 'connect')
      }
      const answer = answerOn(socket, request.method)
      socket.write(Buffer.concat([headOf(request), request.body]))
      const { keepAlive, ...rest } = await answer
      if (!keepAlive) socket.destroy()
      return rest
    },
    close: () => socket?.destroy(),
  }
}

function headOf({ method, target, headers }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
}

function answerOn(socket: Socket, method: string): Promise<RawAnswer & { readonly keepAlive: boolean }> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const finish = (outcome: () => void) => {
      clearTimeout(timer)
      socket.off('data', onData).off('end', onEnd).off('error', onError)
      outcome()
    }
    const settle = (ended: boolean) => {
      const answer = parse(received, ended, method)
      if (answer) finish(() => resolve(answer))
      else if (ended) finish(() => reject(new Error(`no whole answer: ${received.toString('latin1')}`)))
    }
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      settle(false)
    }
    const onEnd = () => settle(true)
    const onError = (error: Error) => (received.length > 0 ? settle(true) : finish(() => reject(error)))
    const timer = setTimeout(() => finish(() => reject(new Error('no answer in time'))), ANSWERS_WITHIN)
    socket.on('data', onData).on('end', onEnd).on('error', onError)
  })
}

/** Undefined if more is to come. */
function parse(
  received: Buffer,
  ended: boolean,
  method: string,
): (RawAnswer & { keepAlive: boolean }) | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [line = '', ...lines] = received.toString('latin1', 0, end).split('\r\n')
  const status = Number(line.split(' ')[1])
  const rest = received.subarray(end + 4)
  if (status < 200) return parse(rest, ended, method) // 100 Continue
  const headers = new Map<string, string>()
  for (const text of lines) {
    const [name, value] = [headerName(text), text.slice(text.indexOf(':') + 1).trim()]
    headers.set(name, headers.has(name) ? `${headers.get(name)}\n${value}` : value)
  }
  const keepAlive = !ended && headers.get('connection') !== 'close'
  if (method === 'HEAD' || WITHOUT_BODY.has(status)) return { status, headers, body: '', keepAlive }
  // Only the responses of node's own parser are chunked: the chunk that ends an empty body.
  if (headers.get('transfer-encoding') === 'chunked') {
    return rest.equals(LAST_CHUNK) ? { status, headers, body: '', keepAlive } : undefined
  }
  const length = headers.get('content-length')
  if (length === undefined ? !ended : rest.length < Number(length)) return undefined
  return { status, headers, body: rest.toString(), keepAlive }
}

const WITHOUT_BODY = new Set([204, 304])
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

const headerName = (line: string) => line.slice(0, line.indexOf(':')).toLowerCase()

export interface SigningKey {
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly region?: string
  readonly service?: string
}

/** Signature Version 4 of a POST to `/`: the headers, followed by those of the signature. */
export function sign(headers: readonly Header[], body: Buffer, now: number, key: SigningKey = {}): Header[] {
  const { accessKeyId, secretAccessKey, region = REGION, service = 'cognito-idp' } = { ...ROOT, ...key }
  const timestamp = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const dated: Header[] = [...headers, ['x-amz-date', timestamp]]
  const sorted = [...dated].sort(([a], [b]) => (a < b ? -1 : 1))
  const names = sorted.map(([name]) => name).join(';')
  const lines = sorted.map(([name, value]) => `${name}:${value.trim()}\n`).join('')
  const canonical = `POST\n/\n\n${lines}\n${names}\n${sha256(body)}`
  const scope = [timestamp.slice(0, 8), region, service, 'aws4_request']
  const text = `AWS4-HMAC-SHA256\n${timestamp}\n${scope.join('/')}\n${sha256(canonical)}`
  const signature = hmac(derivedKey(secretAccessKey, scope), text).toString('hex')
  const credential = `Credential=${accessKeyId}/${scope.join('/')}`
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`
  return [...dated, ['authorization', authorization]]
}

const derived = new Map<string, Buffer>()

function derivedKey(secret: string, scope: readonly string[]): Buffer {
  const name = [secret, ...scope].join('/')
  const key = derived.get(name) ?? scope.reduce(hmac, Buffer.from(`AWS4${secret}`))
  derived.set(name, key)
  return key
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
