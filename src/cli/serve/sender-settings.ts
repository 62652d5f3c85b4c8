import type { AppParts } from '../../app.ts'
import type { Config } from '../../config/settings.ts'

/** By what codes for custom senders are encrypted. */
export function senderSettings(config: Config): Pick<AppParts, 'senderKeys'> {
  const { customSenderKey: localKey, kmsEndpointUrl: url, kmsAccessKeyId, kmsSecretAccessKey } = config
  const hasKey = kmsAccessKeyId !== undefined && kmsSecretAccessKey !== undefined
  const credentials = hasKey
    ? { accessKeyId: kmsAccessKeyId, secretAccessKey: kmsSecretAccessKey }
    : undefined
  return { senderKeys: { localKey, kms: url === undefined ? undefined : { url, credentials } } }
}
