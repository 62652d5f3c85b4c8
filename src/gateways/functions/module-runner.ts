// Runs in a worker thread: imports the module that a trigger names, and hands it events.
import { parentPort, workerData } from 'node:worker_threads'
import type { ModuleAnswer, ModuleCall, ModuleData } from './module-messages.ts'

type Handler = (event: unknown, context: object) => unknown

const { url } = workerData as ModuleData
const loading: Promise<Handler> = import(url).then(({ handler }) => {
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
    const answer = await handler(JSON.parse(payload), context)
    return { id, payload: JSON.stringify(answer) ?? 'null' } // AWS: nothing at all becomes null
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
