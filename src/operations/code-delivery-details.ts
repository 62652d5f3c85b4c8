import type { CodeDeliveryDetailsType } from '../contract/generated/types.ts'
import type { CodeDelivery } from '../domain/messages/code-delivery.ts'

/** Where a code went, in the words of the API. */
export function toCodeDeliveryDetails({
  attributeName,
  medium,
  destination,
}: CodeDelivery): CodeDeliveryDetailsType {
  return { AttributeName: attributeName, DeliveryMedium: medium, Destination: destination }
}
