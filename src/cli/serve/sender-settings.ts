import type { AppParts } from '../../app.ts'
import type { Config } from '../../config/settings.ts'
import { accessKey } from './access-key.ts'

/** By what codes for custom senders are encrypted. */
export function senderSettings(config: Config): Pick<AppParts, 'senderKeys'> {
  const { customSenderKey: localKey, kmsEndpointUrl: url, kmsAccessKeyId, kmsSecretAccessKey } = config
  const credentials = accessKey(kmsAccessKeyId, kmsSecretAccessKey)
  return { senderKeys: { localKey, kms: url === undefined ? undefined : { url, credentials } } }
}
