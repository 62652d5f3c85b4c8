import type { InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda'
import { type Attempt, errorMessageOf, type FunctionTarget, MOST_BYTES, tooLarge } from './function-target.ts'

export interface LambdaEndpoint {
  readonly url: string
  /** If undefined, the AWS SDK looks for them where it usually does. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
}

type Sdk = typeof import('@aws-sdk/client-lambda')

interface Opened {
  readonly sdk: Sdk
  readonly client: LambdaClient
}

/** Functions behind an endpoint that speaks Lambda's Invoke API: AWS itself, or an emulator. */
export function lambdaEndpoint({ url, credentials }: LambdaEndpoint): FunctionTarget {
  const clients = new Map<string, Promise<Opened>>() // one for each region with a pool that has triggers

  function open(region: string): Promise<Opened> {
    const opened = clients.get(region) ?? newClient(region)
    clients.set(region, opened)
    return opened
  }

  async function newClient(region: string): Promise<Opened> {
    const sdk = await loadSdk()
    const client = new sdk.LambdaClient({
      endpoint: url,
      region,
      maxAttempts: 1, // the caller counts tries
      ...(credentials && { credentials }),
    })
    return { sdk, client }
  }

  return {
    async attempt({ arn, payload }, patience) {
      const { sdk, client } = await open(regionOf(arn))
      const command = new sdk.InvokeCommand({ FunctionName: arn, Payload: Buffer.from(payload) })
      const signal = AbortSignal.timeout(patience)
      try {
        return attemptOf(await client.send(command, { abortSignal: signal }))
      } catch (error) {
        if (signal.aborted) return { kind: 'timeout' }
        if (!(error instanceof sdk.LambdaServiceException)) throw error
        const isFault = error.$fault === 'server' || (error.$metadata.httpStatusCode ?? 0) >= 500
        return isFault ? { kind: 'fault' } : { kind: 'refused', error: error.name }
      }
    },
    async close() {
      for (const opened of clients.values())
        await opened.then(({ client }) => client.destroy()).catch(() => {})
    },
  }
}

function attemptOf({ Payload, FunctionError }: InvokeCommandOutput): Attempt {
  if ((Payload?.length ?? 0) > MOST_BYTES) return tooLarge
  const payload = Buffer.from(Payload ?? []).toString('utf8')
  if (FunctionError === undefined) return { kind: 'answer', payload }
  return { kind: 'function-error', message: errorMessageOf(payload) ?? 'null' }
}

/** Its fourth part, as every ARN has it. */
function regionOf(arn: string): string {
  return arn.split(':', 4)[3] ?? ''
}

async function loadSdk(): Promise<Sdk> {
  // Otherwise it writes several lines to stderr about Node releases that its next versions drop, amid a log of JSON.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  try {
    return await import('@aws-sdk/client-lambda')
  } catch (cause) {
    throw new Error('this needs the package @aws-sdk/client-lambda, which is not installed', { cause })
  }
}
