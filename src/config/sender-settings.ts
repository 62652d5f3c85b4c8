import { withoutUser } from './address.ts'
import { optional, secret } from './setting.ts'
import { key32, key32File, matching, webAddress } from './values.ts'

/** By what codes for custom senders are encrypted. */
export const SENDER_SETTINGS = {
  customSenderKey: {
    ...secret(key32, 'key that encrypts codes for custom senders where KMS has none: 32 bytes in base64'),
    readFile: key32File,
  },
  kmsEndpointUrl: {
    ...optional(webAddress, 'endpoint of AWS KMS, which has the keys of pools with custom senders'),
    show: withoutUser,
  },
  kmsAccessKeyId: optional(
    matching(/^[\w-]{1,128}$/, 'at most 128 letters, digits, - and _'),
    'access key id for that endpoint; else from where the AWS SDK looks for one',
  ),
  kmsSecretAccessKey: {
    ...secret(
      matching(/^[!-~]{1,128}$/, '1 to 128 visible characters'),
      'secret access key for that endpoint',
    ),
    flag: true,
  },
}
