import { invalidParameter, ServiceError } from '../../contract/service-error.ts'

/** Deviation: the service's own message is not known (docs/deviations.md, "threat protection that is off"). */
export const addOnNotEnabled = () =>
  new ServiceError('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled')

/** Source: recorded. */
export const incorrectCidr = () => invalidParameter('Incorrect CIDR format')

/** Deviation: the service's own message is not known (docs/deviations.md, "notifications without a sender"). */
export const notifyConfigurationMissing = () =>
  invalidParameter('NotifyConfiguration is required if an action has Notify set to true.')

/** Deviation: the service's own message is not known (docs/deviations.md, "notifications without a sender"). */
export const invalidNotifyAddress = (member: 'From' | 'ReplyTo') =>
  invalidParameter(`Invalid NotifyConfiguration.${member}. Provided email address is invalid`)

/** Deviation: the service's own message is not known (docs/deviations.md, "notifications without a text"). */
export const emptyNotification = (member: string) =>
  invalidParameter(`NotifyConfiguration.${member} needs an HtmlBody or a TextBody.`)
