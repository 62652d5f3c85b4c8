import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port that is free on the loopback interface. It is below those that the system gives to whatever asks for any port
 * (32,768 and more on Linux), so that nothing takes it until it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000)
    const listener = createServer().listen(port, '127.0.0.1')
    try {
      await once(listener, 'listening')
    } catch {
      continue // taken
    }
    listener.close()
    await once(listener, 'close')
    return port
  }
}
