import type { KeyringNode, NodeEncryptionMaterial } from '@aws-crypto/material-management-node'
import type { DataKeys } from './kms-data-keys.ts'

/** Where the key of a message comes from, and the ARN under which the message names it. */
export type DataKeySource =
  | { readonly keyArn: string; readonly kms: DataKeys }
  | { readonly keyArn: string; readonly localKey: Uint8Array }

export interface EncryptionSdk {
  /** Returns a message of the AWS Encryption SDK in base64. */
  encrypt(text: string, context: Readonly<Record<string, string>>, source: DataKeySource): Promise<string>
}

/** The namespace of local keys: with it and the key's ARN as its name, a raw AES keyring decrypts the messages. */
export const KEY_NAMESPACE = 'poolhouse'

/**
 * Loads the AWS Encryption SDK for JavaScript. AWS: the service writes messages of format version 1 with the suite
 * AES-256-GCM, HKDF-SHA384 and ECDSA P-384, without a commitment to the key.
 */
export async function loadEncryptionSdk(): Promise<EncryptionSdk> {
  const { buildEncrypt } = await import('@aws-crypto/encrypt-node')
  const { RawAesKeyringNode } = await import('@aws-crypto/raw-aes-keyring-node')
  const { RawAesWrappingSuiteIdentifier } = await import('@aws-crypto/raw-keyring')
  const material = await import('@aws-crypto/material-management-node')
  const { AlgorithmSuiteIdentifier, CommitmentPolicy } = material
  const { encrypt } = buildEncrypt(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT)

  function keyringOf(source: DataKeySource): KeyringNode {
    if ('kms' in source) return kmsKeyring(material, source.kms, source.keyArn)
    return new RawAesKeyringNode({
      keyNamespace: KEY_NAMESPACE,
      keyName: source.keyArn,
      // The keyring clears what it is given.
      unencryptedMasterKey: Uint8Array.from(source.localKey),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    })
  }

  return {
    async encrypt(text, context, source) {
      const { result } = await encrypt(keyringOf(source), text, {
        encryptionContext: context,
        suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,
      })
      return result.toString('base64')
    },
  }
}

type Material = typeof import('@aws-crypto/material-management-node')

/**
 * Wraps data keys with a key of KMS, as the SDK's own keyring does. That one brings along the client of DynamoDB.
 */
function kmsKeyring(material: Material, keys: DataKeys, keyArn: string): KeyringNode {
  const { KeyringNode, EncryptedDataKey, KeyringTraceFlag } = material
  const PROVIDER = 'aws-kms'

  class KmsKeyring extends KeyringNode {
    async _onEncrypt(asked: NodeEncryptionMaterial): Promise<NodeEncryptionMaterial> {
      const { suite, encryptionContext } = asked
      const key = await keys.generate(keyArn, suite.keyLengthBytes, encryptionContext)
      const wrapped = new EncryptedDataKey({
        providerId: PROVIDER,
        providerInfo: key.keyArn,
        encryptedDataKey: key.wrapped,
      })
      const encrypts =
        KeyringTraceFlag.WRAPPING_KEY_ENCRYPTED_DATA_KEY | KeyringTraceFlag.WRAPPING_KEY_SIGNED_ENC_CTX
      const flags = KeyringTraceFlag.WRAPPING_KEY_GENERATED_DATA_KEY | encrypts
      const trace = { keyNamespace: PROVIDER, keyName: key.keyArn, flags }
      return asked
        .setUnencryptedDataKey(Uint8Array.from(key.plaintext), trace)
        .addEncryptedDataKey(wrapped, encrypts)
    }

    async _onDecrypt(): Promise<never> {
      throw new Error('this keyring only encrypts')
    }
  }
  return new KmsKeyring()
}
