import type { InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda'
import { type AwsService, clientByRegion, loadAwsSdk, regionOf } from '../aws-endpoint.ts'
import {
  type Attempt,
  errorMessageOf,
  type FunctionTarget,
  MOST_BYTES,
  SERVICE_FAULT,
  tooLarge,
} from './function-target.ts'

/** Functions behind an endpoint that speaks Lambda's Invoke API: AWS itself, or an emulator. */
export function lambdaEndpoint({ url: endpoint, credentials }: AwsService): FunctionTarget {
  const clients = clientByRegion(async (region): Promise<LambdaClient> => {
    const { LambdaClient } = await loadSdk()
    // The caller counts tries.
    return new LambdaClient({ endpoint, region, maxAttempts: 1, ...(credentials && { credentials }) })
  })

  return {
    async attempt({ arn, payload }, patience) {
      const sdk = await loadSdk()
      const client = await clients.of(regionOf(arn))
      const command = new sdk.InvokeCommand({ FunctionName: arn, Payload: Buffer.from(payload) })
      const signal = AbortSignal.timeout(patience)
      try {
        return attemptOf(await client.send(command, { abortSignal: signal }))
      } catch (error) {
        if (signal.aborted) return { kind: 'timeout' }
        if (!(error instanceof sdk.LambdaServiceException)) throw error
        return { kind: 'refused', error: error.name.endsWith('Exception') ? error.name : SERVICE_FAULT }
      }
    },
    async close() {
      clients.close()
    },
  }
}

function attemptOf({ Payload, FunctionError }: InvokeCommandOutput): Attempt {
  if ((Payload?.length ?? 0) > MOST_BYTES) return tooLarge
  const payload = Buffer.from(Payload ?? []).toString('utf8')
  if (FunctionError === undefined) return { kind: 'answer', payload }
  return { kind: 'function-error', message: errorMessageOf(payload) ?? 'null' }
}

const loadSdk = () => loadAwsSdk(() => import('@aws-sdk/client-lambda'))
