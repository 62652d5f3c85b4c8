import type { KMSClient } from '@aws-sdk/client-kms'

export interface KmsSettings {
  readonly url: string
  /** If undefined, the AWS SDK looks for them where it usually does. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
}

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

type Sdk = typeof import('@aws-sdk/client-kms')

/** Data keys from AWS KMS or what speaks its API. The client is loaded at the first use. */
export function kmsDataKeys({ url, credentials }: KmsSettings): DataKeys {
  const clients = new Map<string, KMSClient>() // one for each region

  function clientFor(sdk: Sdk, region: string): KMSClient {
    const known = clients.get(region)
    if (known) return known
    const client = new sdk.KMSClient({ endpoint: url, region, ...(credentials && { credentials }) })
    clients.set(region, client)
    return client
  }

  return {
    async generate(keyArn, bytes, context) {
      const sdk = await loadSdk()
      const client = clientFor(sdk, regionOf(keyArn))
      const command = new sdk.GenerateDataKeyCommand({
        KeyId: keyArn,
        NumberOfBytes: bytes,
        EncryptionContext: { ...context },
      })
      const { KeyId, Plaintext, CiphertextBlob } = await client.send(command)
      if (!KeyId || !Plaintext || !CiphertextBlob) throw new Error('KMS returned no data key')
      return { keyArn: KeyId, plaintext: Plaintext, wrapped: CiphertextBlob }
    },
    close() {
      for (const client of clients.values()) client.destroy()
    },
  }
}

/** Its fourth part, as every ARN has it. */
function regionOf(arn: string): string {
  return arn.split(':', 4)[3] ?? ''
}

async function loadSdk(): Promise<Sdk> {
  // Otherwise it writes several lines to stderr about Node releases that its next versions drop, amid a log of JSON.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  try {
    return await import('@aws-sdk/client-kms')
  } catch (cause) {
    throw new Error('this needs the package @aws-sdk/client-kms, which is not installed', { cause })
  }
}
