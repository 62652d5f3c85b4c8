import type { KMSClient } from '@aws-sdk/client-kms'
import { type AwsService, clientByRegion, loadAwsSdk, regionOf } from '../aws-endpoint.ts'

export interface DataKey {
  /** The full ARN of the key that wrapped it. */
  readonly keyArn: string
  readonly plaintext: Uint8Array
  readonly wrapped: Uint8Array
}

export interface DataKeys {
  /** A new data key under a key of KMS, bound to the encryption context (AWS: GenerateDataKey). */
  generate(keyArn: string, bytes: number, context: Readonly<Record<string, string>>): Promise<DataKey>
  close(): void
}

/** Data keys from AWS KMS or what speaks its API. The client is loaded at the first use. */
export function kmsDataKeys({ url: endpoint, credentials }: AwsService): DataKeys {
  const clients = clientByRegion(async (region): Promise<KMSClient> => {
    const { KMSClient } = await loadSdk()
    return new KMSClient({ endpoint, region, ...(credentials && { credentials }) })
  })

  return {
    async generate(keyArn, bytes, context) {
      const { GenerateDataKeyCommand } = await loadSdk()
      const client = await clients.of(regionOf(keyArn))
      const command = new GenerateDataKeyCommand({
        KeyId: keyArn,
        NumberOfBytes: bytes,
        EncryptionContext: { ...context },
      })
      const { KeyId, Plaintext, CiphertextBlob } = await client.send(command)
      if (!KeyId || !Plaintext || !CiphertextBlob) throw new Error('KMS returned no data key')
      return { keyArn: KeyId, plaintext: Plaintext, wrapped: CiphertextBlob }
    },
    close: () => clients.close(),
  }
}

const loadSdk = () => loadAwsSdk(() => import('@aws-sdk/client-kms'))
