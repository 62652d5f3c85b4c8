import { invalidParameter } from '../../../contract/service-error.ts'
import type { Home } from '../../arns/arn-rules.ts'
import { assertArn } from '../../arns/assert-arn.ts'
import type { KeyConfiguration } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "key configuration").
const keyArnMissing = () => invalidParameter('KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.')
const keyArnUnexpected = () => invalidParameter('KmsKeyArn can not be set when KeyType is AWS_OWNED_KEY.')

/** The key that encrypts the pool. An ARN without a type means the customer's own key. */
export function keyConfigurationFrom(request: UserPoolSettingsRequest['keyConfiguration']): KeyConfiguration {
  const kmsKeyArn = request?.kmsKeyArn
  const keyType = request?.keyType ?? (kmsKeyArn === undefined ? 'AWS_OWNED_KEY' : 'CUSTOMER_MANAGED_KEY')
  if (keyType === 'AWS_OWNED_KEY') {
    if (kmsKeyArn !== undefined) throw keyArnUnexpected()
    return { keyType }
  }
  if (kmsKeyArn === undefined) throw keyArnMissing()
  return { keyType, kmsKeyArn }
}

export function assertKeyConfiguration({ kmsKeyArn }: KeyConfiguration, home: Home): void {
  assertArn('KeyConfigurationType.KmsKeyArn', kmsKeyArn, home)
}
