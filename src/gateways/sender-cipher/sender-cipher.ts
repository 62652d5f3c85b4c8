import type { SenderCipher } from '../../domain/messages/sender-cipher.ts'
import type { Log } from '../../kernel/log.ts'
import type { AwsService } from '../aws-endpoint.ts'
import type { DataKeySource, EncryptionSdk } from './encryption-sdk.ts'
import { kmsDataKeys } from './kms-data-keys.ts'

export interface SenderKeySettings {
  /** Where pools' own keys are. */
  readonly kms?: AwsService | undefined
  /** The key in their place; 32 bytes. */
  readonly localKey?: Uint8Array | undefined
}

/**
 * Encrypts with the pool's key in KMS if that is configured, or else with the local key. The AWS Encryption SDK is loaded
 * at the first use.
 */
export function senderCipher(
  { kms, localKey }: SenderKeySettings,
  log: Log,
): SenderCipher & { close(): Promise<void> } {
  const fromKms = kms && kmsDataKeys(kms)
  let loading: Promise<EncryptionSdk> | undefined
  let wasTold = false

  async function loaded(): Promise<EncryptionSdk> {
    loading ??= import('./encryption-sdk.ts').then(({ loadEncryptionSdk }) => loadEncryptionSdk())
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }

  function source(keyArn: string): DataKeySource {
    if (fromKms) return { kms: fromKms, keyArn }
    if (localKey) return { localKey, keyArn }
    throw new Error('no key is configured')
  }

  return {
    isReady() {
      const isReady = fromKms !== undefined || localKey !== undefined
      if (!isReady && !wasTold) {
        wasTold = true
        log.warn(
          'Codes for custom senders cannot be encrypted: set custom-sender-key-file, or kms-endpoint-url for keys in KMS',
        )
      }
      return isReady
    },
    async encrypt(text, { userPoolId, keyArn }) {
      try {
        const sdk = await loaded()
        return await sdk.encrypt(text, { 'userpool-id': userPoolId }, source(keyArn))
      } catch (error) {
        log.warn('Could not encrypt a code for a custom sender', { userPoolId, key: keyArn, error })
        throw error
      }
    },
    close: async () => fromKms?.close(),
  }
}
