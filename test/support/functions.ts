import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'
import type { TriggerFunction } from '../../src/gateways/functions/resolve-function.ts'
import { ACCOUNT, REGION } from './poolhouse.ts'

// biome-ignore lint/suspicious/noExplicitAny: events of every trigger
export type TriggerEvent = any

/** What a function does with an event: returns what to answer, or answers by itself. */
export type FunctionBody = (event: TriggerEvent, response: ServerResponse) => unknown

export interface ReceivedCall {
  readonly path: string
  /** The event as it arrived, so that the order of its members can be checked. */
  readonly text: string
}

export function functionArn(name: string, region = REGION): string {
  return `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`
}

/** Throws in the function: the runtime interface answers so. */
export function thrown(message: string): FunctionBody {
  return (_event, response) => {
    response.setHeader('x-amz-function-error', 'Unhandled')
    response.end(JSON.stringify({ errorMessage: message, errorType: 'Error', trace: [] }))
  }
}

/** Returns the event with these members in its response. */
export function answering(members: object): FunctionBody {
  return (event) => ({ ...event, response: { ...event.response, ...members } })
}

/** Like {@link openFunctions}, for the tests of a file or suite: starts before them and stops after them. */
export function useFunctions() {
  const functions = openFunctions()
  before(() => functions.start())
  after(() => functions.stop())
  return functions
}

/**
 * Functions behind a real HTTP server that speaks the invoke call of Lambda's runtime interface. Until a test says
 * otherwise, each returns its event as it is.
 */
export function openFunctions() {
  const bodies = new Map<string, FunctionBody>()
  const received: ReceivedCall[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    received.push({ path: request.url ?? '', text })
    const name = request.url?.split('/')[3] ?? ''
    const answer = await (bodies.get(name) ?? ((event) => event))(JSON.parse(text), response)
    if (answer !== undefined) response.end(JSON.stringify(answer))
  })
  let url = ''

  return {
    async start(): Promise<void> {
      server.listen(Number(url === '' ? 0 : new URL(url).port), '127.0.0.1')
      await once(server, 'listening')
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    stop(): void {
      server.closeAllConnections()
      server.close()
    },
    received,
    /** The address, which is known once the server listens. */
    get url() {
      return url
    },
    /** As the configuration names the function. */
    named(...names: string[]): TriggerFunction[] {
      return names.map((name) => ({
        name,
        get url() {
          return url
        },
      }))
    },
    /** What the function does from now on. */
    set: (name: string, body: FunctionBody) => void bodies.set(name, body),
    /** The events of the calls since the last time this was asked, in their order. */
    events: (): TriggerEvent[] => received.splice(0).map(({ text }) => JSON.parse(text)),
    /** The text of the only call since the last time. */
    onlyText(): string {
      const calls = received.splice(0)
      assert.equal(calls.length, 1)
      return calls[0]?.text ?? ''
    },
  }
}
