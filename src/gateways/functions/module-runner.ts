// Runs in a worker thread: imports the module that a trigger names, and hands it events.
import { parentPort, workerData } from 'node:worker_threads'
import type { ModuleAnswer, ModuleCall, ModuleData } from './module-messages.ts'

type Callback = (error?: unknown, answer?: unknown) => void
type Handler = (event: unknown, context: object, callback: Callback) => unknown

const { url } = workerData as ModuleData
const loading: Promise<Handler> = import(url).then((module) => {
  const handler = module.handler ?? module.default?.handler // Node finds not every export of CommonJS
  if (typeof handler !== 'function') throw new Error('The module exports no function named handler')
  return handler
})
loading.catch(() => {}) // each call reports it

parentPort?.on('message', async (call: ModuleCall) => parentPort?.postMessage(await answerTo(call)))

async function answerTo({ id, payload, arn, functionName, deadline }: ModuleCall): Promise<ModuleAnswer> {
  try {
    const handler = await loading
    const context = {
      functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      awsRequestId: id,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    }
    const answer = await answerOf(handler, JSON.parse(payload), context)
    return { id, payload: JSON.stringify(answer) ?? 'null' } // AWS: nothing at all becomes null
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * What the handler returns, or what it hands to its callback, as the examples of the Developer Guide do. AWS: what comes
 * first counts.
 */
function answerOf(handler: Handler, event: unknown, context: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, answer) => (error ? reject(error) : resolve(answer))
    const returned = handler(event, context, callback)
    // AWS: what a handler with a callback returns is no answer, unless it is a promise.
    if (handler.length < 3 || returned instanceof Promise) resolve(returned)
  })
}
