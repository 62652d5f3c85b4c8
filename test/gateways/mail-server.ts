import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and body as received (RFC 5322). */
  readonly content: string
  /** What the client sent to authenticate itself, if anything. */
  readonly auth: string | undefined
}

export type Stall = 'at greeting' | 'at acknowledgment' | undefined

export interface MailServerOptions {
  /** The answer to `RCPT TO`, if it is refused. */
  readonly refuse?: string
  /** Never says anything. */
  readonly silent?: boolean
  /** Accepts no connection before this. */
  readonly awaits?: Promise<unknown>
  /** Where a new connection falls silent: before a word, or when it has a mail that it never acknowledges. */
  readonly stalls?: () => Stall
}

/** A mail server that speaks as much SMTP (RFC 5321) as a client needs, on a free loopback port. */
export async function startMailServer({
  refuse,
  silent = false,
  awaits,
  stalls = () => undefined,
}: MailServerOptions = {}) {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    const stall = stalls()
    if (silent || stall === 'at greeting') return
    void Promise.resolve(awaits).then(() => converse(socket, mails, refuse, stall))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    /** Those that it has acknowledged. */
    mails,
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function converse(socket: Socket, mails: ReceivedMail[], refuse: string | undefined, stall: Stall): void {
  let input = ''
  let from = ''
  let to: string[] = []
  let auth: string | undefined
  let isContent = false
  const say = (line: string) => socket.write(`${line}\r\n`)

  function obey(line: string): void {
    const [, verb = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? []
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return void say('250-test\r\n250 AUTH PLAIN')
      case 'STARTTLS':
        return void say('502 no')
      case 'AUTH':
        auth = rest
        return void say('235 2.7.0 welcome')
      case 'MAIL':
        from = address(rest)
        return void say('250 ok')
      case 'RCPT':
        if (refuse) return void say(refuse)
        to.push(address(rest))
        return void say('250 ok')
      case 'DATA':
        isContent = true
        return void say('354 go on')
      case 'QUIT':
        return void socket.end('221 bye\r\n')
      default:
        return void say('250 ok')
    }
  }

  say('220 test')
  socket.on('data', (chunk) => {
    input += chunk.toString('utf8')
    for (;;) {
      const end = input.indexOf(isContent ? '\r\n.\r\n' : '\r\n')
      if (end === -1) return
      const part = input.slice(0, end)
      input = input.slice(end + (isContent ? 5 : 2))
      if (!isContent) {
        obey(part)
        continue
      }
      if (stall === 'at acknowledgment') return
      mails.push({ from, to, content: part, auth })
      to = []
      isContent = false
      say('250 taken over')
    }
  })
}

function address(text: string): string {
  return /<(.*?)>/.exec(text)?.[1] ?? ''
}
