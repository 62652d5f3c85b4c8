import type { IncomingMessage } from 'node:http'

/** How much a caller may still send after the response that its body is too large, so that it reads the response. */
const LINGER_BYTES = 16 * 1024 * 1024
const LINGER_MILLISECONDS = 2000

const EMPTY = Buffer.alloc(0)

/**
 * The whole body, or 'too-large' as soon as it is known to have more than `limit` bytes. Rejects if the caller
 * goes away.
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  const announced = incoming.headers['content-length']
  if (announced === undefined && incoming.headers['transfer-encoding'] === undefined) {
    return Promise.resolve(EMPTY)
  }
  if (Number(announced) > limit) return Promise.resolve('too-large')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    let ended = false
    const onEnd = () => {
      ended = true
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    }
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) return void chunks.push(chunk)
      incoming.off('data', onData).pause()
      resolve('too-large')
    }
    incoming
      .on('data', onData)
      .once('end', onEnd)
      .once('error', reject)
      .once('close', () => ended || reject(new Error('the caller went away')))
  })
}

/**
 * Throws the rest of a body away, up to a bound. Closing with unread bytes would reset the connection, and the
 * caller might lose the answer.
 */
export function discardBody(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let length = 0
    const timer = setTimeout(resolve, LINGER_MILLISECONDS)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > LINGER_BYTES) done()
    })
    incoming.once('end', done).once('close', done).once('error', done).resume()
  })
}
