import { invalidParameter } from './invalid-parameter.ts'
import type { KeyConfiguration } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

const KMS_KEY_ARN = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/

// Deviation: the service's own sentences are not known (docs/deviations.md, "key configuration").
const keyArnMissing = () => invalidParameter('KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.')
const keyArnUnexpected = () => invalidParameter('KmsKeyArn can not be set when KeyType is AWS_OWNED_KEY.')
const invalidKeyArn = (arn: string) => invalidParameter(`Invalid KmsKeyArn: ${arn}`)

/** The key that encrypts the pool. An ARN without a type means the owner's own key. */
export function keyConfigurationFrom(request: UserPoolSettingsRequest['keyConfiguration']): KeyConfiguration {
  const kmsKeyArn = request?.kmsKeyArn
  const keyType = request?.keyType ?? (kmsKeyArn === undefined ? 'AWS_OWNED_KEY' : 'CUSTOMER_MANAGED_KEY')
  if (keyType === 'AWS_OWNED_KEY') {
    if (kmsKeyArn !== undefined) throw keyArnUnexpected()
    return { keyType }
  }
  if (kmsKeyArn === undefined) throw keyArnMissing()
  if (!KMS_KEY_ARN.test(kmsKeyArn)) throw invalidKeyArn(kmsKeyArn)
  return { keyType, kmsKeyArn }
}
