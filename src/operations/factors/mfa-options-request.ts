import { invalidParameter } from '../../contract/service-error.ts'
import type { Input } from '../operation.ts'

type Request = Input<'SetUserSettings'> | Input<'AdminSetUserSettings'>

/**
 * Whether the request activates text messages. AWS: the only factor that these operations know; an empty list
 * deactivates it.
 * @throws InvalidParameterException for any other factor
 */
export function wantsSms({ MFAOptions }: Request): boolean {
  for (const { DeliveryMedium, AttributeName } of MFAOptions) {
    if (DeliveryMedium !== 'SMS' || AttributeName !== 'phone_number') throw onlySms()
  }
  return MFAOptions.length > 0
}

/** Deviation: the service's own message is not known (docs/deviations.md, "Second factors"). */
const onlySms = () =>
  invalidParameter('Invalid MFA options given. Only SMS to phone_number can be configured this way.')
