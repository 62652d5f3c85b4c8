import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { packageFile } from '../kernel/package-file.ts'

/** Milliseconds after which a server that was asked to stop is killed. */
const STOPS_WITHIN = 10_000

/** Variables that would change how the server runs: those of the test runner, and settings of another server. */
const NOT_INHERITED = /^(POOLHOUSE_.*|NODE_OPTIONS|NODE_V8_COVERAGE|NODE_TEST_CONTEXT)$/

export interface ServerProcess {
  /** The address of its greeting. */
  readonly url: string
  stop(): Promise<void>
  /** Ends it immediately. */
  kill(): void
}

/**
 * Starts `poolhouse serve` with these settings as environment variables, and waits until it is ready.
 * @param patience milliseconds
 */
export async function startServer(
  settings: Readonly<Record<string, string>>,
  patience: number,
): Promise<ServerProcess> {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name))
  const command = [packageFile('bin/poolhouse.js'), 'serve', '--stop-with-stdin']
  const server = spawn(process.execPath, command, {
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  server.stdin.on('error', () => {}) // it has ended
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  let isOver = false
  ended.then(() => {
    isOver = true
  })
  const url = await greeted(server, server.stdout, server.stderr, patience)
  for (const handle of [server, server.stdin, server.stdout, server.stderr]) {
    ;(handle as { unref?: () => void }).unref?.() // tests that end without stop() must not wait for it
  }
  return {
    url,
    kill: () => void server.kill('SIGKILL'),
    async stop() {
      if (isOver) return
      server.ref()
      const impatience = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN)
      server.kill('SIGTERM')
      await ended
      clearTimeout(impatience)
    },
  }
}

/** The address that it is ready at. What it logs from then on goes to our standard error. */
function greeted(server: ChildProcess, out: Readable, log: Readable, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let [greeting, logged] = ['', '']
    const fail = (why: string) => {
      server.kill('SIGKILL')
      reject(new Error(`Poolhouse ${why}: ${logged.trim() || greeting.trim() || 'it says nothing'}`))
    }
    const impatience = setTimeout(() => fail(`was not ready within ${patience} ms`), patience)
    const onEnd = () => {
      clearTimeout(impatience)
      fail('did not start')
    }
    const collect = (text: string) => {
      logged += text
    }
    log.setEncoding('utf8').on('data', collect)
    out.setEncoding('utf8').on('data', (text: string) => {
      greeting += text
      const [, url] = /ready at (\S+)\n/.exec(greeting) ?? []
      if (url === undefined) return
      clearTimeout(impatience)
      server.off('close', onEnd)
      out.removeAllListeners('data').resume()
      const show = (line: string) => void process.stderr.write(line)
      log.off('data', collect).on('data', show)
      if (logged !== '') show(logged)
      resolve(url)
    })
    server.once('error', reject).once('close', onEnd)
  })
}
